package org.p4inv.flows.transformer;

import org.p4inv.flows.config.Config;

/** Makes transformers from their descriptions. */
public final class Transformers {
  private Transformers() {}

  /**
   * The transformer of a description.
   *
   * @throws IllegalArgumentException if its type is unknown or an entry is not valid
   */
  public static Transformer read(Config config) {
    throw new IllegalArgumentException("transformer type '" + config.text("type") + "' is unknown");
  }
}

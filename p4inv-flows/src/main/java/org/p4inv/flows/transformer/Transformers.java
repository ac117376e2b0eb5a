package org.p4inv.flows.transformer;

import org.p4inv.flows.config.Config;

/** Makes transformers from their descriptions. */
public final class Transformers {
  private Transformers() {}

  /**
   * The transformer that {@link Transformer#config} described.
   *
   * @throws IllegalArgumentException if its type is unknown or an entry is not valid
   */
  public static Transformer read(Config config) {
    String type = config.text("type");
    if (!type.equals("affine")) {
      throw new IllegalArgumentException(
          "transformer type '" + type + "' is unknown; known are [affine]");
    }
    return new AffineTransformer();
  }
}

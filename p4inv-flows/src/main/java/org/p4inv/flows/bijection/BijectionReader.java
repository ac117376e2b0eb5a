package org.p4inv.flows.bijection;

import org.p4inv.flows.config.Config;
import org.p4inv.flows.registry.Registry;

/** Makes any bijection from its description, by the providers that the class path offers. */
public final class BijectionReader {
  private final Registry<BijectionProvider> providers =
      new Registry<>("bijection", BijectionProvider.class, BijectionProvider::type);

  /**
   * A reader with all providers that {@link java.util.ServiceLoader} finds, the built-in ones
   * included.
   */
  public BijectionReader() {}

  /**
   * The bijection of a description.
   *
   * @throws IllegalArgumentException if its type is unknown or an entry is not valid
   */
  public Bijection read(Config config) {
    return providers.of(config).create(config, this);
  }
}

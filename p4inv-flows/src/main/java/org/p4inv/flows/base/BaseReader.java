package org.p4inv.flows.base;

import org.p4inv.flows.config.Config;
import org.p4inv.flows.registry.Registry;

/** Makes any base density from its description, by the providers that the class path offers. */
public final class BaseReader {
  private final Registry<BaseProvider> providers =
      new Registry<>("base", BaseProvider.class, BaseProvider::type);

  /**
   * A reader with all providers that {@link java.util.ServiceLoader} finds, the built-in ones
   * included.
   */
  public BaseReader() {}

  /**
   * The density of a description.
   *
   * @throws IllegalArgumentException if its type is unknown or an entry is not valid
   */
  public BaseDensity read(Config config) {
    return providers.of(config).create(config, this);
  }
}

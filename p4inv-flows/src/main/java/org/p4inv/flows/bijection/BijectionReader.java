package org.p4inv.flows.bijection;

import java.util.ServiceConfigurationError;
import java.util.ServiceLoader;
import java.util.TreeMap;
import org.p4inv.flows.config.Config;

/** Makes any bijection from its description, by the providers that the class path offers. */
public final class BijectionReader {
  private final TreeMap<String, BijectionProvider> providers = new TreeMap<>();

  /** A reader with all providers that {@link ServiceLoader} finds, the built-in ones included. */
  public BijectionReader() {
    for (BijectionProvider provider : ServiceLoader.load(BijectionProvider.class)) {
      BijectionProvider other = providers.putIfAbsent(provider.type(), provider);
      if (other != null) {
        throw new ServiceConfigurationError(
            "bijection type '"
                + provider.type()
                + "' must have one provider, found "
                + other.getClass().getName()
                + " and "
                + provider.getClass().getName());
      }
    }
  }

  /**
   * The bijection of a description.
   *
   * @throws IllegalArgumentException if its type is unknown or an entry is not valid
   */
  public Bijection read(Config config) {
    String type = config.text("type");
    BijectionProvider provider = providers.get(type);
    if (provider == null) {
      throw new IllegalArgumentException(
          "bijection type '" + type + "' is unknown; known are " + providers.keySet());
    }
    return provider.create(config, this);
  }
}

package org.p4inv.flows.registry;

import java.util.ServiceConfigurationError;
import java.util.ServiceLoader;
import java.util.TreeMap;
import java.util.function.Function;
import org.p4inv.flows.config.Config;

/**
 * The providers of one kind of part that the class path or module path offers, by the {@code type}
 * of the descriptions that each reads.
 *
 * @param <P> the service; this module must use it
 */
public final class Registry<P> {
  private final String kind;
  private final TreeMap<String, P> providers = new TreeMap<>();

  /**
   * All providers that {@link ServiceLoader} finds, the built-in ones included.
   *
   * @param kind what the providers make, for messages
   * @throws ServiceConfigurationError if two read one type
   */
  public Registry(String kind, Class<P> service, Function<P, String> type) {
    this.kind = kind;
    for (P provider : ServiceLoader.load(service)) {
      P other = providers.putIfAbsent(type.apply(provider), provider);
      if (other != null) {
        throw new ServiceConfigurationError(
            kind
                + " type '"
                + type.apply(provider)
                + "' must have one provider, found "
                + other.getClass().getName()
                + " and "
                + provider.getClass().getName());
      }
    }
  }

  /**
   * The provider that reads a description.
   *
   * @throws IllegalArgumentException if its type is unknown
   */
  public P of(Config config) {
    String type = config.text("type");
    P provider = providers.get(type);
    if (provider == null) {
      throw new IllegalArgumentException(
          kind + " type '" + type + "' is unknown; known are " + providers.keySet());
    }
    return provider;
  }
}

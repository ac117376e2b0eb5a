package org.p4inv.samplers.energy;

import java.util.Collection;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.ServiceConfigurationError;
import java.util.ServiceLoader;
import java.util.TreeSet;
import java.util.stream.Collectors;

/**
 * The energies that can be made by name: those of this library and those of every {@link
 * EnergyProvider} on the path.
 *
 * <p>Providers are looked for, at every call, by the class loader of this library and by the
 * context class loader of the calling thread (by that of the application, if it has none).
 */
public final class Energies {
  private Energies() {}

  /** The names that {@link #create} knows, sorted. */
  public static List<String> names() {
    return names(providers());
  }

  /**
   * The provider of a name.
   *
   * @throws IllegalArgumentException if no energy has this name; the message lists those there are
   * @throws IllegalStateException if two providers claim the name, or one cannot be loaded
   */
  public static EnergyProvider provider(String name) {
    Collection<EnergyProvider> all = providers();
    List<EnergyProvider> found = all.stream().filter(p -> p.name().equals(name)).toList();
    if (found.isEmpty()) {
      throw new IllegalArgumentException(
          "energy must be one of " + String.join(", ", names(all)) + ", got `" + name + "`");
    }
    if (found.size() > 1) {
      throw new IllegalStateException(
          "energy name `"
              + name
              + "` must have one provider, it has "
              + found.stream().map(p -> p.getClass().getName()).collect(Collectors.joining(", ")));
    }
    return found.get(0);
  }

  /** Makes an energy with the defaults of its constants. */
  public static Energy create(String name) {
    return create(name, Map.of());
  }

  /**
   * Makes an energy.
   *
   * @param overrides values by the names of constants; a constant that is not named has its default
   * @throws IllegalArgumentException if the energy or a constant is unknown, and the message lists
   *     those there are, or if a value is not valid, and the message says constant, rule and value
   */
  public static Energy create(String name, Map<String, Double> overrides) {
    EnergyProvider provider = provider(name);
    Map<String, Double> values = new LinkedHashMap<>();
    for (Constant constant : provider.constants()) {
      values.put(constant.name(), constant.defaultValue());
    }
    for (String given : overrides.keySet()) {
      if (!values.containsKey(given)) {
        throw new IllegalArgumentException(unknownConstant(given, provider));
      }
    }
    for (Constant constant : provider.constants()) {
      Double given = overrides.get(constant.name());
      if (given != null) {
        values.put(constant.name(), constant.check(given));
      }
    }
    return provider.create(Collections.unmodifiableMap(values));
  }

  private static String unknownConstant(String given, EnergyProvider provider) {
    if (provider.constants().isEmpty()) {
      return "energy `" + provider.name() + "` has no constants, got `" + given + "`";
    }
    return "constant of `"
        + provider.name()
        + "` must be one of "
        + provider.constants().stream().map(Constant::name).collect(Collectors.joining(", "))
        + ", got `"
        + given
        + "`";
  }

  private static List<String> names(Collection<EnergyProvider> providers) {
    return List.copyOf(
        providers.stream()
            .map(EnergyProvider::name)
            .collect(Collectors.toCollection(TreeSet::new)));
  }

  private static Collection<EnergyProvider> providers() {
    Map<Class<?>, EnergyProvider> found = new LinkedHashMap<>();
    try {
      collect(Energies.class.getClassLoader(), found);
      collect(Thread.currentThread().getContextClassLoader(), found);
    } catch (ServiceConfigurationError e) {
      throw new IllegalStateException(
          "an energy provider on the path cannot be loaded: " + e.getMessage(), e);
    }
    return found.values();
  }

  private static void collect(ClassLoader loader, Map<Class<?>, EnergyProvider> found) {
    for (EnergyProvider provider : ServiceLoader.load(EnergyProvider.class, loader)) {
      found.put(provider.getClass(), provider);
    }
  }
}

package org.p4inv.samplers.energy;

import java.util.List;
import java.util.Map;

/**
 * Makes energies of one name. Found by {@link java.util.ServiceLoader}: a third party's jar on the
 * path lists its provider in {@code META-INF/services} (and in {@code provides} of its module), and
 * its energy can then be trained on like a built-in one.
 */
public interface EnergyProvider {

  /** The name of the energy, in kebab case. */
  String name();

  /** One line on what the energy is, for people. */
  String summary();

  /** The constants that {@link #create} takes, in the order they are shown. */
  default List<Constant> constants() {
    return List.of();
  }

  /**
   * Makes the energy.
   *
   * @param constants a value for every one of {@link #constants}, each checked by its own rule, and
   *     nothing else; {@link Energies#create} sees to it
   * @throws IllegalArgumentException if values do not go together; the message says which and why
   */
  Energy create(Map<String, Double> constants);
}

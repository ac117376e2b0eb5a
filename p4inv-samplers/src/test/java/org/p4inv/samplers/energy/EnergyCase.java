package org.p4inv.samplers.energy;

/**
 * One line of the battery.
 *
 * @param spread the length scale of the region that matters, see {@link EnergyContract#examine}
 * @param edges whether the density jumps, see {@link EnergyContract#examineWithEdges}
 */
public record EnergyCase(String label, Energy energy, double spread, boolean edges) {

  /** An energy whose density does not jump. */
  public EnergyCase(String label, Energy energy, double spread) {
    this(label, energy, spread, false);
  }

  /** An energy with its default constants, labelled with its name. */
  public static EnergyCase named(String name, double spread) {
    return new EnergyCase(name, Energies.create(name), spread);
  }
}

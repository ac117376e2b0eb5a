package org.p4inv.samplers.energy;

import java.util.List;

/** The energies of one package, for the battery. */
public interface EnergyFamily {

  /** The names under which {@link Energies} makes them. */
  List<String> names();

  /**
   * Cases with other constants than the defaults, and {@linkplain EnergyCase#named named} ones
   * where the spread of the defaults is not 1.5; every other name has a case with it anyway.
   */
  List<EnergyCase> cases();
}

package org.p4inv.samplers.energy;

import java.util.List;

/** The energies of one package, for the battery. */
public interface EnergyFamily {

  /** The names under which {@link Energies} makes them. */
  List<String> names();

  /** At least one line for each class, with other constants than the defaults where it has any. */
  List<EnergyCase> cases();
}

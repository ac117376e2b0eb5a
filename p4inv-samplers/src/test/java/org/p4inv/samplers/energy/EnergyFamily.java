package org.p4inv.samplers.energy;

import java.util.List;

/** The energies of one package, for the battery. */
public interface EnergyFamily {

  /** The names under which {@link Energies} makes them. */
  List<String> names();

  /** Cases with other constants than the defaults, which every name has a case for anyway. */
  List<EnergyCase> cases();
}

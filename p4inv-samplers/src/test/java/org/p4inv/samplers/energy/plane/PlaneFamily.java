package org.p4inv.samplers.energy.plane;

import java.util.List;
import org.p4inv.samplers.energy.EnergyCase;
import org.p4inv.samplers.energy.EnergyFamily;

/** Energies in two dimensions. */
public final class PlaneFamily implements EnergyFamily {

  @Override
  public List<String> names() {
    return List.of("double-well", "mueller-brown");
  }

  @Override
  public List<EnergyCase> cases() {
    return List.of(
        new EnergyCase("symmetric double well", new DoubleWell(0, -4, 1), 1.5),
        new EnergyCase("narrow double well", new DoubleWell(3, -40, 20), 1),
        new EnergyCase("single well", new DoubleWell(0.5, 1, 0.25), 1),
        new EnergyCase("double well with one minimum", new DoubleWell(-30, -4, 1), 1),
        new EnergyCase("Mueller-Brown at kT = 10", new MuellerBrown(10), 1),
        new EnergyCase("Mueller-Brown at kT = 300", new MuellerBrown(300), 1.5));
  }
}

package org.p4inv.samplers.energy.space;

import java.util.List;
import org.p4inv.samplers.energy.Energies;
import org.p4inv.samplers.energy.EnergyCase;
import org.p4inv.samplers.energy.EnergyFamily;

/** Energies in any number of dimensions. */
public final class SpaceFamily implements EnergyFamily {

  @Override
  public List<String> names() {
    return List.of(
        "funnel", //
        "gaussian",
        "many-well");
  }

  @Override
  public List<EnergyCase> cases() {
    return List.of(
        new EnergyCase("gaussian", Energies.create("gaussian"), 1.5),
        new EnergyCase("Gaussian on a line", new IsotropicGaussian(1, -0.75, 2), 2),
        new EnergyCase("Gaussian in the plane", new IsotropicGaussian(2, 1.5, 0.25), 1),
        new EnergyCase("Gaussian in 7-D", new IsotropicGaussian(7, 0.5, 3), 3),
        new EnergyCase("Gaussian in 300-D", new IsotropicGaussian(300, -2, 0.5), 2),
        new EnergyCase("funnel", Energies.create("funnel"), 2),
        new EnergyCase("mild funnel in 3-D", new Funnel(3, 1), 1),
        new EnergyCase("funnel in the plane", new Funnel(2, 0.75), 1),
        new EnergyCase("many-well", Energies.create("many-well"), 1.5),
        new EnergyCase("many-well of 3 pairs", new ManyWell(6, 0, -4, 1), 1.5),
        new EnergyCase("many-well of one pair", new ManyWell(2, -0.5, -6, 1), 1.5),
        new EnergyCase("many-well without a barrier", new ManyWell(8, 0.25, 1, 0.5), 1));
  }
}

package org.p4inv.samplers.energy.space;

import java.util.List;
import org.p4inv.samplers.energy.Energies;
import org.p4inv.samplers.energy.EnergyCase;
import org.p4inv.samplers.energy.EnergyFamily;

/** Energies in any number of dimensions. */
public final class SpaceFamily implements EnergyFamily {

  @Override
  public List<String> names() {
    return List.of("gaussian");
  }

  @Override
  public List<EnergyCase> cases() {
    return List.of(
        new EnergyCase("gaussian", Energies.create("gaussian"), 1.5),
        new EnergyCase("Gaussian on a line", new IsotropicGaussian(1, -0.75, 2), 2),
        new EnergyCase("Gaussian in the plane", new IsotropicGaussian(2, 1.5, 0.25), 1),
        new EnergyCase("Gaussian in 7-D", new IsotropicGaussian(7, 0.5, 3), 3),
        new EnergyCase("Gaussian in 300-D", new IsotropicGaussian(300, -2, 0.5), 2),
        new EnergyCase("Gaussian mixture", GaussianMixtureTest.triangle(), 2));
  }
}

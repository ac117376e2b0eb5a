package org.p4inv.samplers.energy.space;

import java.util.List;
import java.util.Map;
import org.p4inv.samplers.energy.Energies;
import org.p4inv.samplers.energy.Energy;
import org.p4inv.samplers.energy.EnergyCase;
import org.p4inv.samplers.energy.EnergyFamily;

/** Energies in any number of dimensions. */
public final class SpaceFamily implements EnergyFamily {

  @Override
  public List<String> names() {
    return List.of(
        "banana",
        "correlated-gaussian",
        "funnel",
        "gaussian",
        "gaussian-mixture",
        "many-well",
        "phi-four",
        "rosenbrock",
        "student-mixture");
  }

  @Override
  public List<EnergyCase> cases() {
    return List.of(
        new EnergyCase("Gaussian on a line", new IsotropicGaussian(1, -0.75, 2), 2),
        new EnergyCase("Gaussian in the plane", new IsotropicGaussian(2, 1.5, 0.25), 1),
        new EnergyCase("Gaussian in 7-D", new IsotropicGaussian(7, 0.5, 3), 3),
        new EnergyCase("Gaussian in 300-D", new IsotropicGaussian(300, -2, 0.5), 2),
        EnergyCase.named("funnel", 2),
        new EnergyCase("mild funnel in 3-D", new Funnel(3, 1), 1),
        new EnergyCase("funnel in the plane", new Funnel(2, 0.75), 1),
        EnergyCase.named("many-well", 1.5),
        new EnergyCase("many-well of 3 pairs", new ManyWell(6, 0, -4, 1), 1.5),
        new EnergyCase("many-well of one pair", new ManyWell(2, -0.5, -6, 1), 1.5),
        new EnergyCase("many-well without a barrier", new ManyWell(8, 0.25, 1, 0.5), 1),
        EnergyCase.named("banana", 3),
        new EnergyCase("strong banana in 4-D", new Banana(4, -0.5, 1.5), 1.5),
        new EnergyCase("rosenbrock", new Rosenbrock(4, 0.05, 5, 1), 1.5),
        new EnergyCase("Rosenbrock in the plane", new Rosenbrock(2, 0.6, 1.5, -0.5), 1.5),
        EnergyCase.named("correlated-gaussian", 1),
        new EnergyCase("correlated in the plane", new CorrelatedGaussian(2, 30, 3), 1),
        new EnergyCase("correlated in 50-D", new CorrelatedGaussian(50, 1e3, 4), 1),
        EnergyCase.named("phi-four", 1),
        new EnergyCase("phi-four without a barrier", new PhiFour(3, 0.5, 1), 1),
        new EnergyCase("Student mixture", new StudentMixture(10, 10, 5, 1, 9, 1), 3),
        new EnergyCase("Student in the plane", new StudentMixture(2, 3, 3, 0.5, 12, 2), 2),
        new EnergyCase("Cauchy-like tails", new StudentMixture(4, 1, 1, 1, 5, 3), 2),
        EnergyCase.named("gaussian-mixture", 4),
        new EnergyCase("Gaussian mixture in 50-D", mixture(50, 4), 2));
  }

  private static Energy mixture(double dimension, double components) {
    Map<String, Double> constants =
        Map.of("dimension", dimension, "components", components, "separation", 1.0, "seed", 5.0);
    return Energies.create("gaussian-mixture", constants);
  }
}

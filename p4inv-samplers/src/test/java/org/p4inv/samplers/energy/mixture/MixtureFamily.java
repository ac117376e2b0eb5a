package org.p4inv.samplers.energy.mixture;

import java.util.List;
import org.p4inv.samplers.energy.EnergyCase;
import org.p4inv.samplers.energy.EnergyFamily;

/** Mixtures that a program makes; those with names belong to other families. */
public final class MixtureFamily implements EnergyFamily {

  @Override
  public List<String> names() {
    return List.of();
  }

  @Override
  public List<EnergyCase> cases() {
    return List.of(new EnergyCase("Gaussian mixture", GaussianMixtureTest.triangle(), 2));
  }
}

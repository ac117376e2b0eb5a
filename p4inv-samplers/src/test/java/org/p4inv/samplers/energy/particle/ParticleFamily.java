package org.p4inv.samplers.energy.particle;

import java.util.List;
import org.p4inv.samplers.energy.EnergyCase;
import org.p4inv.samplers.energy.EnergyFamily;

/** Energies of particles. */
public final class ParticleFamily implements EnergyFamily {

  @Override
  public List<String> names() {
    return List.of("dw4", "dw4-twice", "lj13", "lj13-twice", "lj55", "lj55-twice");
  }

  @Override
  public List<EnergyCase> cases() {
    return List.of(
        EnergyCase.named("dw4", 3),
        EnergyCase.named("dw4-twice", 3),
        new EnergyCase(
            "dw4, all constants", new MultiDoubleWell(PairCount.ONCE, 0.3, 1, -2, 1.5, 0.4), 2),
        EnergyCase.named("lj13", 2),
        EnergyCase.named("lj13-twice", 2),
        EnergyCase.named("lj55", 4),
        new EnergyCase(
            "three particles", new LennardJones(3, PairCount.TWICE, 0.5, 1.5, 2, 0.3), 2));
  }
}

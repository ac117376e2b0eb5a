package org.p4inv.samplers.energy.compose;

import java.util.List;
import org.p4inv.samplers.energy.Energy;
import org.p4inv.samplers.energy.EnergyCase;
import org.p4inv.samplers.energy.EnergyFamily;
import org.p4inv.samplers.energy.plane.DoubleWell;
import org.p4inv.samplers.energy.plane.MuellerBrown;
import org.p4inv.samplers.energy.space.IsotropicGaussian;

/** Energies made of others. */
public final class ComposeFamily implements EnergyFamily {

  @Override
  public List<String> names() {
    return List.of();
  }

  @Override
  public List<EnergyCase> cases() {
    Energy wells = new DoubleWell(-0.5, -6, 1);
    Energy gaussian = new IsotropicGaussian(2, 0.5, 1.5);
    return List.of(
        new EnergyCase("tempered", new Tempered(wells, 0.25), 1.5),
        new EnergyCase("tempered by 1", new Tempered(wells, 1), 1.5),
        new EnergyCase("clipped", new Clipped(new MuellerBrown(5), -10), 1.5),
        new EnergyCase("shifted", new Shifted(wells, new float[] {2.5f, -1.25f}), 3),
        new EnergyCase("sum", new Sum(List.of(wells, gaussian, new MuellerBrown(20))), 1.5),
        new EnergyCase(
            "boxed", new Boxed(wells, new float[] {-1.5f, -1}, new float[] {3, 2}), 1.5, true),
        new EnergyCase("bridge", new Bridge(gaussian, wells, 0.3), 1.5),
        new EnergyCase("start of a bridge", new Bridge(gaussian, wells, 0), 1.5),
        new EnergyCase("end of a bridge", new Bridge(gaussian, wells, 1), 1.5));
  }
}

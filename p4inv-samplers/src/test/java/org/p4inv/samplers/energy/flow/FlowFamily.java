package org.p4inv.samplers.energy.flow;

import java.util.List;
import org.p4inv.flows.Flow;
import org.p4inv.flows.base.StandardNormal;
import org.p4inv.flows.bijection.Chain;
import org.p4inv.flows.elementwise.ElementwiseAffine;
import org.p4inv.flows.linear.Permutation;
import org.p4inv.samplers.energy.EnergyCase;
import org.p4inv.samplers.energy.EnergyFamily;
import org.p4inv.samplers.energy.plane.DoubleWell;

/**
 * Energies of flows, for those properties that do not depend on the flow: one that rounds nothing,
 * x = (2 z2 + 1/2, z1 / 2 - 1/4). Flows that do something have {@link FlowEnergiesTest}.
 */
public final class FlowFamily implements EnergyFamily {

  @Override
  public List<String> names() {
    return List.of();
  }

  @Override
  public List<EnergyCase> cases() {
    Flow flow =
        Flow.initial(
            new StandardNormal(2),
            Chain.of(
                Permutation.reversal(2),
                new ElementwiseAffine(new double[] {2, 0.5}, new double[] {0.5, -0.25})),
            1);
    return List.of(
        new EnergyCase("flow", new FlowEnergy(flow), 1),
        new EnergyCase("latent", new LatentEnergy(flow, new DoubleWell(-0.5, -3, 1)), 1));
  }
}

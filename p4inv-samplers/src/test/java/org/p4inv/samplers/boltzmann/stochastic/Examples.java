package org.p4inv.samplers.boltzmann.stochastic;

import java.util.List;
import org.p4inv.core.random.Domain;
import org.p4inv.core.random.RandomStream;
import org.p4inv.flows.Flow;
import org.p4inv.flows.base.StandardNormal;
import org.p4inv.flows.bijection.Chain;
import org.p4inv.flows.conditioner.Activation;
import org.p4inv.flows.coupling.Couplings;
import org.p4inv.flows.linear.P4InvLinear;
import org.p4inv.samplers.chain.MarkovKernel;
import org.p4inv.samplers.chain.kernel.RandomWalk;

/** Flows away from their start, and blocks at all kinds of places. */
final class Examples {
  private static final MarkovKernel KERNEL = new RandomWalk();

  private Examples() {}

  /** Four parts with random numbers. */
  static Flow random(long seed) {
    Chain chain =
        Chain.of(
            Couplings.affine(2, 1, Activation.TANH, 8),
            new P4InvLinear(2, P4InvLinear.Start.REVERSAL),
            Couplings.affine(2, 1, Activation.TANH, 8),
            new P4InvLinear(2, P4InvLinear.Start.REVERSAL));
    Flow flow = Flow.initial(new StandardNormal(2), chain, seed);
    float[] parameters = flow.parameters();
    float[] noise = new float[parameters.length];
    new RandomStream(seed, Domain.APPLICATION).gaussian(noise, 0, noise.length);
    for (int i = 0; i < noise.length; i++) {
      parameters[i] += 0.1f * noise[i];
    }
    return Flow.of(flow.base(), chain, parameters, flow.frozen());
  }

  /** At both ends and between. */
  static List<SamplingBlock> blocks(int steps) {
    return List.of(
        block(0, 0.2, steps), block(1, 0, steps), block(2, 0.5, steps), block(4, 1, steps));
  }

  static SamplingBlock block(int place, double lambda, int steps) {
    return new SamplingBlock(place, lambda, KERNEL, steps, 0.4);
  }
}

package org.p4inv.bench.cases;

import java.util.ArrayList;
import java.util.List;
import org.p4inv.core.random.Domain;
import org.p4inv.core.random.RandomStream;
import org.p4inv.flows.Flow;
import org.p4inv.flows.base.StandardNormal;
import org.p4inv.flows.bijection.Bijection;
import org.p4inv.flows.bijection.Chain;
import org.p4inv.flows.conditioner.Activation;
import org.p4inv.flows.coupling.Couplings;
import org.p4inv.flows.linear.P4InvLinear;

/**
 * The Boltzmann generator of the cases: 8 affine couplings, whose first d/2 coordinates condition
 * the others by separate ReLU perceptrons for shift and scale, and between them 7 P4Inv layers that
 * start as the reversal. Two hidden layers of 64 in 2-D, of 128 above.
 */
public final class BgFlow {
  private static final int COUPLINGS = 8;
  private static final float DEVIATION = 0.1f;

  private BgFlow() {}

  /** As training starts: the couplings are the identity. */
  public static Flow untrained(int d) {
    List<Bijection> parts = new ArrayList<>();
    int hidden = d == 2 ? 64 : 128;
    for (int i = 0; i < COUPLINGS; i++) {
      if (i > 0) {
        parts.add(new P4InvLinear(d, P4InvLinear.Start.REVERSAL));
      }
      parts.add(Couplings.separateAffine(d, d / 2, Activation.RELU, hidden, hidden));
    }
    return Flow.initial(new StandardNormal(d), Chain.of(parts), /* seed= */ 1);
  }

  /** All parameters normal of deviation 0.1, so that nothing is zero. */
  public static Flow random(int d) {
    Flow flow = untrained(d);
    float[] parameters = flow.parameters();
    new RandomStream(1, Domain.APPLICATION).gaussian(parameters, 0, parameters.length);
    for (int i = 0; i < parameters.length; i++) {
      parameters[i] *= DEVIATION;
    }
    return Flow.of(flow.base(), flow.bijection(), parameters, flow.frozen());
  }
}

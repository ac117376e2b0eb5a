package org.p4inv.cli.density;

import java.util.ArrayList;
import java.util.List;
import org.p4inv.flows.Flow;
import org.p4inv.flows.base.StandardNormal;
import org.p4inv.flows.bijection.Bijection;
import org.p4inv.flows.bijection.Chain;
import org.p4inv.flows.conditioner.Activation;
import org.p4inv.flows.coupling.Couplings;
import org.p4inv.flows.coupling.Mask;
import org.p4inv.flows.linear.P4InvLinear;
import org.p4inv.flows.normalization.ActNorm;
import org.p4inv.flows.transformer.RationalQuadraticSpline;
import org.p4inv.flows.transformer.Transformer;

/** The architecture that all densities of the plane are learned with. */
final class DensityFlow {
  private static final int COUPLINGS = 8;
  private static final int HIDDEN = 64;
  private static final int BINS = 16;

  /** Of the splines, in deviations of the data, which the ActNorm divides by. */
  private static final double BOUND = 4;

  private DensityFlow() {}

  /**
   * P4Inv layers that start as the reversal, with spline couplings between them, behind an ActNorm.
   */
  static Flow untrained(long seed) {
    Transformer spline = new RationalQuadraticSpline(BINS, BOUND);
    List<Bijection> parts = new ArrayList<>();
    for (int i = 0; i < COUPLINGS; i++) {
      parts.add(Couplings.of(Mask.first(2, 1), spline, Activation.RELU, HIDDEN, HIDDEN));
      parts.add(new P4InvLinear(2, 1, P4InvLinear.Start.REVERSAL));
    }
    parts.add(new ActNorm(2));
    return Flow.initial(new StandardNormal(2), Chain.of(parts), seed);
  }
}

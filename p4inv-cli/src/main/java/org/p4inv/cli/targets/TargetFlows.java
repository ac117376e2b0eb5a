package org.p4inv.cli.targets;

import java.util.ArrayList;
import java.util.List;
import org.p4inv.flows.Flow;
import org.p4inv.flows.base.StandardNormal;
import org.p4inv.flows.bijection.Bijection;
import org.p4inv.flows.bijection.Chain;
import org.p4inv.flows.conditioner.Activation;
import org.p4inv.flows.coupling.Couplings;
import org.p4inv.flows.coupling.Mask;
import org.p4inv.flows.elementwise.ElementwiseAffine;
import org.p4inv.flows.elementwise.ElementwiseTransformer;
import org.p4inv.flows.linear.P4InvLinear;
import org.p4inv.flows.transformer.RationalQuadraticSpline;

/**
 * Flows that learn from points of chains. The last layer gives them the means and deviations of
 * these points, so that bounds of splines are in deviations.
 */
enum TargetFlows {
  /**
   * Two spline couplings, by which each coordinate sees others, and a spline of each coordinate by
   * itself, which can part it into wells without a word from the others.
   */
  MARGINALS {
    @Override
    void add(List<Bijection> parts, int d) {
      Mask mask = Mask.alternating(d);
      parts.add(coupling(mask, 8, 5));
      parts.add(coupling(mask.complement(), 8, 5));
      parts.add(new ElementwiseTransformer(d, new RationalQuadraticSpline(16, 3)));
    }
  },
  /** Eight spline couplings with P4Inv layers, which start as the reversal, behind them. */
  MIXED {
    @Override
    void add(List<Bijection> parts, int d) {
      for (int i = 0; i < 8; i++) {
        parts.add(coupling(Mask.halves(d), 32, 2.5));
        parts.add(new P4InvLinear(d, 1, P4InvLinear.Start.REVERSAL));
      }
    }
  };

  private static final int HIDDEN = 64;

  abstract void add(List<Bijection> parts, int d);

  private static Bijection coupling(Mask mask, int bins, double bound) {
    RationalQuadraticSpline spline = new RationalQuadraticSpline(bins, bound);
    return Couplings.of(mask, spline, Activation.RELU, HIDDEN, HIDDEN);
  }

  /** The flow before training, scaled to points {@code [n x d]}. */
  Flow untrained(float[] points, int d, long seed) {
    List<Bijection> parts = new ArrayList<>();
    add(parts, d);
    parts.add(scaledTo(points, d));
    return Flow.initial(new StandardNormal(d), Chain.of(parts), seed);
  }

  private static Bijection scaledTo(float[] points, int d) {
    double[] mean = new double[d];
    double[] deviation = new double[d];
    int n = points.length / d;
    for (int i = 0; i < points.length; i++) {
      mean[i % d] += points[i] / (double) n;
    }
    for (int i = 0; i < points.length; i++) {
      double away = points[i] - mean[i % d];
      deviation[i % d] += away * away / n;
    }
    for (int j = 0; j < d; j++) {
      deviation[j] = Math.sqrt(deviation[j]);
    }
    return new ElementwiseAffine(deviation, mean);
  }
}

package org.p4inv.cli.targets;

import java.util.Arrays;
import org.p4inv.core.random.Domain;
import org.p4inv.core.random.RandomStream;
import org.p4inv.flows.Flow;
import org.p4inv.flows.base.GaussianMixture;
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
   * A spline of each coordinate by itself, which can part it into wells: for coordinates that do
   * not depend on each other.
   */
  MARGINALS {
    @Override
    Flow untrained(float[] points, int d, long seed) {
      Bijection layers =
          Chain.of(
              new ElementwiseTransformer(d, new RationalQuadraticSpline(16, 4)),
              scaledTo(points, d));
      return Flow.initial(new StandardNormal(d), layers, seed);
    }
  },
  /**
   * A mixture of normal densities, which is trained too and starts at points far from each other,
   * under two spline couplings with P4Inv layers that start as the reversal.
   */
  MIXTURE {
    @Override
    Flow untrained(float[] points, int d, long seed) {

      Bijection layers =
          Chain.of(
              coupling(Mask.halves(d), 16, 2.5, Activation.SILU),
              new P4InvLinear(d, 1, P4InvLinear.Start.REVERSAL),
              coupling(Mask.halves(d), 16, 2.5, Activation.SILU),
              new P4InvLinear(d, 1, P4InvLinear.Start.REVERSAL),
              scaledTo(points, d));
      Flow flow = Flow.initial(new GaussianMixture(d, COMPONENTS), layers, seed);
      return Flow.of(flow.base(), layers, started(flow, points, seed), flow.frozen());
    }
  };

  private static final int HIDDEN = 64;
  private static final int COMPONENTS = 64;
  private static final double COMPONENT_DEVIATION = 0.1;

  /** The flow before training, scaled to points {@code [n x d]}. */
  abstract Flow untrained(float[] points, int d, long seed);

  private static Bijection coupling(Mask mask, int bins, double bound, Activation activation) {
    RationalQuadraticSpline spline = new RationalQuadraticSpline(bins, bound);
    return Couplings.of(mask, spline, activation, HIDDEN, HIDDEN);
  }

  /**
   * The parameters of the flow with other means and deviations of its mixture, which come first in
   * them. Two reversals undo each other: points of the base are points in deviations.
   */
  private static float[] started(Flow flow, float[] points, long seed) {
    int d = flow.dimension();
    RandomStream random = new RandomStream(seed, Domain.APPLICATION);
    float[] scaled = points.clone();
    double[][] moments = moments(points, d);
    for (int i = 0; i < points.length; i++) {
      scaled[i] = (float) ((points[i] - moments[0][i % d]) / moments[1][i % d]);
    }
    float[] means = SpreadRows.choose(scaled, d, COMPONENTS, random);
    float[] parameters = flow.parameters();
    System.arraycopy(means, 0, parameters, 0, means.length);
    float logDeviation = (float) StrictMath.log(COMPONENT_DEVIATION);
    Arrays.fill(parameters, means.length, 2 * means.length, logDeviation);
    return parameters;
  }

  private static Bijection scaledTo(float[] points, int d) {
    double[][] moments = moments(points, d);
    return new ElementwiseAffine(moments[1], moments[0]);
  }

  /** Means and deviations of the coordinates. */
  private static double[][] moments(float[] points, int d) {
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
    return new double[][] {mean, deviation};
  }
}

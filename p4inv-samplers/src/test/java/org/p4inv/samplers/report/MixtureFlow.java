package org.p4inv.samplers.report;

import java.util.Arrays;
import org.p4inv.flows.Flow;
import org.p4inv.flows.base.GaussianMixture;
import org.p4inv.flows.linear.P4InvLinear;

/** A flow in the plane that is a mixture of Gaussians and nothing else. */
final class MixtureFlow {
  private MixtureFlow() {}

  /** Equal weights, equal standard deviations. */
  static Flow of(double[][] means, double deviation) {
    double[] weights = new double[means.length];
    Arrays.fill(weights, 1);
    return of(weights, means, deviation);
  }

  static Flow of(double[] weights, double[][] means, double deviation) {
    int components = means.length;
    GaussianMixture base = new GaussianMixture(2, components);
    P4InvLinear identity = new P4InvLinear(2, P4InvLinear.Start.IDENTITY);
    Flow initial = Flow.initial(base, identity, 1);
    float[] parameters = initial.parameters();
    for (int k = 0; k < components; k++) {
      for (int j = 0; j < 2; j++) {
        parameters[2 * k + j] = (float) means[k][j];
        parameters[2 * (components + k) + j] = (float) Math.log(deviation);
      }
      parameters[4 * components + k] = (float) Math.log(weights[k]);
    }
    return Flow.of(base, identity, parameters, initial.frozen());
  }
}

package org.p4inv.samplers.boltzmann;

import org.p4inv.samplers.energy.Energy;
import org.p4inv.samplers.energy.PointwiseEnergy;

/** A target with two modes that a local move does not go between. */
final class TwoModes {
  /** Two Gaussians of deviation 0.5 at -3 and +3, weights 1/4 and 3/4, Z = 1. */
  static final Energy ENERGY =
      new PointwiseEnergy(
          "two",
          2,
          (x, gradient) -> {
            double a = Math.log(0.25) - 2 * square(x[0] + 3) - 2 * square(x[1]);
            double b = Math.log(0.75) - 2 * square(x[0] - 3) - 2 * square(x[1]);
            double most = Math.max(a, b);
            double share = 1 / (1 + Math.exp(b - a));
            gradient[0] = 4 * (share * (x[0] + 3) + (1 - share) * (x[0] - 3));
            gradient[1] = 4 * x[1];
            double sum = Math.log(Math.exp(a - most) + Math.exp(b - most));
            return Math.log(Math.PI / 2) - most - sum;
          });

  private TwoModes() {}

  private static double square(double x) {
    return x * x;
  }

  /** The share of the weighted points in the left mode, of weight 1/4. */
  static double left(WeightedSamples samples) {
    double left = 0;
    double sum = 0;
    for (int i = 0; i < samples.logWeights().length; i++) {
      double weight = Math.exp(samples.logWeights()[i]);
      sum += weight;
      left += samples.points()[2 * i] < 0 ? weight : 0;
    }
    return left / sum;
  }
}

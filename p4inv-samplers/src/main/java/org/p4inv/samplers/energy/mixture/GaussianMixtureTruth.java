package org.p4inv.samplers.energy.mixture;

import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;
import org.p4inv.samplers.energy.ExactSampler;
import org.p4inv.samplers.energy.Moments;
import org.p4inv.samplers.energy.PointEnergy;
import org.p4inv.samplers.energy.Quadrature;
import org.p4inv.samplers.energy.States;
import org.p4inv.samplers.energy.Truth;
import org.p4inv.samplers.energy.exact.Rows;
import org.p4inv.samplers.energy.mixture.GaussianMixture.Components;
import org.p4inv.samplers.math.Lazy;

/**
 * What is known of a mixture of isotropic Gaussians.
 *
 * <p>The entropy. Were the components apart, it would be H' = sum over k of w_k (d / 2 ln(2 pi e
 * s_k^2) - ln w_k). It is H = H' - sum over k of w_k E_k[ln(1 + sum over j of r_jk)], r_jk = w_j
 * N_j / (w_k N_k); as ln(1 + sum of r) is at most the sum of sqrt(r), the difference is at most the
 * sum over pairs, both ways round, of sqrt(w_j w_k) B_jk, with the overlap B_jk = E_k[sqrt(N_j /
 * N_k)] = (2 s_j s_k / (s_j^2 + s_k^2))^(d/2) exp(-|m_j - m_k|^2 / (4 (s_j^2 + s_k^2))). Where that
 * is below 1e-12, H' is the answer. Otherwise H is a quadrature in one or two dimensions, and not
 * known in more. The quadrature is of p (u - c), with a c that u does not go below, and of a
 * logarithm.
 */
final class GaussianMixtureTruth implements Truth {
  private static final double APART = 1e-12;

  /** Standard deviations beyond the means where p is negligible. */
  private static final double REACH = 10;

  private final Components c;
  private final PointEnergy energy;
  private final Lazy<OptionalDouble> entropy = new Lazy<>(this::computeEntropy);
  private final Lazy<States> states;
  private final Lazy<List<double[]>> modes;

  GaussianMixtureTruth(Components components, PointEnergy energy) {
    this.c = components;
    this.energy = energy;
    this.states = new Lazy<>(() -> new GaussianMixtureStates(components));
    this.modes = new Lazy<>(() -> GaussianMixtureModes.find(components, energy));
  }

  @Override
  public OptionalDouble logZ() {
    return OptionalDouble.of(0);
  }

  @Override
  public OptionalDouble entropy() {
    return entropy.get();
  }

  @Override
  public Optional<States> states() {
    return Optional.of(states.get());
  }

  @Override
  public List<double[]> modes() {
    return modes.get().stream().map(double[]::clone).toList();
  }

  /** Mean and variance of a coordinate: of the means, and the mean of the variances. */
  @Override
  public Optional<Moments> moments() {
    double[] mean = new double[c.d];
    double[] variance = new double[c.d];
    for (int j = 0; j < c.d; j++) {
      for (int k = 0; k < c.count; k++) {
        mean[j] += c.weights[k] * c.means[k * c.d + j];
      }
      for (int k = 0; k < c.count; k++) {
        double away = c.means[k * c.d + j] - mean[j];
        variance[j] += c.weights[k] * (c.deviations[k] * c.deviations[k] + away * away);
      }
    }
    return Optional.of(new Moments(mean, variance));
  }

  /** Normal numbers for all points, then a component for each. */
  @Override
  public Optional<ExactSampler> sampler() {
    return Optional.of(
        (random, points, first, n) -> {
          Rows.check(points, c.d, first, n);
          random.gaussian(points, first * c.d, n * c.d);
          for (int i = first; i < first + n; i++) {
            int k = component(random.nextDouble());
            for (int j = 0; j < c.d; j++) {
              double away = c.deviations[k] * points[i * c.d + j];
              points[i * c.d + j] = (float) (c.means[k * c.d + j] + away);
            }
          }
        });
  }

  private int component(double share) {
    double left = share;
    int k = 0;
    while (k < c.count - 1 && left >= c.weights[k]) {
      left -= c.weights[k++];
    }
    return k;
  }

  private OptionalDouble computeEntropy() {
    if (overlap() < APART) {
      return OptionalDouble.of(entropyApart());
    }
    if (c.d > 2) {
      return OptionalDouble.empty();
    }
    double floor = floor();
    double[] x = new double[c.d];
    double[] gradient = new double[c.d];
    double log =
        c.d == 1
            ? Quadrature.logIntegral(a -> term(x, gradient, floor, a, 0), from(0), to(0))
            : Quadrature.logIntegral(
                (a, b) -> term(x, gradient, floor, a, b), from(0), to(0), from(1), to(1));
    return OptionalDouble.of(floor + StrictMath.exp(log));
  }

  /** -ln(p (u - floor)). */
  private double term(double[] x, double[] gradient, double floor, double first, double second) {
    x[0] = first;
    if (c.d == 2) {
      x[1] = second;
    }
    double u = energy.energy(x, gradient);
    return u - StrictMath.log(u - floor);
  }

  /** One below the energy were all means the same. */
  private double floor() {
    double peak = 0;
    for (int k = 0; k < c.count; k++) {
      peak += c.weights[k] / StrictMath.pow(2 * Math.PI * variance(k), 0.5 * c.d);
    }
    return -StrictMath.log(peak) - 1;
  }

  private double from(int j) {
    double from = Double.POSITIVE_INFINITY;
    for (int k = 0; k < c.count; k++) {
      from = Math.min(from, c.means[k * c.d + j] - REACH * c.deviations[k]);
    }
    return from;
  }

  private double to(int j) {
    double to = Double.NEGATIVE_INFINITY;
    for (int k = 0; k < c.count; k++) {
      to = Math.max(to, c.means[k * c.d + j] + REACH * c.deviations[k]);
    }
    return to;
  }

  private double variance(int k) {
    return c.deviations[k] * c.deviations[k];
  }

  private double entropyApart() {
    double sum = 0;
    for (int k = 0; k < c.count; k++) {
      double normal = 0.5 * c.d * (1 + StrictMath.log(2 * Math.PI * variance(k)));
      sum += c.weights[k] * (normal - StrictMath.log(c.weights[k]));
    }
    return sum;
  }

  private double overlap() {
    double sum = 0;
    for (int k = 0; k < c.count; k++) {
      for (int other = 0; other < k; other++) {
        double both = variance(k) + variance(other);
        double distance = c.distance(k, other);
        double log =
            0.5 * c.d * StrictMath.log(2 * c.deviations[k] * c.deviations[other] / both)
                - distance * distance / (4 * both);
        sum += 2 * Math.sqrt(c.weights[k] * c.weights[other]) * StrictMath.exp(log);
      }
    }
    return sum;
  }
}

package org.p4inv.samplers.energy.mixture;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import org.p4inv.samplers.energy.PointEnergy;
import org.p4inv.samplers.energy.mixture.GaussianMixture.Components;

/**
 * The minima of a mixture, by the mean-shift iteration from near each mean.
 *
 * <p>A stationary point is the mean of the m_k with the weights r_k / s_k^2, r_k the share of
 * component k in p(x): x - P^-1 du/dx with P = sum over k of r_k / s_k^2, which goes down in u at
 * every step. Source: Carreira-Perpinan, Mode-finding for mixtures of Gaussian distributions, IEEE
 * PAMI 22, 2000. A step never has an eigenvalue below 0, so that it does not overshoot. The start
 * is off the mean, in a direction that no symmetry prefers, because a saddle attracts those points
 * alone that lie on its own symmetry. A mixture may have a minimum that no mean leads to; none is
 * known for components that do not overlap strongly.
 */
final class GaussianMixtureModes {
  private static final int MOST_STEPS = 100_000;
  private static final double OFF = 0.01;
  private static final double SETTLED = 1e-13;
  private static final double SAME = 1e-5;

  private GaussianMixtureModes() {}

  /** The minima, lowest first; none where an iteration does not settle. */
  static List<double[]> find(Components c, PointEnergy energy) {
    List<double[]> found = new ArrayList<>();
    for (int k = 0; k < c.count; k++) {
      double[] x = start(c, k);
      if (!settle(c, energy, x, SETTLED * c.deviations[k])) {
        return List.of();
      }
      double radius = SAME * c.deviations[k];
      if (found.stream().noneMatch(other -> distance(other, x) < radius)) {
        found.add(x);
      }
    }
    found.sort(Comparator.comparingDouble(x -> energy.energy(x, new double[c.d])));
    return found;
  }

  private static double[] start(Components c, int k) {
    double[] x = new double[c.d];
    for (int j = 0; j < c.d; j++) {
      x[j] = c.means[k * c.d + j] + OFF * c.deviations[k] * StrictMath.sin(1 + j);
    }
    return x;
  }

  private static boolean settle(Components c, PointEnergy energy, double[] x, double step) {
    double[] shift = new double[c.d];
    for (int i = 0; i < MOST_STEPS; i++) {
      double length = shift(c, energy, x, shift);
      for (int j = 0; j < c.d; j++) {
        x[j] -= shift[j];
      }
      if (length <= step + 4 * Math.ulp(norm(x))) {
        return true;
      }
    }
    return false;
  }

  /** P^-1 du/dx and its length. */
  private static double shift(Components c, PointEnergy energy, double[] x, double[] shift) {
    Arrays.fill(shift, 0);
    double u = energy.energy(x, shift);
    double precision = 0;
    for (int k = 0; k < c.count; k++) {
      double square = 0;
      for (int j = 0; j < c.d; j++) {
        double away = x[j] - c.means[k * c.d + j];
        square = Math.fma(away, away, square);
      }
      double variance = c.deviations[k] * c.deviations[k];
      double log = -0.5 * c.d * StrictMath.log(2 * Math.PI * variance) - 0.5 * square / variance;
      precision += c.weights[k] * StrictMath.exp(log + u) / variance;
    }
    for (int j = 0; j < c.d; j++) {
      shift[j] /= precision;
    }
    return norm(shift);
  }

  private static double norm(double[] x) {
    double square = 0;
    for (double value : x) {
      square += value * value;
    }
    return Math.sqrt(square);
  }

  private static double distance(double[] x, double[] y) {
    double square = 0;
    for (int j = 0; j < x.length; j++) {
      square += (x[j] - y[j]) * (x[j] - y[j]);
    }
    return Math.sqrt(square);
  }
}

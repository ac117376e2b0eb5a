package org.p4inv.samplers.energy.mixture;

import java.util.Arrays;
import java.util.Map;
import org.p4inv.samplers.energy.Energy;
import org.p4inv.samplers.energy.PointEnergy;
import org.p4inv.samplers.energy.PointwiseEnergy;
import org.p4inv.samplers.energy.Truth;

/**
 * A mixture of isotropic Gaussians in d dimensions, normalised: u(x) = -ln sum over k of w_k N(x;
 * m_k, s_k^2 I).
 *
 * <p>With e_k = ln w_k - (d / 2) ln(2 pi s_k^2) - |x - m_k|^2 / (2 s_k^2) and M the greatest of
 * them, u = -M - ln S, S the sum of exp(e_k - M), and du/dx = sum over k of exp(e_k - M) (x - m_k)
 * / (S s_k^2). Components with e_k more than 40 below M are left out: each changes u by less than
 * 5e-18. 2 K d multiply-adds for a point, and one exponential for each component that is left.
 *
 * <p>Known exactly: log Z = 0, mean and variance, an exact sampler, the minima, and one state for
 * each component: the points that are nearest to it, as |x - m_k| / s_k says, the first of equals.
 * The entropy and the probabilities of the states are known where {@link GaussianMixtureTruth} says
 * so.
 */
public final class GaussianMixture implements Energy {
  private static final double NEGLIGIBLE = -40;

  private final PointwiseEnergy energy;

  /** A mixture that is called {@code gaussian-mixture} and tells no constants. */
  public GaussianMixture(double[] weights, double[][] means, double[] standardDeviations) {
    this("gaussian-mixture", Map.of(), weights, means, standardDeviations);
  }

  /**
   * A mixture.
   *
   * @param name the name in reports, kebab case
   * @param constants what it was made of, as {@link Energy#constants} tells it
   * @param weights length K, positive; they are divided by their sum. Not modified, as the rest.
   * @param means {@code [K x d]}, finite
   * @param standardDeviations length K, positive
   * @throws IllegalArgumentException if lengths or values break these rules
   */
  public GaussianMixture(
      String name,
      Map<String, Double> constants,
      double[] weights,
      double[][] means,
      double[] standardDeviations) {
    Components components = new Components(weights, means, standardDeviations);
    Point point = new Point(components);
    Truth truth = new GaussianMixtureTruth(components, point);
    this.energy = new PointwiseEnergy(name, components.d, constants, truth, point);
  }

  /** A mixture of Gaussians with the same weight and the same standard deviation. */
  public static GaussianMixture ofEqual(
      String name, Map<String, Double> constants, double[][] means, double standardDeviation) {
    double[] weights = new double[means.length];
    double[] deviations = new double[means.length];
    Arrays.fill(weights, 1);
    Arrays.fill(deviations, standardDeviation);
    return new GaussianMixture(name, constants, weights, means, deviations);
  }

  @Override
  public String name() {
    return energy.name();
  }

  @Override
  public int dimension() {
    return energy.dimension();
  }

  @Override
  public Map<String, Double> constants() {
    return energy.constants();
  }

  @Override
  public Truth truth() {
    return energy.truth();
  }

  @Override
  public void evaluate(float[] x, double[] energies, float[] gradient) {
    energy.evaluate(x, energies, gradient);
  }

  /** What a mixture is made of, with weights that add up to 1. */
  static final class Components {
    final int count;
    final int d;
    final double[] weights;

    /** {@code [count x d]}, row-major. */
    final double[] means;

    final double[] deviations;

    private Components(double[] weights, double[][] means, double[] deviations) {
      count = means.length;
      if (count == 0 || means[0].length == 0) {
        throw new IllegalArgumentException("`means` must have rows of length d, 1 at least");
      }
      d = means[0].length;
      this.weights = positive("weights", weights);
      this.deviations = positive("standardDeviations", deviations);
      double sum = Arrays.stream(weights).sum();
      for (int k = 0; k < count; k++) {
        this.weights[k] /= sum;
      }
      this.means = new double[count * d];
      for (int k = 0; k < count; k++) {
        if (means[k].length != d || !Arrays.stream(means[k]).allMatch(Double::isFinite)) {
          throw new IllegalArgumentException(
              "`means` must have rows of " + d + " finite numbers, row " + k + " has not");
        }
        System.arraycopy(means[k], 0, this.means, k * d, d);
      }
    }

    private double[] positive(String name, double[] values) {
      if (values.length != count) {
        throw new IllegalArgumentException(
            "`" + name + "` must have length K = " + count + ", got " + values.length);
      }
      for (double value : values) {
        if (!(value > 0 && value < Double.POSITIVE_INFINITY)) {
          throw new IllegalArgumentException("`" + name + "` must be positive, got " + value);
        }
      }
      return values.clone();
    }

    double distance(int k, int other) {
      double square = 0;
      for (int j = 0; j < d; j++) {
        double away = means[k * d + j] - means[other * d + j];
        square = Math.fma(away, away, square);
      }
      return Math.sqrt(square);
    }
  }

  /** The energy of one point. */
  private static final class Point implements PointEnergy {
    private final int count;
    private final int d;
    private final double[] means;
    private final double[] precisions;
    private final double[] offsets;

    Point(Components c) {
      count = c.count;
      d = c.d;
      means = c.means;
      precisions = new double[count];
      offsets = new double[count];
      for (int k = 0; k < count; k++) {
        double variance = c.deviations[k] * c.deviations[k];
        precisions[k] = 1 / variance;
        offsets[k] =
            StrictMath.log(c.weights[k]) - 0.5 * d * StrictMath.log(2 * Math.PI * variance);
      }
    }

    private double exponent(int k, double[] x) {
      double square = 0;
      for (int j = 0; j < d; j++) {
        double away = x[j] - means[k * d + j];
        square = Math.fma(away, away, square);
      }
      return offsets[k] - 0.5 * precisions[k] * square;
    }

    @Override
    public double energy(double[] x, double[] gradient) {
      double greatest = Double.NEGATIVE_INFINITY;
      for (int k = 0; k < count; k++) {
        greatest = Math.max(greatest, exponent(k, x));
      }
      double sum = 0;
      for (int k = 0; k < count; k++) {
        double exponent = exponent(k, x) - greatest;
        if (exponent > NEGLIGIBLE) {
          double share = exponent == 0 ? 1 : StrictMath.exp(exponent);
          sum += share;
          for (int j = 0; j < d; j++) {
            gradient[j] = Math.fma(share * precisions[k], x[j] - means[k * d + j], gradient[j]);
          }
        }
      }
      for (int j = 0; j < d; j++) {
        gradient[j] /= sum;
      }
      return -greatest - StrictMath.log(sum);
    }
  }
}

package org.p4inv.flows.base;

import static org.p4inv.core.kernel.Tile.LANES;

/**
 * What a {@link GaussianMixture} derives from its parameters, and its log-density of one point.
 *
 * <p>With r_k = (z - m_k) e^-l_k and the terms t_k = ln w_k - sum of l_k - (d / 2) ln(2 pi) -
 * |r_k|^2 / 2, ln p(z) = ln(sum of e^t_k). The posterior weights q_k = e^(t_k - ln p) give
 *
 * <pre>d ln p = sum of q_k (r_k e^-l_k (dm_k - dz) + (r_k^2 - 1) dl_k) + sum of (q_k - w_k) da_k.
 * </pre>
 */
final class MixtureComponents {
  private static final double HALF_LOG_TWO_PI = 0.5 * StrictMath.log(2 * Math.PI);

  private final int d;
  private final int components;
  private final double[] mean;
  private final double[] inverse;
  private final double[] constant;
  private final double[] weight;

  MixtureComponents(int d, int components) {
    this.d = d;
    this.components = components;
    mean = new double[components * d];
    inverse = new double[components * d];
    constant = new double[components];
    weight = new double[components];
  }

  /** Takes means, log-deviations and logits from {@code at} on. */
  void set(float[] parameters, int at) {
    int logits = at + 2 * components * d;
    double logSum = logSumOfExponentials(parameters, logits);
    for (int k = 0; k < components; k++) {
      double logWeight = parameters[logits + k] - logSum;
      weight[k] = StrictMath.exp(logWeight);
      double sum = 0;
      for (int i = k * d; i < (k + 1) * d; i++) {
        float logDeviation = parameters[at + components * d + i];
        mean[i] = parameters[at + i];
        inverse[i] = StrictMath.exp(-logDeviation);
        sum += logDeviation;
      }
      constant[k] = logWeight - sum - d * HALF_LOG_TWO_PI;
    }
  }

  private double logSumOfExponentials(float[] values, int at) {
    float max = values[at];
    for (int k = 1; k < components; k++) {
      max = Math.max(max, values[at + k]);
    }
    double sum = 0;
    for (int k = 0; k < components; k++) {
      sum += StrictMath.exp((double) values[at + k] - max);
    }
    return max + StrictMath.log(sum);
  }

  /** The component in whose share of the unit interval u lies. */
  int draw(double u) {
    double sum = weight[0];
    int k = 0;
    while (u >= sum && k < components - 1) {
      k++;
      sum += weight[k];
    }
    return k;
  }

  private double unit(int k, int j, float[] z, int lane) {
    return (z[j * LANES + lane] - mean[k * d + j]) * inverse[k * d + j];
  }

  private double term(int k, float[] z, int lane) {
    double sum = 0;
    for (int j = 0; j < d; j++) {
      double unit = unit(k, j, z, lane);
      sum = Math.fma(unit, unit, sum);
    }
    return Math.fma(-0.5, sum, constant[k]);
  }

  /** ln p of one point of a tile: a sum of e^t that is kept relative to its greatest term. */
  double logDensity(float[] z, int lane) {
    double max = term(0, z, lane);
    double sum = 1;
    for (int k = 1; k < components; k++) {
      double term = term(k, z, lane);
      if (term > max) {
        sum = Math.fma(sum, StrictMath.exp(max - term), 1);
        max = term;
      } else {
        sum += StrictMath.exp(term - max);
      }
    }
    return max + StrictMath.log(sum);
  }

  /** The pullback of {@link #logDensity} for one point, added. */
  void addPullback(
      float[] z, int lane, double logDensityBar, float[] zBar, float[] gradient, int at) {
    double logDensity = logDensity(z, lane);
    int logDeviations = at + components * d;
    int logits = logDeviations + components * d;
    for (int k = 0; k < components; k++) {
      double posterior = StrictMath.exp(term(k, z, lane) - logDensity);
      double bar = logDensityBar * posterior;
      for (int j = 0; j < d; j++) {
        double unit = unit(k, j, z, lane);
        float meanBar = (float) (bar * unit * inverse[k * d + j]);
        zBar[j * LANES + lane] -= meanBar;
        gradient[at + k * d + j] += meanBar;
        gradient[logDeviations + k * d + j] += (float) (bar * Math.fma(unit, unit, -1));
      }
      gradient[logits + k] += (float) (logDensityBar * (posterior - weight[k]));
    }
  }
}

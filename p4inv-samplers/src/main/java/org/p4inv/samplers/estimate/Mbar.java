package org.p4inv.samplers.estimate;

import org.p4inv.core.linalg.Lu;

/**
 * The multistate Bennett acceptance ratio: free energies f_i = -ln Z_i of K densities exp(-u_i) /
 * Z_i, and means under any density, from samples of some of them taken together.
 *
 * <p>Samples x_n, n = 1 to N, N_k of them from density k, have the weights W_ni = e^(f_i -
 * u_i(x_n)) / sum over k of N_k e^(f_k - u_k(x_n)). The free energies are those for which the
 * weights of each density sum to 1: the root of a convex problem (see {@link MbarSolver}), up to
 * one constant for all. Densities without samples may be among the K.
 *
 * <p>Error bars are of the asymptotic covariance of independent samples. A quantity whose change
 * with sample n is y_n has the variance y^T (I - W D W^T)^-1 y, D = diag(N_k); where it is a
 * difference (sum over n of y_n = 0) D may be replaced by B = D - n n^T / N, n = (N_1 ... N_K),
 * which takes out the one eigenvalue 0 of the matrix (W n = 1, the vector of ones, to which y is
 * orthogonal). Then (I - W B W^T)^-1 = I + W B (I - G B)^-1 W^T with G = W^T W, and nothing larger
 * than K x K is solved for:
 *
 * <pre>variance = y^T y + (W^T y)^T B (I - G B)^-1 (W^T y).</pre>
 *
 * <p>A sample whose energy under its own density is not finite is a number that broke on its way;
 * it is left out and counted. Its energy under another density may be +infinity, legally; NaN and
 * -infinity are taken as +infinity, and the sample is counted. Source: Shirts and Chodera,
 * Statistically optimal analysis of samples from multiple equilibrium states, 2008, equations 11,
 * C3 and 8. For two densities this is {@link WorkDifference#bennett}.
 */
public final class Mbar {
  private static final double LEAST_OVERLAP = 1e-10;

  private final int states;
  private final int[] counts;
  private final int[] origin;
  private final int drawn;
  private final int setAside;
  private final double[] free;

  /** ln of sum over k of N_k e^(f_k - u_k(x_n)), for each sample used. */
  private final double[] logMixture;

  /** W, row n for each sample used. */
  private final double[] weights;

  /** I - G B, decomposed. */
  private final Lu core;

  private final boolean joined;

  private Mbar(MbarSamples samples, double[] free) {
    this.states = samples.states;
    this.counts = samples.counts;
    this.origin = samples.origin;
    this.drawn = samples.drawn;
    this.setAside = samples.setAside;
    this.free = free;
    this.logMixture = samples.logMixture(free);
    this.weights = samples.weights(free, logMixture);
    double[] overlap = overlap();
    this.core = new Lu(states).decompose(core(overlap), 0);
    this.joined = joined(overlap);
  }

  /**
   * Solves for the free energies.
   *
   * <p>Cost: K N exponentials a step, about ten steps where the densities overlap.
   *
   * @param energies {@code [K][N]}, u_k(x_n) of every sample under every density, the samples of
   *     density 0 first, then those of density 1 and so on. Not modified.
   * @param counts length K, the number of samples drawn from each density, with sum N. Not
   *     modified.
   * @throws IllegalArgumentException if the lengths do not fit or there is no sample
   */
  public static Mbar of(double[][] energies, int[] counts) {
    MbarSamples samples = MbarSamples.of(energies, counts);
    return new Mbar(samples, new MbarSolver(samples).solve());
  }

  /** The number of densities. */
  public int states() {
    return states;
  }

  /** The number of samples that are left out or have an energy that is NaN or -infinity. */
  public int setAside() {
    return setAside;
  }

  /**
   * f_to - f_from, in kT. Not determined, as nothing is, unless overlaps join all densities that
   * have samples: G_ij N_j above 1e-10 along a chain, so that rounding does not decide.
   *
   * @throws IndexOutOfBoundsException if there is no such density
   */
  public Estimate difference(int from, int to) {
    double[] y = new double[logMixture.length];
    for (int n = 0; n < y.length; n++) {
      y[n] = weights[n * states + to] - weights[n * states + from];
    }
    return estimate(free[to] - free[from], variance(y));
  }

  /**
   * The mean of an observable under a density that may be another than the K.
   *
   * @param energies the energy of every sample under that density, length N, all samples in their
   *     order; +infinity for a density of zero. Not modified.
   * @param f the value at each sample, finite where its weight is not zero. Not modified.
   * @return NaN with error NaN if all weights are zero
   */
  public Estimate mean(double[] energies, double[] f) {
    requireLength("energies", energies);
    requireLength("f", f);
    double[] y = new double[logMixture.length];
    double greatest = Double.NEGATIVE_INFINITY;
    for (int n = 0; n < y.length; n++) {
      double u = energies[origin[n]];
      boolean none = Double.isNaN(u) || Double.isInfinite(u);
      y[n] = none ? Double.NEGATIVE_INFINITY : -u - logMixture[n];
      greatest = Math.max(greatest, y[n]);
    }
    double sum = 0;
    double mean = 0;
    for (int n = 0; n < y.length; n++) {
      y[n] = y[n] == Double.NEGATIVE_INFINITY ? 0 : StrictMath.exp(y[n] - greatest);
      if (y[n] > 0) {
        double value = f[origin[n]];
        if (!Double.isFinite(value)) {
          throw new IllegalArgumentException("`f[" + origin[n] + "]` must be finite, got " + value);
        }
        sum += y[n];
        mean += y[n] * value;
      }
    }
    if (sum == 0) {
      return new Estimate(Double.NaN, Double.NaN);
    }
    mean /= sum;
    for (int n = 0; n < y.length; n++) {
      y[n] = y[n] > 0 ? y[n] / sum * (f[origin[n]] - mean) : 0;
    }
    return estimate(mean, variance(y));
  }

  private void requireLength(String name, double[] values) {
    if (values.length != drawn) {
      throw new IllegalArgumentException(
          "`" + name + "` must have length N = " + drawn + ", got " + values.length);
    }
  }

  private static Estimate estimate(double value, double variance) {
    boolean determined = Double.isFinite(value) && Double.isFinite(variance);
    return determined
        ? new Estimate(value, Math.sqrt(Math.max(0, variance)))
        : new Estimate(Double.NaN, Double.NaN);
  }

  /** The variance of a quantity that sample n changes by y_n; NaN where it is not determined. */
  private double variance(double[] y) {
    if (!joined || core.sign() == 0) {
      return Double.NaN;
    }
    double own = 0;
    double[] side = new double[states];
    for (int n = 0; n < y.length; n++) {
      own += y[n] * y[n];
      for (int i = 0; i < states; i++) {
        side[i] += weights[n * states + i] * y[n];
      }
    }
    double[] solved = side.clone();
    core.solve(solved, 1);
    double inner = 0;
    double left = 0;
    double right = 0;
    for (int i = 0; i < states; i++) {
      inner += counts[i] * side[i] * solved[i];
      left += counts[i] * side[i];
      right += counts[i] * solved[i];
    }
    return own + inner - left * right / logMixture.length;
  }

  /** G D, row-major: element (i, j) is the share of density i that the samples of j carry. */
  private double[] overlap() {
    double[] overlap = new double[states * states];
    for (int n = 0; n < logMixture.length; n++) {
      for (int i = 0; i < states; i++) {
        double w = weights[n * states + i];
        for (int j = 0; j < states; j++) {
          overlap[i * states + j] += w * weights[n * states + j];
        }
      }
    }
    for (int i = 0; i < overlap.length; i++) {
      overlap[i] *= counts[i % states];
    }
    return overlap;
  }

  /** I - G B, row-major: G B = G D - (G n) n^T / N. */
  private double[] core(double[] overlap) {
    double[] core = new double[states * states];
    for (int i = 0; i < states; i++) {
      double row = 0;
      for (int j = 0; j < states; j++) {
        row += overlap[i * states + j];
      }
      for (int j = 0; j < states; j++) {
        double shared = row * counts[j] / logMixture.length;
        core[i * states + j] = (i == j ? 1 : 0) - overlap[i * states + j] + shared;
      }
    }
    return core;
  }

  /** Whether overlaps lead from one sampled density to all others. */
  private boolean joined(double[] overlap) {
    boolean[] reached = new boolean[states];
    int first = 0;
    while (first < states - 1 && counts[first] == 0) {
      first++;
    }
    reached[first] = true;
    for (int round = 0; round < states; round++) {
      for (int i = 0; i < states; i++) {
        for (int j = 0; j < states; j++) {
          reached[j] |= reached[i] && counts[i] > 0 && overlap[i * states + j] > LEAST_OVERLAP;
        }
      }
    }
    boolean joined = true;
    for (int k = 0; k < states; k++) {
      joined &= counts[k] == 0 || reached[k];
    }
    return joined;
  }
}

package org.p4inv.samplers.estimate;

import java.util.Arrays;

/**
 * The squared maximum mean discrepancy of two densities, E k(x, x') + E k(y, y') - 2 E k(x, y), by
 * the kernel
 *
 * <pre>k(x, y) = mean over s of exp(-|x - y|^2 / (2 s^2 m^2)), s = 1/4, 1/2, 1, 2, 4.</pre>
 *
 * <p>The bandwidth m is the median distance of two points of a reference set, so that numbers are
 * comparable between samplers that are held against the same reference. 0 if and only if the
 * densities are equal; the estimate is unbiased, and so is often below 0 where they are. Source:
 * Gretton, Borgwardt, Rasch, Schoelkopf and Smola, A kernel two-sample test, 2012, section 2.2 and
 * equation 4.
 */
public final class Mmd {
  private static final int BANDWIDTHS = 5;

  /** 2 s^2 for the widest kernel, s = 4. */
  private static final double WIDEST = 32;

  /** The most points that the median is taken of; 500,000 distances. */
  private static final int MEDIAN_POINTS = 1000;

  private final float[] reference;
  private final int d;
  private final double median;

  private Mmd(float[] reference, int d, double median) {
    this.reference = reference;
    this.d = d;
    this.median = median;
  }

  /**
   * The discrepancy to a reference set; its bandwidth is the median over all pairs of its first
   * 1000 points.
   *
   * @param reference {@code [n x d]}, row-major, finite, n at least 2; kept, not modified
   * @throws IllegalArgumentException if more than half of the pairs are of equal points
   */
  public static Mmd to(float[] reference, int d) {
    int n = Math.min(PointSets.count("reference", reference, d), MEDIAN_POINTS);
    if (n < 2) {
      throw new IllegalArgumentException("`reference` must have at least 2 points, got " + n);
    }
    double[] squares = new double[n * (n - 1) / 2];
    int at = 0;
    for (int i = 0; i < n; i++) {
      for (int j = 0; j < i; j++) {
        squares[at++] = PointSets.squaredDistance(reference, i, reference, j, d);
      }
    }
    Arrays.sort(squares);
    double median = Math.sqrt(squares[squares.length / 2]);
    if (median == 0) {
      throw new IllegalArgumentException(
          "`reference` must have distinct points, their median distance is 0");
    }
    return new Mmd(reference, d, median);
  }

  /** The bandwidth m: the median distance of two points of the reference. */
  public double bandwidth() {
    return median;
  }

  /**
   * The unbiased estimate from n points and the n of the reference: the mean over all pairs i, j
   * apart of h_ij = k(x_i, x_j) + k(y_i, y_j) - k(x_i, y_j) - k(x_j, y_i).
   *
   * <p>Its error bar is 2 sd(h_i) / sqrt(n), h_i being the mean of h_ij over j: that of a
   * U-statistic to first order. Where the densities are equal it is longer than the error by up to
   * sqrt(2). Cost: 2 n^2 exponentials.
   *
   * @param points {@code [n x d]}, row-major, finite, as many as the reference has. Not modified.
   */
  public Estimate squared(float[] points) {
    int n = PointSets.count(reference, points, d);
    double[] rows = new double[n];
    for (int i = 0; i < n; i++) {
      for (int j = 0; j < i; j++) {
        double h =
            kernel(points, i, points, j)
                + kernel(reference, i, reference, j)
                - kernel(points, i, reference, j)
                - kernel(points, j, reference, i);
        rows[i] += h;
        rows[j] += h;
      }
    }
    double mean = LogMean.sum(rows) / ((double) n * (n - 1));
    double squares = 0;
    for (double row : rows) {
      double away = row / (n - 1) - mean;
      squares += away * away;
    }
    return new Estimate(mean, 2 * Math.sqrt(squares / (n - 1) / n));
  }

  /** The widest term is one exponential, each narrower one the fourth power of the one before. */
  private double kernel(float[] x, int i, float[] y, int j) {
    double squares = PointSets.squaredDistance(x, i, y, j, d);
    double term = StrictMath.exp(-squares / (WIDEST * median * median));
    double sum = term;
    for (int b = 1; b < BANDWIDTHS; b++) {
      term *= term;
      term *= term;
      sum += term;
    }
    return sum / BANDWIDTHS;
  }
}

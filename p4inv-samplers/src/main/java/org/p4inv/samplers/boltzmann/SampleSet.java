package org.p4inv.samplers.boltzmann;

import static org.p4inv.core.kernel.Tile.LANES;

import org.p4inv.core.random.RandomStream;

/**
 * Points to be drawn from with replacement, each with a probability proportional to its weight:
 * samples of a target, of whatever source.
 *
 * <p>Immutable. A draw costs one random number and a binary search.
 */
public final class SampleSet {
  private final int dimension;
  private final float[] points;
  private final double[] cumulative;

  private SampleSet(float[] points, int dimension, double[] logWeights) {
    this.dimension = dimension;
    this.points = points;
    this.cumulative = new double[logWeights.length];
    double most = Double.NEGATIVE_INFINITY;
    for (int i = 0; i < logWeights.length; i++) {
      if (Double.isNaN(logWeights[i]) || logWeights[i] == Double.POSITIVE_INFINITY) {
        throw new IllegalArgumentException(
            "`logWeights` must be finite or -infinity, number " + i + " is " + logWeights[i]);
      }
      most = Math.max(most, logWeights[i]);
    }
    if (most == Double.NEGATIVE_INFINITY) {
      throw new IllegalArgumentException(
          "`logWeights` must hold a point of positive weight, got "
              + logWeights.length
              + " without");
    }
    double sum = 0;
    for (int i = 0; i < logWeights.length; i++) {
      boolean zero = logWeights[i] == Double.NEGATIVE_INFINITY;
      sum += zero ? 0 : StrictMath.exp(logWeights[i] - most);
      cumulative[i] = sum;
    }
  }

  /** Points {@code [n x d]}, at least one, that weigh alike; they are copied. */
  public static SampleSet of(float[] points, int d) {
    requireShape(points, d);
    return of(points, d, new double[points.length / d]);
  }

  /**
   * Points {@code [n x d]} with log-weights; both are copied.
   *
   * @param points finite where the weight is not 0
   * @param logWeights length n, finite or -infinity for a weight of 0, at least one of them finite
   */
  public static SampleSet of(float[] points, int d, double[] logWeights) {
    requireShape(points, d);
    int n = points.length / d;
    if (logWeights.length != n) {
      throw new IllegalArgumentException(
          "`logWeights` must have length n = " + n + ", got " + logWeights.length);
    }
    for (int i = 0; i < points.length; i++) {
      if (!Float.isFinite(points[i]) && logWeights[i / d] != Double.NEGATIVE_INFINITY) {
        throw new IllegalArgumentException(
            "`points` must be finite, coordinate " + i % d + " of " + i / d + " is " + points[i]);
      }
    }
    return new SampleSet(points.clone(), d, logWeights);
  }

  private static void requireShape(float[] points, int d) {
    if (d < 1 || points.length % d != 0) {
      throw new IllegalArgumentException(
          "`points` must have length n d, d = " + d + ", got " + points.length);
    }
  }

  /** The number of points. */
  public int size() {
    return cumulative.length;
  }

  /** The dimension d of a point. */
  public int dimension() {
    return dimension;
  }

  /** Draws the 64 points of a tile of d features. */
  void draw(RandomStream random, float[] x) {
    for (int lane = 0; lane < LANES; lane++) {
      int row = rowOf(random.nextDouble() * cumulative[cumulative.length - 1]);
      for (int j = 0; j < dimension; j++) {
        x[j * LANES + lane] = points[row * dimension + j];
      }
    }
  }

  /** The first row whose cumulative weight is above the given one. */
  private int rowOf(double weight) {
    int from = 0;
    int to = cumulative.length - 1;
    while (from < to) {
      int middle = (from + to) >>> 1;
      if (cumulative[middle] > weight) {
        to = middle;
      } else {
        from = middle + 1;
      }
    }
    return from;
  }
}

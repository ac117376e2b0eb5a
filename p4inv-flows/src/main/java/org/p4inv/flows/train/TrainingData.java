package org.p4inv.flows.train;

import static org.p4inv.core.kernel.Tile.LANES;

import java.util.Arrays;

/**
 * Points to learn a density from, {@code [n x d]}, each with a weight and a context where there are
 * such; a copy of what was given.
 *
 * <p>A point with a coordinate or a context that is not finite is set aside and reported by {@link
 * #setAside}. A point of weight 0 takes no part. The others are counted from 0 to {@link #size} in
 * the order in which they were given.
 */
public final class TrainingData {
  private static final double[] ALIKE = {};
  private static final float[] NO_CONTEXT = {};

  private final int d;
  private final int c;
  private final float[] points;
  private final float[] context;
  private final double[] weights;
  private final SetAside setAside;

  private TrainingData(float[] points, int d, double[] weights, float[] context, int c) {
    int n = points.length / d;
    int[] kept = new int[n];
    int[] aside = new int[n];
    int keptCount = 0;
    int asideCount = 0;
    for (int i = 0; i < n; i++) {
      if (!finite(points, i, d) || !finite(context, i, c)) {
        aside[asideCount++] = i;
      } else if (weights.length == 0 || weights[i] > 0) {
        kept[keptCount++] = i;
      }
    }
    this.d = d;
    this.c = c;
    this.setAside = new SetAside(n, Arrays.copyOf(aside, asideCount));
    this.points = rows(points, d, kept, keptCount);
    this.context = rows(context, c, kept, keptCount);
    this.weights = weights.length == 0 ? ALIKE : new double[keptCount];
    for (int i = 0; i < this.weights.length; i++) {
      this.weights[i] = weights[kept[i]];
    }
  }

  /** Points {@code [n x d]} that weigh alike. */
  public static TrainingData of(float[] points, int d) {
    return of(points, d, ALIKE);
  }

  /**
   * Points {@code [n x d]} with weights.
   *
   * @param weights length n, finite and not negative; only their ratios matter. Empty for weights
   *     that are alike.
   */
  public static TrainingData of(float[] points, int d, double[] weights) {
    return of(points, d, weights, NO_CONTEXT, 0);
  }

  /**
   * Points {@code [n x d]} with weights and contexts, to learn a density that depends on a context.
   *
   * @param weights length n, finite and not negative; only their ratios matter. Empty for weights
   *     that are alike.
   * @param context {@code [n x c]}
   */
  public static TrainingData of(float[] points, int d, double[] weights, float[] context, int c) {
    if (d < 1) {
      throw new IllegalArgumentException("d must be at least 1, got " + d);
    }
    if (c < 0) {
      throw new IllegalArgumentException("c must not be negative, got " + c);
    }
    if (points.length % d != 0) {
      throw new IllegalArgumentException(
          "points must have a length that is a multiple of d = " + d + ", got " + points.length);
    }
    int n = points.length / d;
    if (context.length != (long) n * c) {
      throw new IllegalArgumentException(
          "context must have length n c = " + (long) n * c + ", got " + context.length);
    }
    requireWeights(weights, n);
    return new TrainingData(points, d, weights, context, c);
  }

  private static void requireWeights(double[] weights, int n) {
    if (weights.length != 0 && weights.length != n) {
      throw new IllegalArgumentException(
          "weights must have length n = " + n + " or be empty, got " + weights.length);
    }
    for (int i = 0; i < weights.length; i++) {
      if (!(weights[i] >= 0) || Double.isInfinite(weights[i])) {
        throw new IllegalArgumentException(
            "weights must be finite and not negative, weight " + i + " is " + weights[i]);
      }
    }
  }

  private static boolean finite(float[] values, int row, int width) {
    for (int i = row * width; i < (row + 1) * width; i++) {
      if (!Float.isFinite(values[i])) {
        return false;
      }
    }
    return true;
  }

  private static float[] rows(float[] values, int width, int[] rows, int count) {
    float[] result = new float[count * width];
    for (int i = 0; i < count; i++) {
      System.arraycopy(values, rows[i] * width, result, i * width, width);
    }
    return result;
  }

  /** The points that take part, without those set aside and those of weight 0. */
  public int size() {
    return points.length / d;
  }

  /** The dimension d of a point. */
  public int dimension() {
    return d;
  }

  /** The features c of a context; 0 where there is none. */
  public int contextDimension() {
    return c;
  }

  /** Whether the points have weights of their own. */
  public boolean weighted() {
    return weights.length > 0;
  }

  /** The points that take no part because they are not finite. */
  public SetAside setAside() {
    return setAside;
  }

  /**
   * SHA-256, in hexadecimal digits, of d, c and the points that take part with their weights and
   * contexts.
   */
  public String sha256() {
    return new Sha256().add(d).add(c).add(points).add(weights).add(context).hex();
  }

  /** The weight of a point, as it was given; 1 where they are alike. */
  double weight(int row) {
    return weights.length == 0 ? 1 : weights[row];
  }

  /** The given points, row-major. */
  float[] points(int[] chosen) {
    return rows(points, d, chosen, chosen.length);
  }

  /** The contexts of the given points, row-major. */
  float[] context(int[] chosen) {
    return rows(context, c, chosen, chosen.length);
  }

  /**
   * Copies points and their contexts to tiles; the other lanes become copies of the first.
   *
   * @param chosen which points, from {@code first} on
   * @param lanes how many, 1 to 64
   */
  void load(int[] chosen, int first, int lanes, float[] pointTile, float[] contextTile) {
    for (int lane = 0; lane < LANES; lane++) {
      int row = chosen[lane < lanes ? first + lane : first];
      for (int j = 0; j < d; j++) {
        pointTile[j * LANES + lane] = points[row * d + j];
      }
      for (int j = 0; j < c; j++) {
        contextTile[j * LANES + lane] = context[row * c + j];
      }
    }
  }
}

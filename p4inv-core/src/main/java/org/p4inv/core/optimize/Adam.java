package org.p4inv.core.optimize;

import java.util.Arrays;

/**
 * The Adam optimizer on one flat parameter vector.
 *
 * <p>m = b1 m + (1 - b1) g, v = b2 v + (1 - b2) g^2, p = p - rate * (m / (1 - b1^t)) / (sqrt(v / (1
 * - b2^t)) + eps), with b1 = 0.9, b2 = 0.999, eps = 1e-8. Source: Kingma and Ba, arXiv 1412.6980,
 * algorithm 1.
 *
 * <p>The vector is divided into segments, each with its own t: parameters that were set anew (the
 * directions of a perturbation after a merge) {@link #restart} without moments and with the bias
 * correction of a first step.
 */
public final class Adam {
  private static final float BETA_1 = 0.9f;
  private static final float BETA_2 = 0.999f;
  private static final float EPSILON = 1e-8f;

  private final int[] bounds;
  private final long[] steps;
  private final float[] rates;
  private final float[] rootCorrections;
  private final float[] mean;
  private final float[] square;

  /**
   * An optimizer of n parameters at its start.
   *
   * @param cuts positions that begin a new segment; any order, repetitions and ends allowed
   */
  public Adam(int n, int... cuts) {
    if (n < 0) {
      throw new IllegalArgumentException("n must not be negative, got " + n);
    }
    int[] all = Arrays.copyOf(cuts, cuts.length + 2);
    all[cuts.length + 1] = n;
    for (int cut : all) {
      if (cut < 0 || cut > n) {
        throw new IllegalArgumentException("cuts must be in 0 to n = " + n + ", got " + cut);
      }
    }
    bounds = Arrays.stream(all).sorted().distinct().toArray();
    steps = new long[bounds.length];
    rates = new float[bounds.length];
    rootCorrections = new float[bounds.length];
    mean = new float[n];
    square = new float[n];
  }

  /**
   * One step.
   *
   * @param parameters length n, updated
   * @param gradient length n. Not modified.
   */
  public void step(float[] parameters, float[] gradient, double rate) {
    begin(rate);
    update(parameters, gradient, 1, 0, parameters.length);
  }

  /** Begins a step: counts it, and fixes what is the same for all parameters of a segment. */
  public void begin(double rate) {
    for (int segment = 0; segment + 1 < bounds.length; segment++) {
      long t = ++steps[segment];
      rates[segment] = (float) (rate / (1 - power(BETA_1, t)));
      rootCorrections[segment] = (float) (1 / Math.sqrt(1 - power(BETA_2, t)));
    }
  }

  /**
   * Does the step that has begun for the parameters from (inclusive) to (exclusive). Ranges that do
   * not overlap may be updated at once by different threads.
   *
   * @param parameters length n, updated in the range
   * @param gradient length n. Not modified.
   * @param factor of the gradient, which clipping may make less than 1
   */
  public void update(float[] parameters, float[] gradient, float factor, int from, int to) {
    for (int segment = 0; segment + 1 < bounds.length; segment++) {
      update(
          parameters,
          gradient,
          factor,
          Math.max(from, bounds[segment]),
          Math.min(to, bounds[segment + 1]),
          rates[segment],
          rootCorrections[segment]);
    }
  }

  private void update(
      float[] parameters,
      float[] gradient,
      float factor,
      int from,
      int to,
      float rate,
      float rootCorrection) {
    for (int i = from; i < to; i++) {
      float g = gradient[i] * factor;
      float m = Math.fma(BETA_1, mean[i], (1 - BETA_1) * g);
      float v = Math.fma(BETA_2, square[i], (1 - BETA_2) * g * g);
      mean[i] = m;
      square[i] = v;
      float root = (float) Math.sqrt(v) * rootCorrection;
      parameters[i] -= rate * m / (root + EPSILON);
    }
  }

  /**
   * base^t by repeated squaring; the pow of the JDK allocates arrays, whatever the compiler does.
   */
  private static double power(double base, long t) {
    double result = 1;
    double square = base;
    for (long left = t; left > 0; left >>= 1) {
      result *= (left & 1) == 1 ? square : 1;
      square *= square;
    }
    return result;
  }

  /** Clears the moments and the step count of the parameters from (inclusive) to (exclusive). */
  public void restart(int from, int to) {
    int first = Arrays.binarySearch(bounds, from);
    int last = Arrays.binarySearch(bounds, to);
    if (first < 0 || last < first) {
      throw new IllegalArgumentException(
          "from and to must be cuts in this order, got " + from + " and " + to);
    }
    Arrays.fill(mean, from, to, 0f);
    Arrays.fill(square, from, to, 0f);
    Arrays.fill(steps, first, last, 0L);
  }
}

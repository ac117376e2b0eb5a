package org.p4inv.flows.linear;

import java.util.Arrays;
import org.p4inv.core.kernel.Kernels;

/**
 * e^M and e^-M of a square matrix in double precision, by scaling and squaring: with n = 2^s the
 * least power of two for which the largest row sum of |M| / n is at most 1, e^(M / n) by its Taylor
 * polynomial of degree 18, then s squarings.
 *
 * <p>The remainder of the polynomial is below 1 / 19!, less than the rounding of double. Both signs
 * share the powers. Cost: (17 + 2 s) d^3 multiply-adds, no allocation. Source: Moler and Van Loan,
 * SIAM Review 45 (2003) 3, method 3.
 */
final class MatrixExponential {
  private static final Kernels K = Kernels.active();
  private static final int DEGREE = 18;
  private static final int MOST_SQUARINGS = 7;

  private final int d;
  private final double[] scaled;
  private final float[] stage;
  private final float[] stageInverse;
  private final float[] matrix;
  private final float[] inverse;
  private double[] term;
  private double[] plus;
  private double[] minus;
  private double[] work;
  private int stages;
  private double stageNorm;
  private double trace;

  MatrixExponential(int d) {
    this.d = d;
    scaled = new double[d * d];
    term = new double[d * d];
    plus = new double[d * d];
    minus = new double[d * d];
    work = new double[d * d];
    stage = new float[d * d];
    stageInverse = new float[d * d];
    matrix = new float[d * d];
    inverse = new float[d * d];
  }

  /**
   * Computes all that the accessors give; NaN where a row of |M| sums to more than 128.
   *
   * @param m M at {@code at}, row-major. Not modified.
   */
  void compute(float[] m, int at) {
    int squarings = scale(m, at);
    Arrays.fill(plus, 0.0);
    Arrays.fill(term, 0.0);
    for (int i = 0; i < d * d; i += d + 1) {
      plus[i] = 1;
      term[i] = 1;
    }
    System.arraycopy(plus, 0, minus, 0, d * d);
    int sign = 1;
    for (int j = 1; j <= DEGREE; j++) {
      if (j == 1) {
        System.arraycopy(scaled, 0, term, 0, d * d);
      } else {
        K.multiplyMatrix(d, d, d, term, 0, scaled, 0, work, 0);
        double[] next = work;
        work = term;
        term = next;
      }
      sign = -sign;
      for (int i = 0; i < d * d; i++) {
        term[i] /= j;
        plus[i] += term[i];
        minus[i] += sign * term[i];
      }
    }
    round(scaled, stage);
    round(minus, stageInverse);
    for (int s = 0; s < squarings; s++) {
      plus = square(plus);
      minus = square(minus);
    }
    round(plus, matrix);
    round(minus, inverse);
  }

  /** Leaves M / n and what belongs to it; returns s. */
  private int scale(float[] m, int at) {
    double norm = 0;
    trace = 0;
    for (int i = 0; i < d; i++) {
      double sum = 0;
      for (int j = 0; j < d; j++) {
        sum += Math.abs(m[at + i * d + j]);
      }
      norm = Math.max(norm, sum);
      trace += m[at + i * d + i];
    }
    int squarings = 0;
    while (squarings < MOST_SQUARINGS && norm > 1 << squarings) {
      squarings++;
    }
    stages = 1 << squarings;
    boolean representable = norm <= stages;
    stageNorm = representable ? norm / stages : 1;
    for (int i = 0; i < d * d; i++) {
      scaled[i] = representable ? m[at + i] / (double) stages : Double.NaN;
    }
    return squarings;
  }

  private double[] square(double[] a) {
    K.multiplyMatrix(d, d, d, a, 0, a, 0, work, 0);
    double[] square = work;
    work = a;
    return square;
  }

  private static void round(double[] exact, float[] rounded) {
    for (int i = 0; i < exact.length; i++) {
      rounded[i] = (float) exact[i];
    }
  }

  /** e^M, row-major. Not to be modified. */
  float[] matrix() {
    return matrix;
  }

  /** e^-M, row-major. Not to be modified. */
  float[] inverse() {
    return inverse;
  }

  /** M / n, row-major. Not to be modified. */
  float[] stage() {
    return stage;
  }

  /** e^(-M / n), row-major. Not to be modified. */
  float[] stageInverse() {
    return stageInverse;
  }

  /** n. */
  int stages() {
    return stages;
  }

  /** The largest row sum of |M| / n, at most 1. */
  double stageNorm() {
    return stageNorm;
  }

  /** The trace of M: log det e^M. */
  double trace() {
    return trace;
  }
}

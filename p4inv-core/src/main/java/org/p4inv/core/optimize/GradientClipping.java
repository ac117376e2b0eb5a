package org.p4inv.core.optimize;

/** Bounds the Euclidean norm of a gradient. */
public final class GradientClipping {
  private GradientClipping() {}

  /**
   * The sum of the squares of {@code gradient[from ... to)}, in double precision: four interleaved
   * partial sums, so that the additions do not wait for each other, joined as (0 + 2) + (1 + 3).
   */
  public static double sumOfSquares(float[] gradient, int from, int to) {
    double s0 = 0;
    double s1 = 0;
    double s2 = 0;
    double s3 = 0;
    int i = from;
    for (; i <= to - 4; i += 4) {
      s0 += (double) gradient[i] * gradient[i];
      s1 += (double) gradient[i + 1] * gradient[i + 1];
      s2 += (double) gradient[i + 2] * gradient[i + 2];
      s3 += (double) gradient[i + 3] * gradient[i + 3];
    }
    for (; i < to; i++) {
      s0 += (double) gradient[i] * gradient[i];
    }
    return (s0 + s2) + (s1 + s3);
  }

  /**
   * The factor that brings a gradient to a norm of at most {@code limit}: 1 where it is shorter.
   *
   * @param norm the norm of the gradient as it is
   * @param limit positive; infinity for no bound
   */
  public static float factor(double norm, double limit) {
    if (!(limit > 0)) {
      throw new IllegalArgumentException("limit must be positive, got " + limit);
    }
    return norm > limit ? (float) (limit / norm) : 1f;
  }
}

package org.p4inv.core.optimize;

/** Bounds the Euclidean norm of a gradient. */
public final class GradientClipping {
  private GradientClipping() {}

  /** The Euclidean norm, summed in double precision in the order of the elements. */
  public static double norm(float[] gradient) {
    double sum = 0;
    for (float g : gradient) {
      sum += (double) g * g;
    }
    return Math.sqrt(sum);
  }

  /**
   * Scales the gradient so that its norm is at most {@code limit}.
   *
   * @param norm the norm of the gradient as it is
   * @param limit positive; infinity for no bound
   */
  public static void clip(float[] gradient, double norm, double limit) {
    if (!(limit > 0)) {
      throw new IllegalArgumentException("limit must be positive, got " + limit);
    }
    if (norm > limit) {
      float factor = (float) (limit / norm);
      for (int i = 0; i < gradient.length; i++) {
        gradient[i] *= factor;
      }
    }
  }
}

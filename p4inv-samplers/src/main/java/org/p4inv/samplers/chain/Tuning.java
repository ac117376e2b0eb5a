package org.p4inv.samplers.chain;

import java.util.Arrays;

/**
 * How the moves of a kernel are scaled: coordinate j moves by about step-size x scale_j.
 *
 * <p>The scales stand for the standard deviations of the target, so that a step size of order 1
 * suits all coordinates; for kernels with momenta the mass of coordinate j is 1 / scale_j^2. Both
 * are 1 at the start.
 */
public final class Tuning {
  private double stepSize = 1;
  private final float[] scale;

  /** No scaling of d coordinates. */
  public Tuning(int dimension) {
    scale = new float[dimension];
    Arrays.fill(scale, 1);
  }

  /** The step size, positive. */
  public double stepSize() {
    return stepSize;
  }

  /**
   * Sets the step size.
   *
   * @param stepSize positive and finite
   */
  public void stepSize(double stepSize) {
    if (!(stepSize > 0) || stepSize == Double.POSITIVE_INFINITY) {
      throw new IllegalArgumentException("`stepSize` must be positive and finite, got " + stepSize);
    }
    this.stepSize = stepSize;
  }

  /** The scale of each coordinate, length d; written by who tunes. */
  public float[] scale() {
    return scale;
  }

  /** Takes over the numbers of another tuning of the same dimension. */
  public void set(Tuning other) {
    stepSize = other.stepSize;
    System.arraycopy(other.scale, 0, scale, 0, scale.length);
  }
}

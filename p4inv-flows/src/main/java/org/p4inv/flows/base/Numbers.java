package org.p4inv.flows.base;

/** Checks of the numbers that a fixed density is described by. */
final class Numbers {
  private Numbers() {}

  static void requireLength(String name, double[] values, int length) {
    if (values.length != length) {
      throw new IllegalArgumentException(
          name + " must have length " + length + ", got " + values.length);
    }
  }

  /** Checks that a mean has at least one number, and finite ones. */
  static void requireMean(double[] mean) {
    if (mean.length < 1) {
      throw new IllegalArgumentException("mean must have a length of at least 1, got 0");
    }
    for (int j = 0; j < mean.length; j++) {
      requireFinite("mean", mean, j);
    }
  }

  /** Number i, finite also as a float. */
  static float requireFinite(String name, double[] values, int i) {
    if (!Float.isFinite((float) values[i])) {
      throw new IllegalArgumentException(
          name + " must be finite in float, number " + i + " is " + values[i]);
    }
    return (float) values[i];
  }

  /** The logarithm of number i, which must be positive and finite. */
  static float logarithm(String name, double[] values, int i) {
    if (!(values[i] > 0) || Double.isInfinite(values[i])) {
      throw new IllegalArgumentException(
          name + " must be positive and finite, number " + i + " is " + values[i]);
    }
    return (float) StrictMath.log(values[i]);
  }
}

package org.p4inv.core.kernel;

import java.util.Arrays;

/**
 * A stretch of an array between two guard zones, as the kernels get it: an array and a position.
 *
 * <p>The guards hold NaN, so that an operation that reads beyond its input spoils its result, and
 * they are compared bit by bit, so that none writes beyond its output.
 */
final class Slice {
  /** Odd and not a multiple of any SIMD width: no slice is aligned. */
  static final int AT = 21;

  private static final int BEHIND = 67;

  /** The whole array with its guards: one of the two, the other is null. */
  final float[] floats;

  final double[] doubles;
  private final int length;

  private Slice(float[] floats, double[] doubles, int length) {
    this.floats = floats;
    this.doubles = doubles;
    this.length = length;
  }

  static Slice of(float[] numbers) {
    float[] all = new float[AT + numbers.length + BEHIND];
    Arrays.fill(all, Float.NaN);
    System.arraycopy(numbers, 0, all, AT, numbers.length);
    return new Slice(all, null, numbers.length);
  }

  static Slice of(double[] numbers) {
    double[] all = new double[AT + numbers.length + BEHIND];
    Arrays.fill(all, Double.NaN);
    System.arraycopy(numbers, 0, all, AT, numbers.length);
    return new Slice(null, all, numbers.length);
  }

  Slice copy() {
    return floats == null
        ? new Slice(null, doubles.clone(), length)
        : new Slice(floats.clone(), null, length);
  }

  boolean single() {
    return floats != null;
  }

  /** Element i between the guards. */
  double get(int i) {
    return floats == null ? doubles[AT + i] : floats[AT + i];
  }

  /** What is between the guards. */
  double[] numbers() {
    double[] numbers = new double[length];
    Arrays.setAll(numbers, this::get);
    return numbers;
  }

  boolean guardsAreIntact() {
    double[] all = all();
    return Arrays.stream(all, 0, AT).allMatch(Double::isNaN)
        && Arrays.stream(all, AT + length, all.length).allMatch(Double::isNaN);
  }

  boolean equalsBitForBit(Slice other) {
    return Arrays.equals(floats, other.floats) && Arrays.equals(doubles, other.doubles);
  }

  private double[] all() {
    if (floats == null) {
      return doubles;
    }
    double[] all = new double[floats.length];
    Arrays.setAll(all, i -> floats[i]);
    return all;
  }
}

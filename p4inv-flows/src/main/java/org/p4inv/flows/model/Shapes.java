package org.p4inv.flows.model;

import java.util.Arrays;

/** Arithmetic on shapes that nobody has checked yet. */
final class Shapes {

  private Shapes() {}

  /**
   * The product of the dimensions; 1 for no dimension.
   *
   * @throws IllegalArgumentException if a dimension is negative or the product, taken from the
   *     left, overflows a {@code long}
   */
  static long size(int[] shape) {
    long size = 1;
    for (int dimension : shape) {
      if (dimension < 0) {
        throw new IllegalArgumentException(
            "shape must have no negative dimension, got " + text(shape));
      }
      if (dimension != 0 && size > Long.MAX_VALUE / dimension) {
        throw new IllegalArgumentException(
            "shape must have a product of at most " + Long.MAX_VALUE + ", got " + text(shape));
      }
      size *= dimension;
    }
    return size;
  }

  /** The dimensions for a message, the first eight if there are many. */
  static String text(int[] shape) {
    return shape.length <= 8
        ? Arrays.toString(shape)
        : Arrays.toString(Arrays.copyOf(shape, 8)).replace("]", ", ...]");
  }
}

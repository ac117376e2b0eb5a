package org.p4inv.flows.model;

import java.util.Objects;

/**
 * A dense array of floats or doubles with a shape, in row-major (C) order: the last index runs
 * fastest.
 *
 * <p>The shape {@code []} is a scalar (one element); a dimension of 0 makes an empty tensor. The
 * element array is shared, never copied: a tensor is a label on it, and who changes the array
 * changes the tensor. The shape is copied and does not change.
 */
public final class Tensor {

  private final int[] shape;
  private final float[] floats;
  private final double[] doubles;

  private Tensor(int[] shape, float[] floats, double[] doubles) {
    this.shape = shape;
    this.floats = floats;
    this.doubles = doubles;
  }

  /**
   * A tensor of {@link Dtype#F32}.
   *
   * @param values the elements, as many as the product of the shape. Not copied, not modified.
   * @param shape the dimensions, none negative. Copied.
   * @throws IllegalArgumentException if a dimension is negative, or the length is not the product
   */
  public static Tensor of(float[] values, int... shape) {
    Objects.requireNonNull(values, "values");
    return new Tensor(checked(shape, values.length), values, null);
  }

  /** A tensor of {@link Dtype#F64}, otherwise as {@link #of(float[], int...)}. */
  public static Tensor of(double[] values, int... shape) {
    Objects.requireNonNull(values, "values");
    return new Tensor(checked(shape, values.length), null, values);
  }

  /** The element type. */
  public Dtype dtype() {
    return floats == null ? Dtype.F64 : Dtype.F32;
  }

  /** A copy of the dimensions. */
  public int[] shape() {
    return shape.clone();
  }

  /** The number of elements: the product of the dimensions. */
  public int size() {
    return floats == null ? doubles.length : floats.length;
  }

  /**
   * The elements of an {@link Dtype#F32} tensor: the array itself, not a copy.
   *
   * @throws IllegalStateException if this is not such a tensor
   */
  public float[] floats() {
    if (floats == null) {
      throw wrongDtype(Dtype.F32);
    }
    return floats;
  }

  /**
   * The elements of an {@link Dtype#F64} tensor: the array itself, not a copy.
   *
   * @throws IllegalStateException if this is not such a tensor
   */
  public double[] doubles() {
    if (doubles == null) {
      throw wrongDtype(Dtype.F64);
    }
    return doubles;
  }

  /** Type and shape, such as {@code F32 [2, 3]}; no elements. */
  @Override
  public String toString() {
    return dtype() + " " + Shapes.text(shape);
  }

  private IllegalStateException wrongDtype(Dtype wanted) {
    return new IllegalStateException("dtype must be " + wanted + ", got " + dtype());
  }

  private static int[] checked(int[] shape, int length) {
    int[] copy = shape.clone();
    long size = Shapes.size(copy);
    if (size != length) {
      throw new IllegalArgumentException(
          "`values` must have length "
              + size
              + " for shape "
              + Shapes.text(copy)
              + ", got "
              + length);
    }
    return copy;
  }
}

package org.p4inv.flows.model;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertThrows;

import org.junit.jupiter.api.Test;

/** A tensor shares its elements, owns its shape, and refuses what does not fit together. */
class TensorTest {

  @Test
  void sharesTheElements() {
    float[] floats = new float[6];
    double[] doubles = new double[3];
    assertSame(floats, Tensor.of(floats, 2, 3).floats());
    assertSame(doubles, Tensor.of(doubles, 3).doubles());
  }

  @Test
  void ownsTheShape() {
    int[] shape = {2, 3};
    Tensor tensor = Tensor.of(new float[6], shape);
    shape[0] = 9;
    tensor.shape()[1] = 9;
    assertArrayEquals(new int[] {2, 3}, tensor.shape());
  }

  @Test
  void knowsTypeAndSize() {
    Tensor scalar = Tensor.of(new double[] {1});
    assertEquals(Dtype.F64, scalar.dtype());
    assertEquals(1, scalar.size());
    assertEquals(0, scalar.shape().length);
    Tensor empty = Tensor.of(new float[0], 4, 0);
    assertEquals(Dtype.F32, empty.dtype());
    assertEquals(0, empty.size());
    assertEquals("F32 [4, 0]", empty.toString());
  }

  @Test
  void refusesTheOtherType() {
    Tensor floats = Tensor.of(new float[1], 1);
    Tensor doubles = Tensor.of(new double[1], 1);
    assertEquals(
        "dtype must be F64, got F32",
        assertThrows(IllegalStateException.class, floats::doubles).getMessage());
    assertEquals(
        "dtype must be F32, got F64",
        assertThrows(IllegalStateException.class, doubles::floats).getMessage());
  }

  @Test
  void refusesAShapeThatDoesNotFit() {
    assertEquals("`values` must have length 6 for shape [2, 3], got 5", error(5, 2, 3));
    assertEquals("`values` must have length 1 for shape [], got 2", error(2));
    assertEquals("shape must have no negative dimension, got [-1, -1]", error(1, -1, -1));
    assertEquals("shape must have no negative dimension, got [0, -1]", error(0, 0, -1));
    int big = 1 << 30;
    assertEquals(
        "shape must have a product of at most 9223372036854775807, got"
            + " [1073741824, 1073741824, 1073741824]",
        error(0, big, big, big));
    // 2^64 wraps to 0 in a long.
    assertEquals(
        "shape must have a product of at most 9223372036854775807, got"
            + " [65536, 65536, 65536, 65536]",
        error(0, 1 << 16, 1 << 16, 1 << 16, 1 << 16));
  }

  private static String error(int length, int... shape) {
    return assertThrows(IllegalArgumentException.class, () -> Tensor.of(new float[length], shape))
        .getMessage();
  }
}

package org.p4inv.flows.model;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;

/** Compares tensors by their bits, so that NaN payloads and the sign of zero count. */
final class Bits {

  private Bits() {}

  static void assertSame(Tensor expected, Tensor actual, String name) {
    assertEquals(expected.dtype(), actual.dtype(), name);
    assertArrayEquals(expected.shape(), actual.shape(), name);
    assertArrayEquals(of(expected), of(actual), name);
  }

  private static long[] of(Tensor tensor) {
    long[] bits = new long[tensor.size()];
    for (int i = 0; i < bits.length; i++) {
      bits[i] =
          tensor.dtype() == Dtype.F32
              ? Float.floatToRawIntBits(tensor.floats()[i])
              : Double.doubleToRawLongBits(tensor.doubles()[i]);
    }
    return bits;
  }
}

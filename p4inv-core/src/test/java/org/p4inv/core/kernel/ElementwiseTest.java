package org.p4inv.core.kernel;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.p4inv.core.testing.Agreement;

/** The elementwise operations where they are delicate: every provider gives the same bits there. */
class ElementwiseTest {
  /** Prime to 2^32: meets every exponent and sign. */
  private static final int STRIDE = 65537;

  private static final float[] DELICATE = {
    0f,
    -0f,
    1f,
    -1f,
    0.5f,
    0.625f,
    -0.625f,
    0.62499994f,
    104f,
    -104f,
    89f,
    -89f,
    88.72284f,
    -103.97208f,
    -87.33655f,
    Float.MIN_VALUE,
    -Float.MIN_VALUE,
    Float.MIN_NORMAL,
    -Float.MIN_NORMAL,
    1.1754942e-38f,
    -1.1754942e-38f,
    1e-40f,
    Float.MAX_VALUE,
    -Float.MAX_VALUE,
    1e30f,
    -1e30f,
    0.70710677f,
    0.70710683f,
    1.4142135f,
    0.99999994f,
    1.0000001f,
    0.125f,
    0.25f,
    0.375f,
    0.75f,
    0x1p20f,
    0x1p22f,
    -0x1p23f,
    0x1p31f,
    Float.POSITIVE_INFINITY,
    Float.NEGATIVE_INFINITY,
    Float.NaN,
    -Float.NaN
  };

  @ParameterizedTest
  @EnumSource
  void delicateNumbersInEveryLane(ElementwiseOperation operation) {
    for (int shift = 0; shift < 16; shift++) {
      float[] x = new float[shift + DELICATE.length];
      System.arraycopy(DELICATE, 0, x, shift, DELICATE.length);
      check(operation, x);
    }
  }

  @ParameterizedTest
  @EnumSource
  void everySoManythFloatOfAll(ElementwiseOperation operation) {
    float[] x = new float[(int) ((1L << 32) / STRIDE)];
    for (int i = 0; i < x.length; i++) {
      x[i] = Float.intBitsToFloat(i * STRIDE);
    }
    check(operation, x);
  }

  @ParameterizedTest
  @EnumSource
  void noElementsAreNoElements(ElementwiseOperation operation) {
    for (Kernels kernels : Providers.available()) {
      float[] y = {7f};
      operation.run(kernels, new float[0], 0, y, 0, 0);
      assertEquals(7f, y[0], () -> operation + ", " + kernels.name());
    }
  }

  private static void check(ElementwiseOperation operation, float[] x) {
    float[] expected = new float[x.length];
    boolean changes = false;
    for (int i = 0; i < x.length; i++) {
      expected[i] = operation.at(x[i]);
      changes |= expected[i] != x[i];
    }
    assertTrue(changes, () -> operation + " must not be the identity");
    for (Kernels kernels : Providers.available()) {
      float[] actual = new float[x.length];
      operation.run(kernels, x, 0, actual, 0, x.length);
      Agreement.sameBits(operation + ", " + kernels.name(), expected, actual);
    }
  }
}

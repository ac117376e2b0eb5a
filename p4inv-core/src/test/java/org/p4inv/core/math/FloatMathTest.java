package org.p4inv.core.math;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.p4inv.core.testing.Agreement;
import org.p4inv.core.testing.ElementaryFunction;

/** The accuracy that {@link FloatMath} claims, over all floats, and its special values. */
class FloatMathTest {
  /** A prime: every exponent is met, with ever other digits; 1.2 million floats in all. */
  private static final int STRIDE = 3571;

  @ParameterizedTest
  @EnumSource
  void isAsAccurateAsDocumentedOverAllFloats(ElementaryFunction function) {
    int checked = 0;
    for (long bits = 0; bits < 1L << 32; bits += STRIDE) {
      float x = Float.intBitsToFloat((int) bits);
      if (function.claims(x)) {
        check(function, x);
        checked++;
      }
    }
    assertTrue(checked > 500_000, () -> function + " claims too little to be checked");
  }

  @ParameterizedTest
  @EnumSource
  void isAsAccurateAsDocumentedOverTheUsualRange(ElementaryFunction function) {
    for (int i = -300_000; i <= 300_000; i++) {
      check(function, i * 0x1p-15f);
    }
  }

  @Test
  void infinitiesZerosAndNaN() {
    float infinity = Float.POSITIVE_INFINITY;
    assertEquals(infinity, FloatMath.exp(infinity));
    assertEquals(0f, FloatMath.exp(-infinity));
    assertEquals(1f, FloatMath.exp(-0f));
    assertEquals(-infinity, FloatMath.log(0f));
    assertEquals(-infinity, FloatMath.log(-0f));
    assertEquals(0f, FloatMath.log(1f));
    assertEquals(infinity, FloatMath.log(infinity));
    assertEquals(Float.NaN, FloatMath.log(-Float.MIN_VALUE));
    assertEquals(Float.NaN, FloatMath.log(-infinity));
    assertEquals(-0f, FloatMath.tanh(-0f));
    assertEquals(infinity, FloatMath.softplus(infinity));
    assertEquals(0f, FloatMath.softplus(-infinity));
    assertEquals(1f, FloatMath.sigmoid(infinity));
    assertEquals(0f, FloatMath.sigmoid(-infinity));
    assertEquals(0.5f, FloatMath.sigmoid(0f));
    for (ElementaryFunction function : ElementaryFunction.values()) {
      assertEquals(Float.NaN, function.at(Float.NaN), () -> function + " of NaN");
    }
    check(ElementaryFunction.TANH, infinity);
    check(ElementaryFunction.TANH, -infinity);
  }

  @Test
  void tanhIsOddAndBounded() {
    for (int i = 0; i < 300_000; i++) {
      float x = i * 0x1p-14f;
      assertTrue(FloatMath.tanh(-x) == -FloatMath.tanh(x), () -> "tanh must be odd at " + x);
      assertTrue(FloatMath.tanh(x) <= 1, () -> "tanh must not be beyond 1 at " + x);
    }
  }

  private static void check(ElementaryFunction function, float x) {
    double exact = function.exact(x);
    float actual = function.at(x);
    double tolerance = function.tolerance(exact);
    if (!(Math.abs(exact - actual) <= tolerance)) {
      Agreement.near(function + " at " + x, exact, actual, tolerance);
    }
  }
}

package org.p4inv.core.optimize;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.p4inv.core.testing.Agreement;
import org.p4inv.core.testing.Numbers;
import org.p4inv.core.testing.Tolerance;

/** The norm of a gradient and its bound. */
class GradientClippingTest {
  private static final int N = 1000;

  @Test
  void normIsEuclidean() {
    assertEquals(0, GradientClipping.norm(new float[0]));
    assertEquals(5, GradientClipping.norm(new float[] {3, 0, -4}));
  }

  @Test
  void normOfHugeAndTinyNumbersIsFinite() {
    float huge = Float.MAX_VALUE;
    float tiny = Float.MIN_VALUE;
    double root = Math.sqrt(2);
    Agreement.near(
        "huge",
        root * huge,
        GradientClipping.norm(new float[] {huge, -huge}),
        Tolerance.roundings(3, Tolerance.DOUBLE, root * huge));
    Agreement.near(
        "tiny",
        root * tiny,
        GradientClipping.norm(new float[] {tiny, tiny}),
        Tolerance.roundings(3, Tolerance.DOUBLE, root * tiny));
  }

  @ParameterizedTest
  @ValueSource(doubles = {1e-3, 1, 20})
  void aLongGradientKeepsItsDirection(double limit) {
    float[] gradient = Numbers.floats(new Random(4), N);
    float[] before = gradient.clone();
    double norm = GradientClipping.norm(gradient);
    GradientClipping.clip(gradient, norm, limit);
    Agreement.near(
        "norm",
        limit,
        GradientClipping.norm(gradient),
        Tolerance.roundings(3, Tolerance.FLOAT, limit));
    for (int i = 0; i < N; i++) {
      double expected = before[i] * limit / norm;
      Agreement.near(
          "element " + i, expected, gradient[i], Tolerance.roundings(3, Tolerance.FLOAT, expected));
    }
  }

  @ParameterizedTest
  @ValueSource(doubles = {40, 1e9, Double.POSITIVE_INFINITY})
  void aShortGradientIsLeftAlone(double limit) {
    float[] gradient = Numbers.floats(new Random(4), N);
    float[] before = gradient.clone();
    GradientClipping.clip(gradient, GradientClipping.norm(gradient), limit);
    Agreement.sameBits("limit " + limit, before, gradient);
  }

  @ParameterizedTest
  @ValueSource(doubles = {0, -1, Double.NaN})
  void theLimitIsPositive(double limit) {
    float[] gradient = {1};
    Exception refused =
        assertThrows(
            IllegalArgumentException.class, () -> GradientClipping.clip(gradient, 1, limit));
    assertEquals("limit must be positive, got " + limit, refused.getMessage());
    assertEquals(1, gradient[0]);
  }
}

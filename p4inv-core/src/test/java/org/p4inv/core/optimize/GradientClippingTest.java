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

  private static double norm(float[] gradient) {
    return Math.sqrt(GradientClipping.sumOfSquares(gradient, 0, gradient.length));
  }

  @Test
  void squaresAreSummedInTheRange() {
    assertEquals(0, norm(new float[0]));
    assertEquals(5, norm(new float[] {3, 0, -4}));
    assertEquals(13, GradientClipping.sumOfSquares(new float[] {7, 2, 3, 5}, 1, 3));
  }

  /** All lengths around the four partial sums. */
  @Test
  void noElementIsLeftOut() {
    for (int n = 0; n <= 9; n++) {
      float[] gradient = Numbers.floats(new Random(n), n);
      double expected = 0;
      for (float g : gradient) {
        expected += (double) g * g;
      }
      Agreement.near(
          "n " + n,
          expected,
          GradientClipping.sumOfSquares(gradient, 0, n),
          Tolerance.sum(n + 1, Tolerance.DOUBLE, expected));
    }
  }

  @Test
  void normOfHugeAndTinyNumbersIsFinite() {
    float huge = Float.MAX_VALUE;
    float tiny = Float.MIN_VALUE;
    double root = Math.sqrt(2);
    Agreement.near(
        "huge",
        root * huge,
        norm(new float[] {huge, -huge}),
        Tolerance.roundings(3, Tolerance.DOUBLE, root * huge));
    Agreement.near(
        "tiny",
        root * tiny,
        norm(new float[] {tiny, tiny}),
        Tolerance.roundings(3, Tolerance.DOUBLE, root * tiny));
  }

  @ParameterizedTest
  @ValueSource(doubles = {1e-3, 1, 20})
  void aLongGradientIsBroughtToTheLimit(double limit) {
    float[] gradient = Numbers.floats(new Random(4), N);
    double norm = norm(gradient);
    float factor = GradientClipping.factor(norm, limit);
    Agreement.near("factor", limit / norm, factor, Tolerance.roundings(1, Tolerance.FLOAT, factor));
    for (int i = 0; i < N; i++) {
      gradient[i] *= factor;
    }
    Agreement.near("norm", limit, norm(gradient), Tolerance.roundings(3, Tolerance.FLOAT, limit));
  }

  @ParameterizedTest
  @ValueSource(doubles = {40, 1e9, Double.POSITIVE_INFINITY})
  void aShortGradientIsLeftAlone(double limit) {
    float[] gradient = Numbers.floats(new Random(4), N);
    assertEquals(1f, GradientClipping.factor(norm(gradient), limit), "limit " + limit);
  }

  @ParameterizedTest
  @ValueSource(doubles = {0, -1, Double.NaN})
  void theLimitIsPositive(double limit) {
    Exception refused =
        assertThrows(IllegalArgumentException.class, () -> GradientClipping.factor(1, limit));
    assertEquals("limit must be positive, got " + limit, refused.getMessage());
  }
}

package org.p4inv.core.optimize;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.p4inv.core.testing.Agreement;
import org.p4inv.core.testing.Tolerance;

/** Learning rates at the steps where their value is known. */
class LearningRateTest {
  private static final double EXACT = Tolerance.roundings(4, Tolerance.DOUBLE, 1);

  @Test
  void constantIsConstant() {
    LearningRate rate = LearningRate.constant(0.02);
    assertEquals(0.02, rate.at(0));
    assertEquals(0.02, rate.at(1L << 40));
  }

  @Test
  void cosineFallsFromRateToEndAndStays() {
    LearningRate rate = LearningRate.cosine(0.5, 0.2, 100);
    Agreement.near("start", 0.5, rate.at(0), EXACT);
    Agreement.near(
        "third", 0.5 * (0.2 + 0.8 * 0.75), LearningRate.cosine(0.5, 0.2, 3).at(1), EXACT);
    Agreement.near("middle", 0.5 * (0.2 + 0.8 * 0.5), rate.at(50), EXACT);
    Agreement.near("end", 0.1, rate.at(100), EXACT);
    assertEquals(rate.at(100), rate.at(1000), "behind the end");
    for (int step = 0; step < 100; step++) {
      assertTrue(rate.at(step + 1) < rate.at(step), "must fall at step " + step);
    }
  }

  @Test
  void cosineMayEndAtZeroOrNotFallAtAll() {
    Agreement.near("end 0", 0, LearningRate.cosine(1, 0, 7).at(7), EXACT);
    Agreement.near("end 1", 0.3, LearningRate.cosine(0.3, 1, 7).at(4), EXACT);
  }

  @Test
  void warmUpRaisesWhateverItIsPutOn() {
    LearningRate rate = LearningRate.cosine(0.5, 0.2, 100).warmedUp(4);
    LearningRate cold = LearningRate.cosine(0.5, 0.2, 100);
    for (int step = 0; step < 10; step++) {
      double share = Math.min(1, (step + 1) / 4.0);
      Agreement.near("step " + step, cold.at(step) * share, rate.at(step), EXACT);
    }
  }

  @ParameterizedTest
  @ValueSource(doubles = {0, -1, Double.NaN, Double.POSITIVE_INFINITY})
  void ratesArePositiveAndFinite(double rate) {
    String expected = "rate must be positive and finite, got " + rate;
    assertEquals(
        expected,
        assertThrows(IllegalArgumentException.class, () -> LearningRate.constant(rate))
            .getMessage());
    assertEquals(
        expected,
        assertThrows(IllegalArgumentException.class, () -> LearningRate.cosine(rate, 0, 1))
            .getMessage());
  }

  @Test
  void endAndStepsHaveBounds() {
    for (double end : new double[] {-0.1, 1.1, Double.NaN}) {
      assertEquals(
          "end must be in 0 to 1, got " + end,
          assertThrows(IllegalArgumentException.class, () -> LearningRate.cosine(1, end, 1))
              .getMessage());
    }
    assertThrows(IllegalArgumentException.class, () -> LearningRate.cosine(1, 0, 0));
    assertThrows(IllegalArgumentException.class, () -> LearningRate.constant(1).warmedUp(-3));
  }
}

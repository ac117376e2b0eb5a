package org.p4inv.samplers.estimate;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.p4inv.samplers.energy.Energy;
import org.p4inv.samplers.energy.space.IsotropicGaussian;

@Tag("once")
class ImportanceWeightsTest {
  private static final double NONE = Double.NEGATIVE_INFINITY;

  /** Weights of 1, 3 and 4 times e^700: sum 8, mean 8/3, sum of squares 26. */
  private static final double[] LOG_WEIGHTS = {
    700, 700 + Math.log(3), 700 + Math.log(4),
  };

  /** Rounding of the logarithms, which exp makes relative. */
  private static final double ROUNDING = 700 * 0x1p-52;

  @Test
  void byHand() {
    ImportanceWeights weights = ImportanceWeights.of(LOG_WEIGHTS);
    assertEquals(3, weights.count());
    assertEquals(0, weights.setAside());
    assertEquals(64 / (3 * 26.0), weights.reverseEss(), ROUNDING);
    assertEquals(700 + Math.log(8.0 / 3), weights.logZ().value(), 2 * ROUNDING);
    double variance = (26 - 64 / 3.0) / 2;
    assertEquals(Math.sqrt(variance / 3) / (8.0 / 3), weights.logZ().error(), ROUNDING);
    Estimate mean = weights.mean(new double[] {2, 1, -1});
    assertEquals((2 + 3 - 4) / 8.0, mean.value(), ROUNDING);
    double m = 1 / 8.0;
    double squares = Math.pow(2 - m, 2) + 9 * Math.pow(1 - m, 2) + 16 * Math.pow(-1 - m, 2);
    assertEquals(Math.sqrt(squares * 3 / 2) / 8, mean.error(), ROUNDING);
    assertTrue(mean.determined());
  }

  @Test
  void theArgumentIsNotModified() {
    double[] logWeights = {1, Double.NaN, Double.POSITIVE_INFINITY, NONE};
    double[] before = logWeights.clone();
    ImportanceWeights.of(logWeights);
    assertArrayEquals(before, logWeights);
  }

  /** Equal weights: ESS 1, no error in log Z. */
  @Test
  void equalWeights() {
    ImportanceWeights weights = ImportanceWeights.of(new double[] {-5, -5, -5, -5});
    assertEquals(1, weights.reverseEss());
    assertEquals(-5, weights.logZ().value());
    assertEquals(0, weights.logZ().error());
    assertTrue(weights.logZ().determined());
  }

  @Test
  void zeroWeightsAreLegal() {
    ImportanceWeights weights = ImportanceWeights.of(new double[] {NONE, 0, NONE, 0});
    assertEquals(0, weights.setAside());
    assertEquals(0.5, weights.reverseEss());
    assertEquals(Math.log(0.5), weights.logZ().value(), 1e-15);
    Estimate mean = weights.mean(new double[] {Double.NaN, 3, Double.POSITIVE_INFINITY, 5});
    assertEquals(4, mean.value());
  }

  /** A broken sample is counted, counts as drawn, and has no weight. */
  @Test
  void brokenWeightsAreSetAside() {
    double[] broken = {Double.NaN, 0, Double.POSITIVE_INFINITY, 0};
    ImportanceWeights weights = ImportanceWeights.of(broken);
    assertEquals(2, weights.setAside());
    assertEquals(4, weights.count());
    assertEquals(0.5, weights.reverseEss());
    assertEquals(Math.log(0.5), weights.logZ().value(), 1e-15);
    assertEquals(4, weights.mean(new double[] {9, 3, 9, 5}).value());
  }

  @Test
  void nothingIsDeterminedWithoutWeights() {
    for (double[] none : new double[][] {{NONE, NONE}, {Double.NaN}}) {
      ImportanceWeights weights = ImportanceWeights.of(none);
      assertEquals(0, weights.reverseEss());
      assertEquals(NONE, weights.logZ().value());
      assertTrue(Double.isNaN(weights.logZ().error()));
      assertFalse(weights.logZ().determined());
      assertFalse(weights.mean(new double[none.length]).determined());
      assertTrue(Double.isNaN(weights.mean(new double[none.length]).value()));
    }
  }

  @Test
  void oneSampleHasNoError() {
    ImportanceWeights weights = ImportanceWeights.of(new double[] {3});
    assertEquals(3, weights.logZ().value());
    assertTrue(Double.isNaN(weights.logZ().error()));
    assertFalse(weights.logZ().determined());
    assertFalse(weights.mean(new double[] {2}).determined());
  }

  /**
   * p = N(0, 1), q = N(0, s^2): E_q[w]^2 / E_q[w^2] = sqrt(2 s^2 - 1) / s^2. The error of the
   * estimate is of the order of 1 / sqrt(n) = 0.003.
   */
  @Test
  void essOfTwoGaussians() {
    double s = 1.5;
    Energy target = new IsotropicGaussian(1, 0, 1);
    Weighted w = Weighted.fromProposal(target, new IsotropicGaussian(1, 0, s), 100_000, 4);
    double exact = Math.sqrt(2 * s * s - 1) / (s * s);
    assertEquals(exact, ImportanceWeights.of(w.logWeights).reverseEss(), 0.01);
  }

  @Test
  void badArguments() {
    assertMessage(
        "`logWeights` must have length at least 1, got 0",
        () -> ImportanceWeights.of(new double[0]));
    ImportanceWeights weights = ImportanceWeights.of(new double[] {0, 0});
    assertMessage("`f` must have length n = 2, got 3", () -> weights.mean(new double[3]));
    assertMessage(
        "`f[1]` must be finite, got NaN", () -> weights.mean(new double[] {0, Double.NaN}));
  }

  static void assertMessage(String message, Runnable call) {
    IllegalArgumentException e = assertThrows(IllegalArgumentException.class, call::run);
    assertEquals(message, e.getMessage());
  }
}

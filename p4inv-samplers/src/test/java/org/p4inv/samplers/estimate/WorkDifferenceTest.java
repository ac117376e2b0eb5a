package org.p4inv.samplers.estimate;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.p4inv.samplers.estimate.ImportanceWeightsTest.assertMessage;

import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.p4inv.core.random.Domain;
import org.p4inv.core.random.RandomStream;

/** Exponential averaging and Bennett's ratio. */
@Tag("once")
class WorkDifferenceTest {
  private static final double NONE = Double.POSITIVE_INFINITY;

  /** Apart and of different stiffness, so that work is not normal. */
  private static final Oscillators PAIR =
      new Oscillators(new double[] {1, 3}, new double[] {0, 0.6});

  /** A free energy difference and the spread of normal work between two densities. */
  private static final double D = 1.3;

  private static final double S = 1.5;

  @Test
  void exponentialByHand() {
    double[] work = {-Math.log(1), -Math.log(3), -Math.log(4)};
    Estimate difference = WorkDifference.exponential(work).difference();
    assertEquals(-Math.log(8.0 / 3), difference.value(), 1e-14);
    assertEquals(Math.sqrt((26 - 64 / 3.0) / 2 / 3) / (8.0 / 3), difference.error(), 1e-14);
  }

  /** One sample a side: D is where both arguments of g are alike. */
  @Test
  void bennettByHand() {
    assertEquals((5 - 2) / 2.0, bennett(new double[] {5}, new double[] {2}).value(), 1e-14);
  }

  /** Two equal forward samples w and one reverse r: with y = e^D, 2 e^w / y - e^r y = 1. */
  @Test
  void bennettWithUnequalNumbersByHand() {
    double w = 0.7;
    double r = 0.4;
    double y = (Math.sqrt(1 + 8 * Math.exp(w + r)) - 1) / (2 * Math.exp(r));
    Estimate difference = bennett(new double[] {w, w}, new double[] {r});
    assertEquals(Math.log(y), difference.value(), 1e-14);
    double forward = 1 / (1 + 2 * Math.exp(w) / y);
    double reverse = 1 / (1 + Math.exp(r) * y / 2);
    double s = 2 * forward * (1 - forward) + reverse * (1 - reverse);
    assertEquals(Math.sqrt(1 / s - 0.5 - 1), difference.error(), 1e-12);
  }

  @Test
  void errorBarOfExponentialAveraging() {
    double exact = PAIR.difference(0, 1);
    ErrorBarTest.check(
        exact, seed -> WorkDifference.exponential(PAIR.work(0, 1, 1000, seed)).difference());
  }

  @Test
  void errorBarOfBennett() {
    ErrorBarTest.check(
        PAIR.difference(0, 1),
        seed -> bennett(PAIR.work(0, 1, 300, seed), PAIR.work(1, 0, 100, -seed)));
  }

  /** Normal work of spread S obeys both sides of the theorem: W_F = D + S^2/2, W_R = -D + S^2/2. */
  @Test
  void errorBarOfBennettWithNormalWork() {
    ErrorBarTest.check(D, seed -> bennett(normal(D, 100, 2 * seed), normal(-D, 200, 2 * seed + 1)));
  }

  /**
   * The error bars for many samples: sqrt((e^(S^2) - 1) / n) of the average, and for n on each side
   * of Bennett's that of S = 2 n E[1 / (2 + 2 cosh(W - D))], which is known to quadrature.
   */
  @Test
  void errorBarsAreThoseOfClosedForms() {
    int n = 50_000;
    double[] forward = normal(D, n, 1);
    double overlap = 0;
    double dz = 1e-3;
    for (double z = -10; z < 10; z += dz) {
      double t = S * S / 2 + S * z;
      double density = Math.exp(-z * z / 2) / Math.sqrt(2 * Math.PI);
      overlap += dz * density / (2 + 2 * Math.cosh(t));
    }
    double exact = Math.sqrt((1 / (2 * overlap) - 2) / n);
    assertEquals(exact, bennett(forward, normal(-D, n, 2)).error(), 0.02 * exact);
    double[] narrow = forward.clone();
    for (int i = 0; i < n; i++) {
      narrow[i] = 0.3 * forward[i];
    }
    double expected = Math.sqrt(Math.expm1(0.09 * S * S) / n);
    double error = WorkDifference.exponential(narrow).difference().error();
    assertEquals(expected, error, 0.04 * expected);
  }

  /** Of the same samples Bennett's is the most certain. */
  @Test
  void bennettIsTheMostCertain() {
    double[] forward = PAIR.work(0, 1, 2000, 3);
    double[] reverse = PAIR.work(1, 0, 2000, 4);
    double error = bennett(forward, reverse).error();
    assertTrue(error < WorkDifference.exponential(forward).difference().error());
    assertTrue(error < WorkDifference.exponential(reverse).difference().error());
  }

  /** Turned round it changes sign; a constant added to the energy is added to it. */
  @Test
  void directionAndConstants() {
    double[] forward = PAIR.work(0, 1, 50, 5);
    double[] reverse = PAIR.work(1, 0, 70, 6);
    Estimate difference = bennett(forward, reverse);
    Estimate turned = bennett(reverse, forward);
    assertEquals(-difference.value(), turned.value(), 1e-14);
    assertEquals(difference.error(), turned.error(), 1e-14);
    double far = 1 << 20;
    for (int i = 0; i < 50; i++) {
      forward[i] += far;
    }
    for (int i = 0; i < 70; i++) {
      reverse[i] -= far;
    }
    assertEquals(far + difference.value(), bennett(forward, reverse).value(), 1e-9);
  }

  @Test
  void samplesThatCarryNothingOverCountAsDrawn() {
    double half = Math.log(0.5);
    double[] work = {0, NONE, 0, NONE};
    assertEquals(-half, WorkDifference.exponential(work).difference().value(), 1e-15);
    // Each side says that half of the density is shared: e^(D) = 1 by symmetry.
    assertEquals(0, bennett(work, work).value(), 1e-14);
    double[] broken = {0, Double.NaN, 0, Double.NEGATIVE_INFINITY};
    double[] before = broken.clone();
    WorkDifference exponential = WorkDifference.exponential(broken);
    assertEquals(2, exponential.setAside());
    assertEquals(-half, exponential.difference().value(), 1e-15);
    WorkDifference bennett = WorkDifference.bennett(broken, work);
    assertEquals(2, bennett.setAside());
    assertEquals(bennett(work, work), bennett.difference());
    assertArrayEquals(before, broken);
  }

  @Test
  void nothingIsDeterminedWithoutSamplesThatCarryOver() {
    double[] none = {NONE, NONE};
    double[] some = {1, 2};
    assertFalse(WorkDifference.exponential(none).difference().determined());
    assertFalse(bennett(none, some).determined());
    assertFalse(bennett(some, none).determined());
    // Work so large that no sample tells of the other side.
    assertFalse(bennett(new double[] {5000, 5001}, new double[] {5000, 5001}).determined());
  }

  @Test
  void badArguments() {
    double[] some = {1};
    assertMessage(
        "`work` must have length at least 1, got 0",
        () -> WorkDifference.exponential(new double[0]));
    assertMessage(
        "`forward` must have length at least 1, got 0",
        () -> WorkDifference.bennett(new double[0], some));
    assertMessage(
        "`reverse` must have length at least 1, got 0",
        () -> WorkDifference.bennett(some, new double[0]));
  }

  private static Estimate bennett(double[] forward, double[] reverse) {
    return WorkDifference.bennett(forward, reverse).difference();
  }

  private static double[] normal(double difference, int n, long seed) {
    float[] z = new float[n];
    new RandomStream(seed, Domain.APPLICATION).gaussian(z, 0, n);
    double[] work = new double[n];
    for (int i = 0; i < n; i++) {
      work[i] = difference + S * S / 2 + S * z[i];
    }
    return work;
  }
}

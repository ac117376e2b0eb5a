package org.p4inv.samplers.estimate;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.p4inv.samplers.estimate.ImportanceWeightsTest.assertMessage;

import java.util.Arrays;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.p4inv.core.random.Domain;
import org.p4inv.core.random.RandomStream;

@Tag("once")
class ParetoSmoothedWeightsTest {
  private static final double NONE = Double.NEGATIVE_INFINITY;

  /** Of n draws with shape k above -1/2 the error of the best estimate is (1 + k) / sqrt(n). */
  @ParameterizedTest
  @ValueSource(doubles = {-0.3, 0, 0.3, 0.7, 1.2})
  void theShapeOfDrawsIsFound(double k) {
    int n = 4000;
    GeneralizedPareto pareto = new GeneralizedPareto(k, 2.5);
    RandomStream random = new RandomStream(11, Domain.APPLICATION);
    double[] x = new double[n];
    Arrays.setAll(x, i -> pareto.quantile(random.nextDouble()));
    Arrays.sort(x);
    GeneralizedPareto fit = GeneralizedPareto.fit(x);
    double error = (1 + k) / Math.sqrt(n);
    assertEquals(k, fit.k(), 4 * error);
    assertEquals(2.5, fit.sigma(), 2.5 * 4 * Math.sqrt(2 * (1 + k) / n));
  }

  @Test
  void quantilesInvertTheDistribution() {
    for (double k : new double[] {-0.4, 0, 0.8}) {
      double x = new GeneralizedPareto(k, 3).quantile(0.9);
      double above = k == 0 ? Math.exp(-x / 3) : Math.pow(1 + k * x / 3, -1 / k);
      assertEquals(0.1, above, 1e-15);
    }
  }

  /**
   * N(0, I) in the plane with a proposal of variance s^2 < 1: |x|^2 is exponential, so that ln w =
   * (1 - s^2) E with P(E > t) = e^-t: the weights are Pareto, of shape 1 - s^2 from end to end. The
   * mean of 10 runs with M = 600 tail weights each has an error of (1 + k) / sqrt(6,000).
   */
  @ParameterizedTest
  @ValueSource(doubles = {0.2, 0.5, 0.8})
  void theShapeOfGaussianWeightsIsKnown(double k) {
    int runs = 10;
    double sum = 0;
    for (int run = 0; run < runs; run++) {
      ParetoSmoothedWeights weights = ParetoSmoothedWeights.of(gaussian(k, 40_000, run));
      sum += weights.k();
      assertEquals(0.7, weights.threshold());
      assertEquals(weights.k() > 0.7, weights.warning().isPresent());
    }
    double drawn = (600 * k + 5) / 610;
    assertEquals(drawn, sum / runs, 4 * (1 + k) / Math.sqrt(600 * runs));
  }

  /** Weights without a second moment: smoothing takes more variance away than it adds in bias. */
  @Test
  void smoothedWeightsAreNearerToLogZ() {
    double raw = 0;
    double smoothed = 0;
    for (int run = 0; run < 200; run++) {
      double[] logWeights = gaussian(0.6, 1000, 100 + run);
      // E[w] = E[e^(0.6 E)] = 1 / 0.4.
      double exact = -Math.log(0.4);
      raw += Math.pow(ImportanceWeights.of(logWeights).logZ().value() - exact, 2);
      ImportanceWeights weights = ParetoSmoothedWeights.of(logWeights).weights();
      smoothed += Math.pow(weights.logZ().value() - exact, 2);
    }
    assertTrue(smoothed < 0.8 * raw, smoothed + " against " + raw);
  }

  /** The M largest change, in their order and to at most the greatest; the rest do not. */
  @Test
  void onlyTheTailChanges() {
    double[] logWeights = gaussian(0.6, 1000, 5);
    double[] before = logWeights.clone();
    double[] smoothed = ParetoSmoothedWeights.of(logWeights).logWeights();
    assertArrayEquals(before, logWeights);
    double[] sorted = before.clone();
    Arrays.sort(sorted);
    int tail = 95;
    double start = sorted[1000 - 1 - tail];
    int changed = 0;
    for (int i = 0; i < 1000; i++) {
      if (before[i] <= start) {
        assertEquals(before[i], smoothed[i]);
      } else {
        changed++;
        assertTrue(smoothed[i] > start && smoothed[i] <= sorted[999], "weight " + i);
        for (int j = 0; j < 1000; j++) {
          assertTrue(before[j] >= before[i] || smoothed[j] <= smoothed[i], "order of " + i);
        }
      }
    }
    assertEquals(tail, changed);
  }

  /** A constant that is added to all log-weights is added to the smoothed ones. */
  @Test
  void enormousLogWeights() {
    double[] logWeights = gaussian(0.6, 1000, 5);
    ParetoSmoothedWeights plain = ParetoSmoothedWeights.of(logWeights);
    Arrays.setAll(logWeights, i -> logWeights[i] + 4096);
    ParetoSmoothedWeights shifted = ParetoSmoothedWeights.of(logWeights);
    assertEquals(plain.k(), shifted.k(), 1e-9);
    assertEquals(plain.weights().logZ().value() + 4096, shifted.weights().logZ().value(), 1e-9);
  }

  @Test
  void weightsWithoutATail() {
    ParetoSmoothedWeights equal = ParetoSmoothedWeights.of(new double[100]);
    assertEquals(NONE, equal.k());
    assertTrue(equal.warning().isEmpty());
    assertArrayEquals(new double[100], equal.logWeights());
  }

  @Test
  void tooFewWeights() {
    double[] few = gaussian(0.5, 20, 1);
    ParetoSmoothedWeights weights = ParetoSmoothedWeights.of(few);
    assertTrue(Double.isNaN(weights.k()));
    assertArrayEquals(few, weights.logWeights());
    assertEquals(
        "Pareto k is not determined: too few of 20 weights are in the tail",
        weights.warning().get());
    double[] none = {NONE, Double.NaN};
    assertTrue(Double.isNaN(ParetoSmoothedWeights.of(none).k()));
  }

  /** Zero weights stay zero, broken ones stay as they are and the tail is that of the others. */
  @Test
  void zeroAndBrokenWeights() {
    double[] logWeights = gaussian(0.6, 1000, 6);
    logWeights[3] = NONE;
    logWeights[4] = Double.NaN;
    logWeights[5] = Double.POSITIVE_INFINITY;
    ParetoSmoothedWeights weights = ParetoSmoothedWeights.of(logWeights);
    assertEquals(NONE, weights.logWeights()[3]);
    assertEquals(2, weights.weights().setAside());
    logWeights[4] = NONE;
    logWeights[5] = NONE;
    assertEquals(ParetoSmoothedWeights.of(logWeights).k(), weights.k());
  }

  @Test
  void warnings() {
    assertWarning(0.9, 40_000, ": errors shrink too slowly with more samples to be relied on");
    assertWarning(1.5, 40_000, ": the mean of the weights may not exist, no estimate holds");
    // 100 samples: the threshold is 1 - 1 / 2.
    assertEquals(0.5, ParetoSmoothedWeights.of(gaussian(0.5, 100, 1)).threshold(), 1e-15);
    ParetoSmoothedWeights weights;
    long seed = 0;
    do {
      weights = ParetoSmoothedWeights.of(gaussian(0.6, 100, seed++));
    } while (weights.k() <= 0.5 || weights.k() > 0.7);
    long enough = (long) Math.ceil(Math.pow(10, 1 / (1 - weights.k())));
    String warning = weights.warning().get();
    assertTrue(
        warning.endsWith("100 samples are too few, about " + enough + " are needed"), warning);
  }

  @Test
  void badArguments() {
    assertMessage(
        "`logWeights` must have length at least 1, got 0",
        () -> ParetoSmoothedWeights.of(new double[0]));
  }

  private static void assertWarning(double k, int n, String text) {
    String warning = ParetoSmoothedWeights.of(gaussian(k, n, 3)).warning().get();
    assertTrue(warning.startsWith("Pareto k = ") && warning.endsWith(text), warning);
  }

  /** ln w = k E, E exponential; with k < 1 that of Gaussians in the plane. */
  private static double[] gaussian(double k, int n, long seed) {
    float[] x = new float[2 * n];
    new RandomStream(seed, Domain.APPLICATION).gaussian(x, 0, 2 * n);
    double[] logWeights = new double[n];
    for (int i = 0; i < n; i++) {
      double a = x[2 * i];
      double b = x[2 * i + 1];
      logWeights[i] = k * (a * a + b * b) / 2;
    }
    return logWeights;
  }
}

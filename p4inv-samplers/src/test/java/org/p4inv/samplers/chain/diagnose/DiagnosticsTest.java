package org.p4inv.samplers.chain.diagnose;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.Arrays;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.p4inv.core.random.Domain;
import org.p4inv.core.random.RandomStream;

@Tag("once")
class DiagnosticsTest {
  private static final int CHAINS = 64;
  private static final int DRAWS = 2000;

  /** x' = phi x + sqrt(1 - phi^2) n, begun in equilibrium: rho_t = phi^t, variance 1. */
  private static double[] autoregressive(double phi, int chains, int draws, long seed) {
    RandomStream random = new RandomStream(seed, Domain.APPLICATION);
    float[] noise = new float[draws * chains];
    random.gaussian(noise, 0, noise.length);
    double[] x = new double[noise.length];
    for (int i = 0; i < x.length; i++) {
      x[i] = i < chains ? noise[i] : phi * x[i - chains] + Math.sqrt(1 - phi * phi) * noise[i];
    }
    return x;
  }

  private static Diagnostics examine(double[] values, int chains) {
    return Diagnostics.of(new Series(values, chains));
  }

  /**
   * tau = (1 + phi) / (1 - phi). Its relative error is about sqrt(4 W / (m n)) with a window W of
   * some 3 tau lags: 4% at phi = 0.9.
   */
  @Test
  void autocorrelationTimeOfAutoregressions() {
    for (double phi : new double[] {-0.5, 0, 0.5, 0.9}) {
      Diagnostics seen = examine(autoregressive(phi, CHAINS, DRAWS, 1), CHAINS);
      double tau = (1 + phi) / (1 - phi);
      String what = "phi = " + phi;
      assertEquals(tau, seen.autocorrelationTime(), 0.08 * tau, what);
      assertEquals(CHAINS * DRAWS / tau, seen.bulkSize(), 0.08 * CHAINS * DRAWS / tau, what);
      assertEquals(1, seen.standardDeviation(), 0.05, what);
      double error = Math.sqrt(tau / (CHAINS * DRAWS));
      assertEquals(error, seen.standardError(), 0.08 * error, what);
      assertTrue(Math.abs(seen.mean()) < 4 * error, what);
      assertEquals(1, seen.rHat(), 0.01, what);
    }
  }

  /** Many chains of five autocorrelation times: what is seen of them is known ({@link Mixing}). */
  @Test
  void autocorrelationTimeOfShortChains() {
    double phi = 0.98;
    int chains = 1024;
    int n = 500;
    double tau = (1 + phi) / (1 - phi);
    // n Var(mean) / variance, which is tau for long chains.
    double ofMean = tau - 2 * phi / (n * (1 - phi) * (1 - phi));
    double sum = 0;
    double least = Double.POSITIVE_INFINITY;
    for (int lag = 0; lag + 1 < n; lag += 2) {
      double pair = 0;
      for (double t = lag; t <= lag + 1; t++) {
        pair += StrictMath.pow(phi, t) * (1 - t / n) + ofMean * t / ((double) n * n);
      }
      least = Math.min(least, pair);
      sum += least;
    }
    double expected = 2 * sum - 1;
    assertTrue(expected > 1.4 * tau && expected < tau + 4 * tau * tau / n, expected + "");
    Mixing seen = new Mixing(new Series(autoregressive(phi, chains, n, 9), chains));
    assertEquals(expected, seen.autocorrelationTime(), 0.06 * expected);
  }

  /** One chain alone is enough. */
  @Test
  void autocorrelationTimeOfOneChain() {
    Diagnostics seen = examine(autoregressive(0.5, 1, 40_000, 2), 1);
    assertEquals(3, seen.autocorrelationTime(), 0.3);
  }

  /** All sizes are the number of draws. */
  @Test
  void tailsOfIndependentDraws() {
    Diagnostics seen = examine(autoregressive(0, CHAINS, DRAWS, 3), CHAINS);
    assertEquals(CHAINS * DRAWS, seen.tailSize(), 0.05 * CHAINS * DRAWS);
  }

  /** Vehtari et al.: chains that differ in place, or in spread alone, have a great R-hat. */
  @Test
  void rHatSeesChainsThatDiffer() {
    double[] shifted = autoregressive(0.3, 4, 1000, 4);
    double[] spread = shifted.clone();
    for (int i = 0; i < shifted.length; i += 4) {
      shifted[i] += 1;
      spread[i] *= 3;
    }
    assertTrue(examine(shifted, 4).rHat() > 1.05);
    assertTrue(examine(shifted, 4).bulkSize() < 100);
    assertTrue(examine(spread, 4).rHat() > 1.05);
    assertEquals(1, new Mixing(new Ranks(new Series(spread, 4).split()).scores()).rHat(), 0.01);
  }

  /** A drift along the chains is seen because they are split. */
  @Test
  void rHatSeesADrift() {
    double[] values = autoregressive(0, 4, 1000, 5);
    for (int i = 0; i < values.length; i++) {
      values[i] += 2.0 * i / values.length;
    }
    assertTrue(examine(values, 4).rHat() > 1.05);
  }

  /** Ratios of normal numbers have no variance; ranks do not need one. */
  @Test
  void heavyTails() {
    double[] over = autoregressive(0, CHAINS, DRAWS, 6);
    double[] under = autoregressive(0, CHAINS, DRAWS, 7);
    for (int i = 0; i < over.length; i++) {
      over[i] /= under[i];
    }
    Diagnostics seen = examine(over, CHAINS);
    assertEquals(1, seen.rHat(), 0.01);
    assertEquals(over.length, seen.bulkSize(), 0.05 * over.length);
  }

  /** The bulk depends on the order of the numbers alone. */
  @Test
  void bulkIsTheSameForMonotoneImages() {
    double[] values = autoregressive(0.5, 4, 500, 8);
    double[] images = Arrays.stream(values).map(StrictMath::exp).toArray();
    assertEquals(examine(values, 4).bulkSize(), examine(images, 4).bulkSize());
    assertEquals(examine(values, 4).tailSize(), examine(images, 4).tailSize(), 20);
  }

  @Test
  void whatTellsNothing() {
    double[] values = new double[40];
    assertTrue(Double.isNaN(examine(values, 4).rHat()));
    assertTrue(Double.isNaN(examine(values, 4).bulkSize()));
    values[7] = Double.POSITIVE_INFINITY;
    assertTrue(Double.isNaN(examine(values, 4).mean()));
    assertThrows(IllegalArgumentException.class, () -> new Series(new double[15], 4));
    assertThrows(IllegalArgumentException.class, () -> new Series(new double[12], 4));
    assertThrows(IllegalArgumentException.class, () -> new Series(new double[12], 0));
  }

  /** Equal numbers share their mean rank. */
  @Test
  void ranksOfEqualNumbers() {
    double[] scores = new Ranks(new Series(new double[] {5, 1, 5, 9}, 1)).scores().values();
    assertEquals(0, scores[0], 1e-15);
    assertEquals(0, scores[2], 1e-15);
    assertEquals(-scores[1], scores[3], 1e-15);
    assertEquals(NormalQuantile.of(0.625 / 4.25), scores[1]);
  }

  /** Values from tables of the normal distribution. */
  @Test
  void quantilesOfTheNormalDistribution() {
    assertEquals(0, NormalQuantile.of(0.5));
    assertEquals(1, NormalQuantile.of(0.841344746068542949), 1e-14);
    assertEquals(1.959963984540054, NormalQuantile.of(0.975), 1e-14);
    assertEquals(-3, NormalQuantile.of(0.00134989803163009453), 1e-14);
    assertEquals(-4.264890793922825, NormalQuantile.of(1e-5), 1e-13);
    assertEquals(-5.997807015007687, NormalQuantile.of(1e-9), 1e-13);
  }
}

package org.p4inv.samplers.estimate;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.p4inv.samplers.estimate.ImportanceWeightsTest.assertMessage;

import java.util.Arrays;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

@Tag("once")
class MbarTest {
  private static final double NONE = Double.POSITIVE_INFINITY;

  /** A chain of overlapping oscillators; the one in the middle is not sampled. */
  private static final Oscillators CHAIN =
      new Oscillators(new double[] {1, 1.5, 2, 3, 5}, new double[] {0, 0.6, 1.1, 1.6, 1.9});

  private static final int[] COUNTS = {120, 60, 0, 90, 150};

  /** The same estimate and the same error bar from two different formulas. */
  @Test
  void twoDensitiesAreBennett() {
    Oscillators pair = new Oscillators(new double[] {1, 3}, new double[] {0, 0.8});
    int[] counts = {200, 70};
    double[] x = pair.sample(counts, 5);
    double[][] u = pair.energies(x);
    double[] forward = new double[200];
    double[] reverse = new double[70];
    for (int n = 0; n < 270; n++) {
      double work = u[1][n] - u[0][n];
      if (n < 200) {
        forward[n] = work;
      } else {
        reverse[n - 200] = -work;
      }
    }
    Estimate bennett = WorkDifference.bennett(forward, reverse).difference();
    Estimate mbar = Mbar.of(u, counts).difference(0, 1);
    assertEquals(bennett.value(), mbar.value(), 1e-12);
    assertEquals(bennett.error(), mbar.error(), 1e-10);
  }

  /** Of one density alone: exponential averaging, whose error bar divides by n - 1. */
  @Test
  void oneSampledDensityIsExponentialAveraging() {
    Oscillators pair = new Oscillators(new double[] {1, 1.4}, new double[] {0, 0.2});
    int n = 50;
    double[][] u = pair.energies(pair.sample(new int[] {n, 0}, 7));
    Mbar mbar = Mbar.of(u, new int[] {n, 0});
    double[] work = new double[n];
    Arrays.setAll(work, i -> u[1][i] - u[0][i]);
    Estimate exponential = WorkDifference.exponential(work).difference();
    assertEquals(exponential.value(), mbar.difference(0, 1).value(), 1e-12);
    assertEquals(
        exponential.error() * Math.sqrt((n - 1.0) / n), mbar.difference(0, 1).error(), 1e-12);
    double[] first = u[0];
    Estimate mean = ImportanceWeights.of(new double[n]).mean(first);
    assertEquals(mean.value(), mbar.mean(u[0], first).value(), 1e-12);
    assertEquals(mean.error() * Math.sqrt((n - 1.0) / n), mbar.mean(u[0], first).error(), 1e-12);
  }

  @Test
  void errorBarAlongTheChain() {
    ErrorBarTest.check(CHAIN.difference(0, 4), seed -> chain(seed).difference(0, 4));
  }

  @Test
  void errorBarOfADensityWithoutSamples() {
    ErrorBarTest.check(CHAIN.difference(2, 3), seed -> chain(seed).difference(2, 3));
  }

  /** E[x^2] = centre^2 + 1 / stiffness, under a density that is none of the chain. */
  @Test
  void errorBarOfAMean() {
    Oscillators other = new Oscillators(new double[] {2.5}, new double[] {0.9});
    ErrorBarTest.check(
        0.81 + 0.4,
        seed -> {
          double[] x = CHAIN.sample(COUNTS, seed);
          double[] squares = new double[x.length];
          Arrays.setAll(squares, n -> x[n] * x[n]);
          return chain(seed).mean(other.energies(x)[0], squares);
        });
  }

  /** Every sampled density's weights sum to 1 at the solution: E[1] from any, f from any start. */
  @Test
  void constantsInTheEnergiesAreFound() {
    double[][] u = CHAIN.energies(CHAIN.sample(COUNTS, 3));
    Mbar plain = Mbar.of(u, COUNTS);
    double[] added = {0, 1000, -3000, 20, -700};
    for (int k = 0; k < 5; k++) {
      for (int n = 0; n < u[k].length; n++) {
        u[k][n] += added[k];
      }
    }
    Mbar shifted = Mbar.of(u, COUNTS);
    assertEquals(5, shifted.states());
    for (int k = 1; k < 5; k++) {
      Estimate difference = plain.difference(0, k);
      assertEquals(difference.value() + added[k], shifted.difference(0, k).value(), 1e-9);
      assertEquals(difference.error(), shifted.difference(0, k).error(), 1e-9);
    }
    assertEquals(0, plain.difference(3, 3).error());
  }

  /** A sample is left out if its own energy is broken; otherwise it has no weight elsewhere. */
  @Test
  void brokenEnergiesAreSetAside() {
    double[][] u = CHAIN.energies(CHAIN.sample(COUNTS, 4));
    double[][] broken = Arrays.stream(u).map(double[]::clone).toArray(double[][]::new);
    broken[0][0] = Double.NaN;
    broken[1][1] = NONE;
    broken[4][2] = Double.NEGATIVE_INFINITY;
    Mbar mbar = Mbar.of(broken, COUNTS);
    assertEquals(2, mbar.setAside());
    double[][] fewer = new double[5][];
    for (int k = 0; k < 5; k++) {
      fewer[k] = Arrays.copyOfRange(broken[k], 1, broken[k].length);
    }
    fewer[4][1] = NONE;
    Mbar without = Mbar.of(fewer, new int[] {119, 60, 0, 90, 150});
    assertEquals(0, without.setAside());
    assertEquals(without.difference(0, 4), mbar.difference(0, 4));
    assertTrue(mbar.difference(0, 4).determined());
  }

  @Test
  void densitiesThatNothingJoinsAreNotDetermined() {
    Oscillators apart = new Oscillators(new double[] {1, 1}, new double[] {0, 100});
    int[] counts = {20, 20};
    Mbar mbar = Mbar.of(apart.energies(apart.sample(counts, 1)), counts);
    assertFalse(mbar.difference(0, 1).determined());
    double[] none = new double[40];
    Arrays.fill(none, NONE);
    assertFalse(mbar.mean(none, new double[40]).determined());
  }

  @Test
  void badArguments() {
    double[][] u = {{1, 2}, {3, 4}};
    assertMessage("`energies` must have K = 3 rows, got 2", () -> Mbar.of(u, new int[] {1, 1, 0}));
    assertMessage("`counts[1]` must be at least 0, got -1", () -> Mbar.of(u, new int[] {3, -1}));
    assertMessage(
        "`counts` must have a sum of at least 1, got 0", () -> Mbar.of(u, new int[] {0, 0}));
    assertMessage(
        "`energies[0]` must have length N = 3, got 2", () -> Mbar.of(u, new int[] {2, 1}));
    Mbar mbar = Mbar.of(u, new int[] {1, 1});
    assertMessage(
        "`energies` must have length N = 2, got 1", () -> mbar.mean(new double[1], new double[2]));
    assertMessage("`f` must have length N = 2, got 3", () -> mbar.mean(u[0], new double[3]));
    assertMessage(
        "`f[1]` must be finite, got NaN", () -> mbar.mean(u[0], new double[] {0, Double.NaN}));
    assertThrows(IndexOutOfBoundsException.class, () -> mbar.difference(0, 2));
  }

  private static Mbar chain(long seed) {
    return Mbar.of(CHAIN.energies(CHAIN.sample(COUNTS, seed)), COUNTS);
  }
}

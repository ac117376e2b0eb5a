package org.p4inv.core.kernel;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.p4inv.core.kernel.Tile.LANES;

import java.util.Arrays;
import java.util.Random;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.p4inv.core.testing.Agreement;
import org.p4inv.core.testing.Numbers;
import org.p4inv.core.testing.Tolerance;

/** The spline operations, one after the other: every provider gives the same bits. */
class SplineKernelsTest {
  private static final float BOUND = 3f;
  private static final float LEAST = 0.006f;
  private static final float LARGEST = 4f;

  /** Roundings of a value, and how much a flat or a steep bin may magnify them. */
  private static final double NEAR = 200 * Tolerance.FLOAT;

  /** What a spline of random parameters computes for random numbers, all operations in turn. */
  private static final class Run {
    final int size;
    final float spread;
    final float[] v;
    final float[] shares;
    final float[] x;
    final float[] y;
    final float[] d;
    final float[] bin;
    final float[] theta;
    final float[] eta;
    final float[] inverse;
    final float[] slope;
    final float[] image;
    final float[] bend;
    final float[] root;
    final float[] a;
    final float[] c;
    final float[][] bars;
    final float[] hBar;

    Run(Kernels kernels, int bins, int size, boolean closed, long seed) {
      this.size = size;
      Random random = new Random(seed);
      spread = 2 * BOUND - bins * LEAST;
      float[] h = Numbers.floats(random, 2 * bins * size + 1);
      v = Numbers.floats(random, size + 1);
      for (int i = 0; i < size; i++) {
        v[i + 1] *= i % 7 == 0 ? 10 : 1;
      }
      d = Numbers.floats(random, (bins + 1) * size);
      for (int i = 0; i < d.length; i++) {
        d[i] = Math.min(0.01f + d[i] * d[i], LARGEST);
      }
      shares = new float[2 * bins * size];
      kernels.splineExponents(bins, size, h, 1, shares, 0);
      kernels.splineExponents(bins, size, h, bins * size + 1, shares, bins * size);
      kernels.exp(shares, 0, shares, 0, shares.length);
      x = new float[d.length];
      y = new float[d.length];
      kernels.splineKnots(bins, size, shares, 0, BOUND, LEAST, spread, x);
      kernels.splineKnots(bins, size, shares, bins * size, BOUND, LEAST, spread, y);
      bin = new float[SplineBin.ROWS * size];
      kernels.splineBins(bins, size, v, 1, x, x, y, d, bin);
      theta = new float[size];
      kernels.splineFraction(size, bin, SplineBin.X0, v, 1, theta);
      eta = new float[size];
      inverse = new float[size];
      slope = new float[size];
      kernels.splineCurve(size, bin, theta, eta, inverse, slope);
      image = new float[size + 1];
      kernels.splineImage(size, bin, SplineBin.Y0, eta, image, 1);
      root = new float[size];
      kernels.splineRoot(size, bin, eta, root);
      bend = new float[size];
      kernels.splineBend(size, bin, theta, inverse, slope, bend);
      a = Numbers.floats(random, size);
      c = Numbers.floats(random, size);
      bars = new float[4][size];
      kernels.splineCurvePullback(
          size, bin, theta, eta, inverse, slope, a, c, bars[0], bars[1], bars[2], bars[3]);
      hBar = Numbers.floats(random, 3 * bins * size + 1);
      kernels.splineKnotsPullback(bins, size, spread, shares, 0, bin, a, bars[0], hBar, 1);
      int first = closed ? 0 : 1;
      kernels.splineDerivativesPullback(
          bins - first, first, size, bin, d, LARGEST, bars[2], bars[3], hBar, bins * size + 1);
    }

    float bin(int row, int i) {
      return bin[row * size + i];
    }
  }

  @ParameterizedTest
  @CsvSource({"2,64,true", "5,64,false", "8,192,true", "8,192,false", "33,128,true"})
  void providersAgreeToTheBit(int bins, int size, boolean closed) {
    Run scalar = new Run(new ScalarKernels(), bins, size, closed, bins);
    Run active = new Run(Kernels.active(), bins, size, closed, bins);
    same("shares", scalar.shares, active.shares);
    same("x", scalar.x, active.x);
    same("y", scalar.y, active.y);
    same("bin", scalar.bin, active.bin);
    same("theta", scalar.theta, active.theta);
    same("eta", scalar.eta, active.eta);
    same("inverse", scalar.inverse, active.inverse);
    same("slope", scalar.slope, active.slope);
    same("image", scalar.image, active.image);
    same("root", scalar.root, active.root);
    same("bend", scalar.bend, active.bend);
    for (int i = 0; i < scalar.bars.length; i++) {
      same("bar " + i, scalar.bars[i], active.bars[i]);
    }
    same("hBar", scalar.hBar, active.hBar);
  }

  private static void same(String name, float[] expected, float[] actual) {
    Agreement.sameBits(name, expected, actual);
  }

  @ParameterizedTest
  @CsvSource({"2", "8", "33"})
  void sharesAddUpAndKnotsRiseFromEndToEnd(int bins) {
    Run run = new Run(Kernels.active(), bins, LANES, false, 3);
    for (int i = 0; i < LANES; i++) {
      assertEquals(-BOUND, run.x[i]);
      assertEquals(BOUND, run.x[bins * LANES + i]);
      double sum = 0;
      for (int k = 0; k < bins; k++) {
        sum += run.shares[k * LANES + i];
        double width = (double) run.x[(k + 1) * LANES + i] - run.x[k * LANES + i];
        double expected = LEAST + run.spread * (double) run.shares[k * LANES + i];
        assertEquals(expected, width, bins * BOUND * 4 * Tolerance.FLOAT, "bin " + k);
      }
      assertEquals(1, sum, bins * 2 * Tolerance.FLOAT);
    }
  }

  @ParameterizedTest
  @CsvSource({"2", "8", "33"})
  void aNumberLiesInItsBinOrIsItsOwnImage(int bins) {
    Run run = new Run(Kernels.active(), bins, LANES, false, 4);
    int beyond = 0;
    for (int i = 0; i < LANES; i++) {
      float v = run.v[i + 1];
      int k = (int) run.bin(SplineBin.INDEX, i);
      if (Math.abs(v) > BOUND) {
        beyond++;
        assertEquals(-1, k);
        assertEquals(v, run.image[i + 1]);
        assertEquals(1f, run.slope[i]);
      } else {
        assertTrue(run.x[k * LANES + i] <= v && v <= run.x[(k + 1) * LANES + i], "bin of " + v);
        assertEquals(run.y[k * LANES + i], run.bin(SplineBin.Y0, i));
        assertEquals(run.d[(k + 1) * LANES + i], run.bin(SplineBin.D1, i));
      }
    }
    assertTrue(beyond > 0 && beyond < LANES);
  }

  /** Against the formulas of the documentation, in double precision. */
  @ParameterizedTest
  @CsvSource({"2", "8", "33"})
  void valuesAreThoseOfTheFormulas(int bins) {
    Run run = new Run(Kernels.active(), bins, LANES, false, 5);
    for (int i = 0; i < LANES; i++) {
      double w = run.bin(SplineBin.W, i);
      double s = run.bin(SplineBin.H, i) / w;
      double d0 = run.bin(SplineBin.D0, i);
      double d1 = run.bin(SplineBin.D1, i);
      double theta = run.theta[i];
      double t = 1 - theta;
      double m = s + (d0 + d1 - 2 * s) * theta * t;
      double n = d1 * theta * theta + 2 * s * theta * t + d0 * t * t;
      double eta = theta * (s * theta + d0 * t) / m;
      double slope = n * (s / m) * (s / m);
      assertEquals(eta, run.eta[i], NEAR);
      assertEquals(slope, run.slope[i], NEAR * slope);
      assertEquals(theta, run.root[i], NEAR * Math.max(1, s / slope));
      double h = run.bin(SplineBin.H, i);
      double middle = theta * t;
      double d0Bar =
          run.a[i] * h * middle * (1 - eta) / m + run.c[i] * (t * t / n - 2 * middle / m);
      double d1Bar =
          -run.a[i] * h * middle * eta / m + run.c[i] * (theta * theta / n - 2 * middle / m);
      double sBar =
          run.a[i] * h * middle * (d1 * theta * theta - d0 * t * t) / (m * m)
              + 2 * run.c[i] * middle * (1 / n + (d0 + d1) / (s * m));
      assertEquals(d0Bar, run.bars[2][i], NEAR * Math.max(1, 1 / n));
      assertEquals(d1Bar, run.bars[3][i], NEAR * Math.max(1, 1 / n));
      assertEquals(sBar / w, run.bars[0][i], NEAR * Math.max(1, Math.abs(sBar)) / w / m);
      assertEquals(s * sBar / w, run.bars[1][i], NEAR * s * Math.max(1, Math.abs(sBar)) / w / m);
    }
  }

  /** What the softmax gets: no change by a common shift, so the rows add up to 0. */
  @ParameterizedTest
  @CsvSource({"2", "8", "33"})
  void cotangentsOfExponentsAddUpToZero(int bins) {
    Run run = new Run(Kernels.active(), bins, LANES, false, 6);
    for (int i = 0; i < LANES; i++) {
      double sum = 0;
      double size = 0;
      for (int k = 0; k < bins; k++) {
        sum += run.hBar[1 + k * LANES + i];
        size += Math.abs(run.hBar[1 + k * LANES + i]);
      }
      double largest = Math.abs(run.a[i]) + Math.abs(run.bars[0][i]);
      assertEquals(0, sum, bins * 4 * Tolerance.FLOAT * (size + run.spread * largest));
    }
    assertTrue(Arrays.stream(toDoubles(run.hBar)).anyMatch(bar -> Math.abs(bar) > 0.1));
  }

  private static double[] toDoubles(float[] values) {
    double[] doubles = new double[values.length];
    Arrays.setAll(doubles, i -> values[i]);
    return doubles;
  }
}

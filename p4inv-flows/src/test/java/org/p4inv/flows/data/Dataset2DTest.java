package org.p4inv.flows.data;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class Dataset2DTest {
  private static final int N = 20_000;
  private static final double REACH = 6;
  private static final int CELLS = 240;

  static List<Dataset2D> all() {
    return Dataset2D.all();
  }

  /** By the midpoint rule, which hits every square of the board as often as it should. */
  @ParameterizedTest
  @MethodSource("all")
  void theDensityIntegratesToOne(Dataset2D data) {
    double step = 2 * REACH / CELLS;
    double sum = 0;
    for (int i = 0; i < CELLS; i++) {
      for (int j = 0; j < CELLS; j++) {
        double x = (i + 0.5) * step - REACH;
        double y = (j + 0.5) * step - REACH;
        sum += StrictMath.exp(data.logDensity(x, y));
      }
    }
    // Simpson's rule over the moons: (0.08)^4 / 180 of the width of its integrand, and the
    // thinnest arms of the pinwheel are 0.05 wide.
    assertEquals(1, sum * step * step, 1e-5);
  }

  /** Generator, density and entropy belong together: -E[ln p] over the points is the entropy. */
  @ParameterizedTest
  @MethodSource("all")
  void pointsAreDrawnFromTheDensity(Dataset2D data) {
    float[] points = data.sample(N, 3);
    double sum = 0;
    double squares = 0;
    for (int i = 0; i < N; i++) {
      double information = -data.logDensity(points[2 * i], points[2 * i + 1]);
      sum += information;
      squares += information * information;
    }
    double mean = sum / N;
    double error = Math.sqrt(Math.max(0, squares / N - mean * mean) / N);
    assertEquals(data.entropy(), mean, 4 * error + 1e-6);
  }

  /** The share of the points in each cell of a coarse grid is the integral of the density there. */
  @ParameterizedTest
  @MethodSource("all")
  void pointsLieWhereTheDensityIs(Dataset2D data) {
    int cells = 12;
    int fine = 20;
    int[] counts = new int[cells * cells];
    float[] points = data.sample(N, 4);
    for (int i = 0; i < N; i++) {
      int column = (int) Math.floor(points[2 * i] + REACH);
      int row = (int) Math.floor(points[2 * i + 1] + REACH);
      counts[column * cells + row]++;
    }
    for (int cell = 0; cell < counts.length; cell++) {
      double share = 0;
      for (int k = 0; k < fine * fine; k++) {
        int column = cell / cells;
        int fineColumn = k / fine;
        double x = column + (fineColumn + 0.5) / fine - REACH;
        double y = cell % cells + (k % fine + 0.5) / fine - REACH;
        share += StrictMath.exp(data.logDensity(x, y)) / (fine * fine);
      }
      double error = Math.sqrt(N * share) + 1;
      assertEquals(N * share, counts[cell], 5 * error, "cell " + cell);
    }
  }

  @ParameterizedTest
  @MethodSource("all")
  void equalSeedsGiveEqualPointsAndTheFirstDoNotDependOnTheNumber(Dataset2D data) {
    float[] points = data.sample(1000, 5);
    assertArrayEquals(Arrays.copyOf(points, 2 * 70), data.sample(70, 5));
    assertFalse(Arrays.equals(points, data.sample(1000, 6)));
    assertThrows(IllegalArgumentException.class, () -> data.sample(-1, 5));
  }

  @Test
  void entropiesInClosedForm() {
    assertEquals(StrictMath.log(32), new Checkerboard().entropy());
    // Modes that hardly overlap: ln 8 and the entropy of one, 1 + ln(2 pi s^2); the neighbours are
    // 2.165 apart, 6.1 deviations.
    double apart = StrictMath.log(8) + 1 + StrictMath.log(2 * Math.PI / 8);
    assertEquals(apart, new EightGaussians().entropy(), 0.02);
  }
}

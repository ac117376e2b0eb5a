package org.p4inv.flows.transformer;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

/**
 * Derivatives beside central differences of fourth order, of steps {@link #STEP} and half of it.
 *
 * <p>The rounding of a map divided by the step, 1e-6 / 0.005, bounds what differences can tell.
 * Where those of the two steps disagree there is a kink, or a curvature beyond the step: such
 * numbers are passed over, and must be few.
 */
final class Differences {
  private static final float STEP = 0.01f;
  private static final double DERIVATIVE = 2e-3;
  private static final double DISAGREE = 1e-3;
  private static final double COMPARED = 0.7;

  /** Numbers after a shift, less those before it. */
  @FunctionalInterface
  interface Shifted {
    double[] values(float shift);
  }

  /** The derivatives of several numbers by the same shift. */
  record Pair(double[] fine, double[] coarse) {
    static Pair of(Shifted shifted) {
      double[][] values = new double[3][];
      for (int k = 0; k < 3; k++) {
        float step = STEP / 2 * (1 << k);
        double[] right = shifted.values(step);
        double[] left = shifted.values(-step);
        values[k] = new double[right.length];
        for (int i = 0; i < right.length; i++) {
          values[k][i] = (right[i] - left[i]) / STEP;
        }
      }
      double[] fine = new double[values[0].length];
      double[] coarse = new double[fine.length];
      for (int i = 0; i < fine.length; i++) {
        fine[i] = (8 * values[0][i] - values[1][i]) / 6;
        coarse[i] = (8 * values[1][i] - values[2][i]) / 12;
      }
      return new Pair(fine, coarse);
    }
  }

  private final String what;
  private int seen;
  private int compared;

  Differences(String what) {
    this.what = what;
  }

  /** Compares one derivative, of a number of size {@code scale}. */
  void compare(String where, double actual, double fine, double coarse, double scale) {
    seen++;
    double size = scale + Math.abs(fine);
    if (Math.abs(fine - coarse) < DISAGREE * size) {
      compared++;
      assertEquals(fine, actual, DERIVATIVE * size, what + ", " + where);
    }
  }

  /** Fails where too many were passed over. */
  void finish() {
    assertTrue(compared >= COMPARED * seen, what + " compared " + compared + " of " + seen);
  }
}

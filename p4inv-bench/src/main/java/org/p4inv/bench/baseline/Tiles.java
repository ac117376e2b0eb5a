package org.p4inv.bench.baseline;

import static org.p4inv.core.kernel.Tile.LANES;

import java.util.Arrays;

/** The passes over tiles and lanes that linear layers share. */
final class Tiles {
  private Tiles() {}

  /** y_j = b_j in all lanes. */
  static void fillRows(int d, float[] b, int bo, float[] y) {
    for (int j = 0; j < d; j++) {
      Arrays.fill(y, j * LANES, (j + 1) * LANES, b[bo + j]);
    }
  }

  /** r = y - b in all lanes. */
  static void subtractRows(int d, float[] y, float[] b, int bo, float[] r) {
    for (int j = 0; j < d; j++) {
      float bias = b[bo + j];
      for (int i = j * LANES; i < (j + 1) * LANES; i++) {
        r[i] = y[i] - bias;
      }
    }
  }

  /** negated = -x, n elements from {@code from} on. */
  static void negate(float[] x, int from, float[] negated, int n) {
    for (int i = from; i < from + n; i++) {
      negated[i] = -x[i];
    }
  }

  /** Adds the same number to every lane. */
  static void add(double value, double[] lanes) {
    for (int lane = 0; lane < lanes.length; lane++) {
      lanes[lane] += value;
    }
  }

  /** The sum of all lanes, in their order. */
  static double sum(double[] lanes) {
    double sum = 0;
    for (double value : lanes) {
      sum += value;
    }
    return sum;
  }
}

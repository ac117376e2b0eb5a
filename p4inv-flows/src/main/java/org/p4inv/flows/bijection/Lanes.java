package org.p4inv.flows.bijection;

import static org.p4inv.core.kernel.Tile.LANES;

/** Log-dets and their cotangents, one double for each of the 64 points of a tile. */
final class Lanes {
  private Lanes() {}

  /** Adds the same number to every lane. */
  static void add(double value, double[] lanes) {
    for (int lane = 0; lane < lanes.length; lane++) {
      lanes[lane] += value;
    }
  }

  /** Adds the first n numbers of a tile, row by row. */
  static void addRows(float[] tile, int n, double[] lanes) {
    for (int from = 0; from < n; from += LANES) {
      for (int lane = 0; lane < LANES; lane++) {
        lanes[lane] += tile[from + lane];
      }
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

package org.p4inv.core.kernel;

import static org.p4inv.core.kernel.Tile.LANES;

/**
 * What joins the float rows of a tile with one double for each point, for both providers: plain
 * Java, some lanes at a time in registers.
 */
public final class DoubleLanes {
  private DoubleLanes() {}

  static void addRows(int m, double factor, float[] x, int xo, double[] lanes) {
    for (int lane = 0; lane < LANES; lane += 8) {
      double s0 = 0;
      double s1 = 0;
      double s2 = 0;
      double s3 = 0;
      double s4 = 0;
      double s5 = 0;
      double s6 = 0;
      double s7 = 0;
      for (int i = 0; i < m; i++) {
        int at = xo + lane + i * LANES;
        s0 += x[at];
        s1 += x[at + 1];
        s2 += x[at + 2];
        s3 += x[at + 3];
        s4 += x[at + 4];
        s5 += x[at + 5];
        s6 += x[at + 6];
        s7 += x[at + 7];
      }
      lanes[lane] = Math.fma(factor, s0, lanes[lane]);
      lanes[lane + 1] = Math.fma(factor, s1, lanes[lane + 1]);
      lanes[lane + 2] = Math.fma(factor, s2, lanes[lane + 2]);
      lanes[lane + 3] = Math.fma(factor, s3, lanes[lane + 3]);
      lanes[lane + 4] = Math.fma(factor, s4, lanes[lane + 4]);
      lanes[lane + 5] = Math.fma(factor, s5, lanes[lane + 5]);
      lanes[lane + 6] = Math.fma(factor, s6, lanes[lane + 6]);
      lanes[lane + 7] = Math.fma(factor, s7, lanes[lane + 7]);
    }
  }

  static void addSquares(int m, double factor, float[] x, int xo, double[] lanes) {
    for (int lane = 0; lane < LANES; lane += 4) {
      double s0 = 0;
      double s1 = 0;
      double s2 = 0;
      double s3 = 0;
      for (int i = 0; i < m; i++) {
        int at = xo + lane + i * LANES;
        s0 = square(x[at], s0);
        s1 = square(x[at + 1], s1);
        s2 = square(x[at + 2], s2);
        s3 = square(x[at + 3], s3);
      }
      lanes[lane] = Math.fma(factor, s0, lanes[lane]);
      lanes[lane + 1] = Math.fma(factor, s1, lanes[lane + 1]);
      lanes[lane + 2] = Math.fma(factor, s2, lanes[lane + 2]);
      lanes[lane + 3] = Math.fma(factor, s3, lanes[lane + 3]);
    }
  }

  /** The sum of the squares of one lane of m rows. */
  public static double sumOfSquares(int m, float[] x, int xo) {
    double sum = 0;
    for (int i = 0; i < m; i++) {
      sum = square(x[xo + i * LANES], sum);
    }
    return sum;
  }

  private static double square(double x, double sum) {
    return Math.fma(x, x, sum);
  }

  static void scaleLanesAdd(
      int m, double factor, double[] factors, float[] x, int xo, float[] y, int yo) {
    for (int lane = 0; lane < LANES; lane += 4) {
      float f0 = (float) (factor * factors[lane]);
      float f1 = (float) (factor * factors[lane + 1]);
      float f2 = (float) (factor * factors[lane + 2]);
      float f3 = (float) (factor * factors[lane + 3]);
      for (int i = 0; i < m; i++) {
        int from = xo + lane + i * LANES;
        int to = yo + lane + i * LANES;
        y[to] = Math.fma(f0, x[from], y[to]);
        y[to + 1] = Math.fma(f1, x[from + 1], y[to + 1]);
        y[to + 2] = Math.fma(f2, x[from + 2], y[to + 2]);
        y[to + 3] = Math.fma(f3, x[from + 3], y[to + 3]);
      }
    }
  }
}

package org.p4inv.samplers.energy.exact;

/** The check that exact samplers make once a call. */
public final class Rows {
  private Rows() {}

  /** Checks that rows first to first + n - 1 of d floats lie within {@code points}. */
  public static void check(float[] points, int d, int first, int n) {
    if (first < 0 || n < 0 || ((long) first + n) * d > points.length) {
      throw new IllegalArgumentException(
          "`points` must hold "
              + n
              + " rows of "
              + d
              + " floats from row "
              + first
              + " on, it has length "
              + points.length);
    }
  }
}

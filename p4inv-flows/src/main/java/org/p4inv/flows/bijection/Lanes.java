package org.p4inv.flows.bijection;

/** Log-dets and their cotangents, one double for each of the 64 points of a tile. */
public final class Lanes {
  private Lanes() {}

  /** Adds the same number to every lane. */
  public static void add(double value, double[] lanes) {
    for (int lane = 0; lane < lanes.length; lane++) {
      lanes[lane] += value;
    }
  }

  /** The sum of all lanes, as {@link #sum(double[], int)} makes it. */
  public static double sum(double[] lanes) {
    return sum(lanes, lanes.length);
  }

  /**
   * The sum of the first {@code count} lanes, by four partial sums of every fourth lane that do not
   * wait for each other; the last count mod 4 lanes belong to the first of them.
   */
  public static double sum(double[] lanes, int count) {
    double sum0 = 0;
    double sum1 = 0;
    double sum2 = 0;
    double sum3 = 0;
    int whole = count - count % 4;
    for (int lane = 0; lane < whole; lane += 4) {
      sum0 += lanes[lane];
      sum1 += lanes[lane + 1];
      sum2 += lanes[lane + 2];
      sum3 += lanes[lane + 3];
    }
    for (int lane = whole; lane < count; lane++) {
      sum0 += lanes[lane];
    }
    return (sum0 + sum1) + (sum2 + sum3);
  }
}

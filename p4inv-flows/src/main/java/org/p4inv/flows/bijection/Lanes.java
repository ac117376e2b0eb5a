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

  /** The sum of all lanes, in their order. */
  public static double sum(double[] lanes) {
    double sum = 0;
    for (double value : lanes) {
      sum += value;
    }
    return sum;
  }
}

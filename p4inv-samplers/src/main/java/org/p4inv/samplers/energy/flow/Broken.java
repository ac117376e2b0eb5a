package org.p4inv.samplers.energy.flow;

import static org.p4inv.core.kernel.Tile.LANES;

/** Lanes whose numbers broke on their way through a flow, as float overflows far out. */
final class Broken {
  private Broken() {}

  /** Whether a coordinate of a lane is not finite. */
  static boolean point(float[] tile, int lane) {
    for (int i = lane; i < tile.length; i += LANES) {
      if (!Float.isFinite(tile[i])) {
        return true;
      }
    }
    return false;
  }

  /** Gives lanes in which u or a component of its gradient is no number a density of zero. */
  static void exclude(double[] energy, float[] gradient) {
    for (int lane = 0; lane < LANES; lane++) {
      if (!(energy[lane] > Double.NEGATIVE_INFINITY) || hasNaN(gradient, lane)) {
        energy[lane] = Double.POSITIVE_INFINITY;
        fill(gradient, lane, 0);
      }
    }
  }

  private static boolean hasNaN(float[] tile, int lane) {
    for (int i = lane; i < tile.length; i += LANES) {
      if (Float.isNaN(tile[i])) {
        return true;
      }
    }
    return false;
  }

  /** Sets all coordinates of a lane. */
  static void fill(float[] tile, int lane, float value) {
    for (int i = lane; i < tile.length; i += LANES) {
      tile[i] = value;
    }
  }
}

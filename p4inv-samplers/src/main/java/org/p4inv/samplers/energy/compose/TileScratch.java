package org.p4inv.samplers.energy.compose;

import static org.p4inv.core.kernel.Tile.LANES;

/** Energy and gradient of a tile, for the second of two energies. */
final class TileScratch {
  final double[] energy = new double[LANES];
  final float[] gradient;

  TileScratch(int dimension) {
    this.gradient = new float[dimension * LANES];
  }

  /**
   * a + b; 0 where both are infinite with opposite signs: components beyond the range of float,
   * whose sum cannot be told.
   */
  static float sum(double a, double b) {
    double sum = a + b;
    return Double.isNaN(sum) ? 0 : (float) sum;
  }
}

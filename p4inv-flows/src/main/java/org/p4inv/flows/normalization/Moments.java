package org.p4inv.flows.normalization;

import static org.p4inv.core.kernel.Tile.LANES;

import org.p4inv.core.kernel.Tile;

/** Means and covariances of a batch of tiles, in double, added in the order of the points. */
final class Moments {
  private Moments() {}

  /** The mean of coordinate j. */
  static double mean(float[][] batch, int points, int j) {
    double sum = 0;
    for (int tile = 0; tile < batch.length; tile++) {
      int from = j * LANES;
      for (int lane = 0; lane < Tile.lanes(points, tile); lane++) {
        sum += batch[tile][from + lane];
      }
    }
    return sum / points;
  }

  /** The covariance of coordinates i and j about the given means, a sum divided by the points. */
  static double covariance(float[][] batch, int points, int i, double meanI, int j, double meanJ) {
    double sum = 0;
    for (int tile = 0; tile < batch.length; tile++) {
      float[] x = batch[tile];
      for (int lane = 0; lane < Tile.lanes(points, tile); lane++) {
        sum += (x[i * LANES + lane] - meanI) * (x[j * LANES + lane] - meanJ);
      }
    }
    return sum / points;
  }
}

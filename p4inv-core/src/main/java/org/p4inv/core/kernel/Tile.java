package org.p4inv.core.kernel;

import java.util.Arrays;

/**
 * The layout that every kernel works on: 64 points, feature-major.
 *
 * <p>A tile of d features is a {@code float[d * 64]}; feature j of point l stands at {@code j * 64
 * + l}. A user's points are row-major, {@code [points x d]}; {@link #load} and {@link #store}
 * change between the two. A tile that is not full is padded with copies of its first point, so that
 * no lane ever holds a number that the caller did not give.
 */
public final class Tile {
  /** Points in a tile. */
  public static final int LANES = 64;

  /** The feature that is 1 at every point. */
  static final float[] ONES = ones();

  private Tile() {}

  private static float[] ones() {
    float[] ones = new float[LANES];
    Arrays.fill(ones, 1f);
    return ones;
  }

  /** The number of tiles that hold {@code points} points, the last one perhaps not full. */
  public static int count(int points) {
    return (points + LANES - 1) / LANES;
  }

  /**
   * The number of points in tile {@code tile} of {@code points} points: 64, or fewer in the last.
   */
  public static int lanes(int points, int tile) {
    return Math.min(LANES, points - tile * LANES);
  }

  /**
   * Copies one tile of points from row-major to feature-major order.
   *
   * @param points {@code [points x d]}, row-major. Not modified.
   * @param first the first point to take
   * @param lanes how many points to take, 1 to 64; the other lanes become copies of the first
   * @param d features of a point
   * @param tile length d * 64, overwritten
   */
  public static void load(float[] points, int first, int lanes, int d, float[] tile) {
    for (int lane = 0; lane < LANES; lane++) {
      int row = (first + (lane < lanes ? lane : 0)) * d;
      for (int j = 0; j < d; j++) {
        tile[j * LANES + lane] = points[row + j];
      }
    }
  }

  /**
   * Copies the first {@code lanes} points of a tile to row-major order.
   *
   * @param tile length d * 64. Not modified.
   * @param points {@code [points x d]}, row-major; rows first to first + lanes - 1 are overwritten
   */
  public static void store(float[] tile, int lanes, int d, float[] points, int first) {
    for (int lane = 0; lane < lanes; lane++) {
      int row = (first + lane) * d;
      for (int j = 0; j < d; j++) {
        points[row + j] = tile[j * LANES + lane];
      }
    }
  }
}

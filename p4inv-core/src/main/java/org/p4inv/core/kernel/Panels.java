package org.p4inv.core.kernel;

import static org.p4inv.core.kernel.Tile.LANES;

/**
 * The layout of a transposed tile: panels of 64 features, each point-major, {@code [64 x 64]}.
 *
 * <p>Feature j of point l stands at {@code (j / 64) * 4096 + l * 64 + j % 64}. The rows of a panel
 * are as far apart as those of a tile, whatever the number of features: one constant for all
 * products. What stands behind the last feature of the last panel means nothing.
 */
public final class Panels {
  private Panels() {}

  /** The length of an array that holds a transposed tile of k features: k rounded up, times 64. */
  public static int length(int k) {
    return (k + LANES - 1) / LANES * LANES * LANES;
  }

  /** The position of feature j of point 0. */
  public static int at(int j) {
    return j / LANES * LANES * LANES + j % LANES;
  }
}

package org.p4inv.flows.bijection;

import static org.p4inv.core.kernel.Tile.LANES;

import org.p4inv.core.kernel.Kernels;
import org.p4inv.core.kernel.Panels;

/**
 * G = G + Y X^T over the 64 lanes of a tile, {@code [m x k] += [m x 64] [64 x k]}: the gradient of
 * a matrix W in Y = W X.
 *
 * <p>Two ways, by shape. A wide gradient transposes X once and is a product; single rows and
 * columns (few outputs, and the columns beyond a multiple of 16) are sums over lanes, for which a
 * transposition would not pay: it costs as much as such sums for 5 rows.
 */
public final class WeightGradient {
  private static final Kernels K = Kernels.active();
  private static final int FEW = 5;
  private static final int COLUMNS = 16;

  private WeightGradient() {}

  /** The columns that go through the product. */
  private static int wide(int m, int k) {
    return m <= FEW ? 0 : k - k % COLUMNS;
  }

  /** The length of the scratch array for these shapes, perhaps 0. */
  public static int scratch(int m, int k) {
    return Panels.length(wide(m, k));
  }

  /**
   * Adds the gradient.
   *
   * @param y tile of m features from {@code yo}. Not modified.
   * @param x tile of k features. Not modified.
   * @param g row-major m x k from {@code go}, updated
   */
  public static void add(
      int m, int k, float[] y, int yo, float[] x, float[] g, int go, float[] scratch) {
    int wide = wide(m, k);
    int rest = k - wide;
    if (wide > 0) {
      K.toPanels(wide, x, 0, scratch, 0);
      K.outerAdd(m, wide, y, yo, scratch, 0, g, go, k);
    }
    if (m <= rest) {
      for (int i = 0; i < m; i++) {
        K.dotLanesAdd(rest, x, wide * LANES, y, yo + i * LANES, g, go + i * k + wide, 1);
      }
    } else {
      for (int j = wide; j < k; j++) {
        K.dotLanesAdd(m, y, yo, x, j * LANES, g, go + j, k);
      }
    }
  }
}

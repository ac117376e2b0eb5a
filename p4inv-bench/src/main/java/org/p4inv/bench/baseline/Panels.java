package org.p4inv.bench.baseline;

import static org.p4inv.core.kernel.Tile.LANES;

import java.util.Arrays;
import org.p4inv.core.kernel.Kernels;
import org.p4inv.core.kernel.Tile;

/**
 * How the baselines store a d x d matrix: in panels of 64 columns, one after the other, each
 * row-major {@code [d x 64]}, the last one as wide as what is left.
 *
 * <p>The engine's weight gradient writes whole matrices, row by row without gaps; a panel is such a
 * matrix, so that its rows can be taken in any range (which is what triangles need), and only 64
 * features are transposed at a time, in the first-level cache. Products of length 64 are also the
 * fastest ones of the float kernel.
 */
final class Panels {
  private static final Kernels K = Kernels.active();

  /** Row lengths that are multiples of this have no elements outside the SIMD loops. */
  private static final int WHOLE = 16;

  private Panels() {}

  /** The number of panels. */
  static int count(int d) {
    return Tile.count(d);
  }

  /** The columns of panel p, and the distance of its rows. */
  static int width(int d, int p) {
    return Tile.lanes(d, p);
  }

  /** The position of element (i, j) after the first element of the matrix. */
  static int position(int d, int i, int j) {
    int p = j / LANES;
    return p * LANES * d + i * width(d, p) + j % LANES;
  }

  /** Y = Y + W X, {@code [d x 64] += [d x d] [d x 64]}; d^2 multiply-adds a point. */
  static void multiplyAdd(int d, float[] w, int wo, float[] x, float[] y) {
    for (int p = 0; p < count(d); p++) {
      int c = p * LANES;
      K.multiplyAdd(d, width(d, p), w, wo + c * d, width(d, p), 1, x, c * LANES, y, 0);
    }
  }

  /** Y = Y + W^T X. */
  static void multiplyTransposedAdd(int d, float[] w, int wo, float[] x, float[] y) {
    for (int p = 0; p < count(d); p++) {
      int c = p * LANES;
      K.multiplyAdd(width(d, p), d, w, wo + c * d, 1, width(d, p), x, 0, y, c * LANES);
    }
  }

  /** The width of a panel, rounded up to whole SIMD vectors. */
  static int padded(int width) {
    return (width + WHOLE - 1) / WHOLE * WHOLE;
  }

  /**
   * Transposes the features of panel p, {@code [width x 64]} to {@code [64 x padded width]}, the
   * padding being 0.
   *
   * @param block length 64 * 64, overwritten
   * @param xt length 64 * 64, overwritten
   */
  static void transpose(int d, int p, float[] x, float[] block, float[] xt) {
    int width = width(d, p);
    int padded = padded(width);
    if (padded == width) {
      K.toPanels(width, x, p * LANES * LANES, xt, 0);
      return;
    }
    System.arraycopy(x, p * LANES * LANES, block, 0, width * LANES);
    Arrays.fill(block, width * LANES, padded * LANES, 0f);
    K.toPanels(padded, block, 0, xt, 0);
  }

  /**
   * G = G + Y X^T for m rows of a panel; through scratch memory where its width is no whole number
   * of SIMD vectors.
   *
   * @param xt what {@link #transpose} wrote for this width
   * @param g the m rows at {@code go}, updated
   * @param scratch length m * padded width, overwritten
   */
  static void outerAdd(
      int m, int width, float[] y, int yo, float[] xt, float[] g, int go, float[] scratch) {
    int padded = padded(width);
    if (padded == width) {
      K.outerAdd(m, width, y, yo, xt, 0, g, go, width);
      return;
    }
    Arrays.fill(scratch, 0, m * padded, 0f);
    K.outerAdd(m, padded, y, yo, xt, 0, scratch, 0, padded);
    for (int i = 0; i < m; i++) {
      for (int j = 0; j < width; j++) {
        g[go + i * width + j] += scratch[i * padded + j];
      }
    }
  }
}

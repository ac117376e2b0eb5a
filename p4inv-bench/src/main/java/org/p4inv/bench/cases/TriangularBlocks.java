package org.p4inv.bench.cases;

import static org.p4inv.core.kernel.Tile.LANES;

import org.p4inv.core.kernel.Kernels;
import org.p4inv.core.kernel.Panels;

/**
 * A triangular d x d matrix in a slice of a flat vector: the blocks of 64 x 64 that are not all
 * zero, row by row of blocks, each row-major. Blocks on the diagonal are stored whole; what they
 * hold outside the triangle stays as it began, since its gradient is cleared.
 */
final class TriangularBlocks {
  private static final Kernels K = Kernels.active();

  /** The width of a panel of a transposed tile. */
  private static final int SIDE = 64;

  private final int d;
  private final int blocks;
  private final boolean lower;
  private final int[][] at;
  private final int end;

  /** A matrix whose numbers begin at a position of the flat vector. */
  TriangularBlocks(int d, boolean lower, int from) {
    this.d = d;
    this.lower = lower;
    blocks = (d + SIDE - 1) / SIDE;
    at = new int[blocks][blocks];
    int next = from;
    for (int row = 0; row < blocks; row++) {
      for (int column = first(row); column <= last(row); column++) {
        at[row][column] = next;
        next = Math.addExact(next, side(row) * side(column));
      }
    }
    end = next;
  }

  /** The position after the last number. */
  int end() {
    return end;
  }

  private int first(int row) {
    return lower ? 0 : row;
  }

  private int last(int row) {
    return lower ? row : blocks - 1;
  }

  private int side(int block) {
    return Math.min(SIDE, d - block * SIDE);
  }

  /** The position of the i-th number on the diagonal. */
  int diagonal(int i) {
    int block = i / SIDE;
    return at[block][block] + (i % SIDE) * (side(block) + 1);
  }

  /** y += T x, for tiles. */
  void multiplyAdd(float[] numbers, float[] x, float[] y) {
    for (int row = 0; row < blocks; row++) {
      for (int column = first(row); column <= last(row); column++) {
        int k = side(column);
        K.multiplyAdd(side(row), k, numbers, at[row][column], k, 1, x, tile(column), y, tile(row));
      }
    }
  }

  /** x += T^T y, for tiles. */
  void multiplyTransposedAdd(float[] numbers, float[] y, float[] x) {
    for (int row = 0; row < blocks; row++) {
      for (int column = first(row); column <= last(row); column++) {
        int k = side(column);
        K.multiplyAdd(k, side(row), numbers, at[row][column], 1, k, y, tile(row), x, tile(column));
      }
    }
  }

  /** The gradient of T: gradient += y x^T; {@code transposed} takes the panels of x. */
  void outerAdd(float[] y, float[] x, float[] transposed, float[] gradient) {
    K.transpose(d, x, 0, transposed, 0);
    for (int row = 0; row < blocks; row++) {
      for (int column = first(row); column <= last(row); column++) {
        int k = side(column);
        int panel = Panels.at(column * SIDE);
        K.outerAdd(side(row), k, y, tile(row), transposed, panel, gradient, at[row][column], k);
      }
    }
  }

  private static int tile(int block) {
    return block * SIDE * LANES;
  }

  /**
   * Sets the gradient to 0 outside the triangle.
   *
   * @param unit whether the diagonal is fixed too
   */
  void clearOutside(float[] gradient, boolean unit) {
    for (int block = 0; block < blocks; block++) {
      int n = side(block);
      for (int i = 0; i < n; i++) {
        for (int j = 0; j < n; j++) {
          boolean outside = lower ? j > i : j < i;
          if (outside || (unit && i == j)) {
            gradient[at[block][block] + i * n + j] = 0;
          }
        }
      }
    }
  }
}

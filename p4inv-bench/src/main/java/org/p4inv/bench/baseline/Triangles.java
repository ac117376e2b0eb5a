package org.p4inv.bench.baseline;

import static org.p4inv.core.kernel.Tile.LANES;

import java.util.Arrays;
import org.p4inv.core.kernel.Kernels;
import org.p4inv.flows.bijection.Workspace;

/**
 * The two triangles of a {@link PluLinear}: products and solutions on tiles that leave out the zero
 * halves.
 *
 * <p>L (unit lower) and U + diag(s) (upper, called U here) are packed in one d x d matrix in {@link
 * Panels}: L below the diagonal, s on it, U above. Of a panel the rows above and below its diagonal
 * block are dense and belong to one triangle; the diagonal block is derived twice, once for each
 * triangle with zeros in the other, and multiplied 16 rows at a time. So a product costs d^2 / 2 +
 * 8 d multiply-adds for each point.
 *
 * <p>A solution subtracts, and the kernels add: what is solved for is kept a second time with the
 * opposite sign. Diagonal blocks are solved row by row, everything else is a product; d^2 / 2
 * multiply-adds for each point.
 */
final class Triangles {
  private static final Kernels K = Kernels.active();

  /** Rows of a product with a diagonal block. */
  private static final int ROWS = 16;

  private final int d;
  private final float[] w;
  private final int at;

  /** The diagonal blocks of panel p from p * 64 * 64 on, as wide as the panel. */
  private final float[] upperBlocks;

  private final float[] lowerBlocks;
  private double logAbsDet;

  Triangles(int d, float[] parameters, int at) {
    this.d = d;
    this.w = parameters;
    this.at = at;
    upperBlocks = new float[Panels.count(d) * LANES * LANES];
    lowerBlocks = new float[Panels.count(d) * LANES * LANES];
  }

  void prepare() {
    logAbsDet = 0;
    for (int p = 0; p < Panels.count(d); p++) {
      int width = Panels.width(d, p);
      int first = p * LANES;
      for (int i = 0; i < width; i++) {
        int row = first * LANES + i * width;
        int from = element(first + i, first);
        System.arraycopy(w, from, lowerBlocks, row, i);
        lowerBlocks[row + i] = 1;
        System.arraycopy(w, from + i, upperBlocks, row + i, width - i);
        logAbsDet += StrictMath.log(Math.abs(w[from + i]));
      }
    }
  }

  /** log|det W| = sum log|s|, natural log. */
  double logAbsDet() {
    return logAbsDet;
  }

  /** The position of element (i, j) in the flat vector. */
  private int element(int i, int j) {
    return at + Panels.position(d, i, j);
  }

  /** y = y + U x. */
  void upperAdd(float[] x, float[] y) {
    for (int p = 0; p < Panels.count(d); p++) {
      int width = Panels.width(d, p);
      int c = p * LANES;
      K.multiplyAdd(c, width, w, element(0, c), width, 1, x, c * LANES, y, 0);
      for (int r = 0; r < width; r += ROWS) {
        int block = c * LANES + r * width + r;
        int to = (c + r) * LANES;
        K.multiplyAdd(rows(width, r), width - r, upperBlocks, block, width, 1, x, to, y, to);
      }
    }
  }

  /** y = y + U^T x. */
  void upperTransposedAdd(float[] x, float[] y) {
    for (int p = 0; p < Panels.count(d); p++) {
      int width = Panels.width(d, p);
      int c = p * LANES;
      K.multiplyAdd(width, c, w, element(0, c), 1, width, x, 0, y, c * LANES);
      for (int r = 0; r < width; r += ROWS) {
        int n = rows(width, r);
        int block = c * LANES + r;
        K.multiplyAdd(n, r + n, upperBlocks, block, 1, width, x, c * LANES, y, (c + r) * LANES);
      }
    }
  }

  /** y = y + L x. */
  void lowerAdd(float[] x, float[] y) {
    for (int p = 0; p < Panels.count(d); p++) {
      int width = Panels.width(d, p);
      int c = p * LANES;
      int end = c + width;
      for (int r = 0; r < width; r += ROWS) {
        int n = rows(width, r);
        int block = c * LANES + r * width;
        K.multiplyAdd(n, r + n, lowerBlocks, block, width, 1, x, c * LANES, y, (c + r) * LANES);
      }
      K.multiplyAdd(d - end, width, w, element(end, c), width, 1, x, c * LANES, y, end * LANES);
    }
  }

  /** y = y + L^T x. */
  void lowerTransposedAdd(float[] x, float[] y) {
    for (int p = 0; p < Panels.count(d); p++) {
      int width = Panels.width(d, p);
      int c = p * LANES;
      int end = c + width;
      for (int r = 0; r < width; r += ROWS) {
        int block = c * LANES + r * width + r;
        int to = (c + r) * LANES;
        K.multiplyAdd(rows(width, r), width - r, lowerBlocks, block, 1, width, x, to, y, to);
      }
      K.multiplyAdd(width, d - end, w, element(end, c), 1, width, x, end * LANES, y, c * LANES);
    }
  }

  private static int rows(int width, int r) {
    return Math.min(ROWS, width - r);
  }

  /**
   * Solves U x = y in place.
   *
   * @param y tile, y at entry and x at return
   * @param negated tile, overwritten with -x
   */
  void solveUpper(float[] y, float[] negated) {
    for (int p = Panels.count(d) - 1; p >= 0; p--) {
      int width = Panels.width(d, p);
      int c = p * LANES;
      for (int i = c + width - 1; i >= c; i--) {
        int after = (i + 1) * LANES;
        int n = c + width - 1 - i;
        K.multiplyAdd(1, n, w, element(i, i) + 1, 0, 1, negated, after, y, i * LANES);
        finishRow(i, w[element(i, i)], y, negated);
      }
      K.multiplyAdd(c, width, w, element(0, c), width, 1, negated, c * LANES, y, 0);
    }
  }

  /** Solves U^T x = y in place; see {@link #solveUpper}. */
  void solveUpperTransposed(float[] y, float[] negated) {
    for (int p = 0; p < Panels.count(d); p++) {
      int width = Panels.width(d, p);
      int c = p * LANES;
      K.multiplyAdd(width, c, w, element(0, c), 1, width, negated, 0, y, c * LANES);
      for (int i = c; i < c + width; i++) {
        K.multiplyAdd(1, i - c, w, element(c, i), 0, width, negated, c * LANES, y, i * LANES);
        finishRow(i, w[element(i, i)], y, negated);
      }
    }
  }

  /** Solves L x = y in place; see {@link #solveUpper}. */
  void solveLower(float[] y, float[] negated) {
    for (int p = 0; p < Panels.count(d); p++) {
      int width = Panels.width(d, p);
      int c = p * LANES;
      int end = c + width;
      for (int i = c; i < end; i++) {
        K.multiplyAdd(1, i - c, w, element(i, c), 0, 1, negated, c * LANES, y, i * LANES);
        finishRow(i, 1, y, negated);
      }
      K.multiplyAdd(
          d - end, width, w, element(end, c), width, 1, negated, c * LANES, y, end * LANES);
    }
  }

  /** Solves L^T x = y in place; see {@link #solveUpper}. */
  void solveLowerTransposed(float[] y, float[] negated) {
    for (int p = Panels.count(d) - 1; p >= 0; p--) {
      int width = Panels.width(d, p);
      int c = p * LANES;
      int end = c + width;
      K.multiplyAdd(
          width, d - end, w, element(end, c), 1, width, negated, end * LANES, y, c * LANES);
      for (int i = end - 1; i >= c; i--) {
        int after = (i + 1) * LANES;
        int from = element(i, i) + width;
        K.multiplyAdd(1, end - 1 - i, w, from, 0, width, negated, after, y, i * LANES);
        finishRow(i, 1, y, negated);
      }
    }
  }

  private static void finishRow(int i, float diagonal, float[] y, float[] negated) {
    for (int lane = i * LANES; lane < (i + 1) * LANES; lane++) {
      y[lane] /= diagonal;
      negated[lane] = -y[lane];
    }
  }

  /** Memory for {@link #addGradient}: three blocks of 64 x 64, and a panel. */
  static Workspace workspace(int d) {
    int block = LANES * LANES;
    return Workspace.of(block, block, block, d * LANES);
  }

  /**
   * Adds the gradients of both triangles and of log|det W|.
   *
   * @param upper and x: UBar += upper x^T, on and above the diagonal. Not modified.
   * @param lower and h: LBar += lower h^T, below the diagonal. Not modified.
   * @param logDetBar dL/dlog|det W|
   * @param gradient of the whole flat vector, updated
   */
  void addGradient(
      float[] upper,
      float[] x,
      float[] lower,
      float[] h,
      float logDetBar,
      float[] gradient,
      Workspace s) {
    float[] block = s.array(0);
    float[] upperBlock = s.array(1);
    float[] transposed = s.array(2);
    float[] panel = s.array(3);
    for (int p = 0; p < Panels.count(d); p++) {
      int width = Panels.width(d, p);
      int c = p * LANES;
      int end = c + width;
      Panels.transpose(d, p, x, block, transposed);
      Panels.outerAdd(c, width, upper, 0, transposed, gradient, element(0, c), panel);
      diagonalBlock(width, upper, c, transposed, upperBlock);
      Panels.transpose(d, p, h, block, transposed);
      if (end < d) {
        int below = element(end, c);
        Panels.outerAdd(d - end, width, lower, end * LANES, transposed, gradient, below, panel);
      }
      diagonalBlock(width, lower, c, transposed, block);
      addDiagonalBlock(p, upperBlock, block, logDetBar, gradient);
    }
  }

  private static void diagonalBlock(int width, float[] y, int c, float[] xt, float[] block) {
    int padded = Panels.padded(width);
    Arrays.fill(block, 0, width * padded, 0f);
    K.outerAdd(width, padded, y, c * LANES, xt, 0, block, 0, padded);
  }

  private void addDiagonalBlock(
      int p, float[] upper, float[] lower, float logDetBar, float[] gradient) {
    int width = Panels.width(d, p);
    int padded = Panels.padded(width);
    for (int i = 0; i < width; i++) {
      int to = element(p * LANES + i, p * LANES);
      add(i, lower, i * padded, gradient, to);
      add(width - i, upper, i * padded + i, gradient, to + i);
      gradient[to + i] += logDetBar / w[to + i];
    }
  }

  private static void add(int n, float[] x, int xo, float[] y, int yo) {
    for (int i = 0; i < n; i++) {
      y[yo + i] += x[xo + i];
    }
  }
}

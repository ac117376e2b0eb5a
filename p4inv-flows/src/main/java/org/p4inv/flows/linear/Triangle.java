package org.p4inv.flows.linear;

import static org.p4inv.core.kernel.Tile.LANES;

import java.util.Arrays;
import org.p4inv.core.kernel.Kernels;
import org.p4inv.core.kernel.Panels;
import org.p4inv.flows.bijection.Workspace;

/**
 * A triangular matrix T: products and solutions on tiles that leave out the zero half.
 *
 * <p>T is L, lower triangular, or L^T, so that there is one storage and one set of loops. The
 * elements of L beside its diagonal are parameters; the diagonal is the owner's. Storage: 16 rows
 * of L at a time, and of them first the dense rectangle on the left of the diagonal block,
 * row-major, then what is below the diagonal of that block, row by row.
 *
 * <p>A rectangle is multiplied where it stands, a diagonal block as a derived square with zeros.
 * Diagonal blocks are solved with their inverses, which are derived too, in double precision and
 * with the opposite sign: {@code -x} is what the kernels, which add, need for the other rows. Cost
 * for each point: d^2 / 2 + 8 d multiply-adds for a product, a solution and a gradient, 8 d more
 * for a solution; 43 d for {@link #prepare}.
 */
final class Triangle {
  private static final Kernels K = Kernels.active();

  /** Rows of a block. */
  private static final int ROWS = 16;

  private final int d;
  private final boolean upper;
  private final float[] w;
  private final int at;
  private final float[] blocks;
  private final float[] negatedInverses;
  private final double[] inverse = new double[ROWS * ROWS];

  /**
   * A view of the parameters that begin at a position of the flat vector.
   *
   * @param upper whether T is L^T
   */
  Triangle(int d, boolean upper, float[] parameters, int at) {
    this.d = d;
    this.upper = upper;
    this.w = parameters;
    this.at = at;
    int count = (d + ROWS - 1) / ROWS;
    blocks = new float[count * ROWS * ROWS];
    negatedInverses = new float[count * ROWS * ROWS];
  }

  static int parameterCount(int d) {
    return d * (d - 1) / 2;
  }

  private int rows(int first) {
    return Math.min(ROWS, d - first);
  }

  /** The position of the rectangle of a block. */
  private int rectangle(int first) {
    return at + first * (first - 1) / 2;
  }

  /**
   * Derives the diagonal blocks.
   *
   * @param diagonal d numbers from {@code diagonalAt}, none of them 0. Not modified.
   */
  void prepare(float[] diagonal, int diagonalAt) {
    for (int first = 0; first < d; first += ROWS) {
      int n = rows(first);
      int from = rectangle(first) + n * first;
      int block = first * ROWS;
      for (int i = 0; i < n; i++) {
        System.arraycopy(w, from, blocks, block + i * ROWS, i);
        blocks[block + i * ROWS + i] = diagonal[diagonalAt + first + i];
        from += i;
      }
      invert(block, n);
    }
  }

  /** Column j of the inverse X of a block B: X_ij = -(sum of B_ip X_pj, j <= p < i) / B_ii. */
  private void invert(int block, int n) {
    for (int j = 0; j < n; j++) {
      for (int i = j; i < n; i++) {
        double sum = i == j ? 1 : 0;
        for (int p = j; p < i; p++) {
          sum -= blocks[block + i * ROWS + p] * inverse[p * ROWS + j];
        }
        inverse[i * ROWS + j] = sum / blocks[block + i * ROWS + i];
        negatedInverses[block + i * ROWS + j] = (float) -inverse[i * ROWS + j];
      }
    }
  }

  /** y = y + T x. */
  void multiplyAdd(float[] x, float[] y) {
    if (upper) {
      multiplyColumnsAdd(x, y);
    } else {
      multiplyRowsAdd(x, y);
    }
  }

  /** y = y + T^T x. */
  void multiplyTransposedAdd(float[] x, float[] y) {
    if (upper) {
      multiplyRowsAdd(x, y);
    } else {
      multiplyColumnsAdd(x, y);
    }
  }

  /**
   * Solves T x = y.
   *
   * @param y tile, overwritten
   * @param x tile, overwritten with the solution
   */
  void solve(float[] y, float[] x) {
    if (upper) {
      solveColumns(y, x);
    } else {
      solveRows(y, x);
    }
  }

  /** Solves T^T x = y; see {@link #solve}. */
  void solveTransposed(float[] y, float[] x) {
    if (upper) {
      solveRows(y, x);
    } else {
      solveColumns(y, x);
    }
  }

  /** y = y + L x. */
  private void multiplyRowsAdd(float[] x, float[] y) {
    for (int first = 0; first < d; first += ROWS) {
      int n = rows(first);
      int to = first * LANES;
      K.multiplyAdd(n, first, w, rectangle(first), first, 1, x, 0, y, to);
      K.multiplyAdd(n, n, blocks, first * ROWS, ROWS, 1, x, to, y, to);
    }
  }

  /** y = y + L^T x. */
  private void multiplyColumnsAdd(float[] x, float[] y) {
    for (int first = 0; first < d; first += ROWS) {
      int n = rows(first);
      int from = first * LANES;
      K.multiplyAdd(first, n, w, rectangle(first), 1, first, x, from, y, 0);
      K.multiplyAdd(n, n, blocks, first * ROWS, 1, ROWS, x, from, y, from);
    }
  }

  /** L x = y; x holds -x on the way. */
  private void solveRows(float[] y, float[] x) {
    Arrays.fill(x, 0f);
    for (int first = 0; first < d; first += ROWS) {
      int n = rows(first);
      int to = first * LANES;
      K.multiplyAdd(n, first, w, rectangle(first), first, 1, x, 0, y, to);
      K.multiplyAdd(n, n, negatedInverses, first * ROWS, ROWS, 1, y, to, x, to);
    }
    negate(x);
  }

  /** L^T x = y; x holds -x on the way. */
  private void solveColumns(float[] y, float[] x) {
    Arrays.fill(x, 0f);
    for (int first = (d - 1) / ROWS * ROWS; first >= 0; first -= ROWS) {
      int n = rows(first);
      int from = first * LANES;
      K.multiplyAdd(n, n, negatedInverses, first * ROWS, 1, ROWS, y, from, x, from);
      K.multiplyAdd(first, n, w, rectangle(first), 1, first, x, from, y, 0);
    }
    negate(x);
  }

  private static void negate(float[] x) {
    for (int i = 0; i < x.length; i++) {
      x[i] = -x[i];
    }
  }

  /** Memory for {@link #addGradient}: a transposed tile and a block. */
  static Workspace workspace(int d) {
    return Workspace.of(Panels.length(d), ROWS * ROWS);
  }

  /**
   * Adds the gradient of out . (T x), summed over the lanes, to that of the parameters.
   *
   * @param diagonalBar length d, overwritten with the gradient of the diagonal
   * @param gradient of the whole flat vector, updated
   */
  void addGradient(float[] out, float[] x, float[] diagonalBar, float[] gradient, Workspace s) {
    float[] left = upper ? x : out;
    float[] right = s.array(0);
    float[] block = s.array(1);
    K.toPanels(d, upper ? out : x, 0, right, 0);
    for (int first = 0; first < d; first += ROWS) {
      int n = rows(first);
      int row = first * LANES;
      K.outerAdd(n, first, left, row, right, 0, gradient, rectangle(first), first);
      // Columns beyond n or the diagonal mean nothing, and are left out below.
      Arrays.fill(block, 0f);
      K.outerAdd(n, ROWS, left, row, right, Panels.at(first), block, 0, ROWS);
      int to = rectangle(first) + n * first;
      for (int i = 0; i < n; i++) {
        for (int j = 0; j < i; j++) {
          gradient[to + j] += block[i * ROWS + j];
        }
        diagonalBar[first + i] = block[i * ROWS + i];
        to += i;
      }
    }
  }
}

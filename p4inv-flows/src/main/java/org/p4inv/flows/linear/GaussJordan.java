package org.p4inv.flows.linear;

import static org.p4inv.core.kernel.Tile.LANES;

import java.util.Arrays;
import org.p4inv.core.kernel.Kernels;
import org.p4inv.core.kernel.Tile;

/**
 * Inverse and log|det| of a square float matrix: Gauss-Jordan elimination with partial pivoting, in
 * place and in blocks.
 *
 * <p>Eliminating a block of columns K multiplies the matrix from the left by G = I outside the
 * columns K. In place, the columns K of the matrix become the columns K of G, and what is left to
 * do in all other columns is
 *
 * <pre>    A = A without its rows K, plus G(:, K) A(K, :)</pre>
 *
 * <p>which is one product of the engine's float kernel if the matrix is kept as tiles, 64 columns
 * each: column c is lane c mod 64 of tile c / 64. Blocks have two levels: strips of 8 columns are
 * eliminated one column at a time and update their own tile; a tile of 64 columns then updates all
 * others. The pivots, and so the determinant, are those of the LU decomposition. Cost: d^3
 * multiply-adds, as LU and inverse together, and all but 8 d^2 of them in the kernel; no
 * allocation. Source: Higham, Accuracy and Stability of Numerical Algorithms, section 14.4.
 */
final class GaussJordan {
  private static final Kernels K = Kernels.active();

  /** Columns of a strip. */
  private static final int STRIP = 8;

  /** Floats in a cache line. */
  private static final int LINE = 16;

  private final int d;

  /** The matrix, 64 columns a tile, {@code [d x 64]} each; lanes without a column are 0. */
  private final float[][] tiles;

  /** The columns of the strip in work: arrays of their own, so that C2 vectorises their loops. */
  private final float[][] strip;

  /** The same after its elimination, {@code [d x 8]}: the columns of G. */
  private final float[] factors;

  /** The rows K of a tile before their update. */
  private final float[] rows = new float[LANES * LANES];

  /** Row i was swapped with row pivot[i]. */
  private final int[] pivot;

  /** Row i of the swapped matrix is row order[i] of the given one. */
  private final int[] order;

  private double logAbsDet;

  GaussJordan(int d) {
    this.d = d;
    tiles = new float[Tile.count(d)][d * LANES];
    strip = new float[STRIP][d];
    factors = new float[d * STRIP];
    pivot = new int[d];
    order = new int[d];
  }

  /**
   * Inverts a matrix; a singular one gives NaN.
   *
   * @param w W at {@code wo}, row-major. Not modified.
   * @param inverseTransposed W^-T, row-major, overwritten
   */
  void invert(float[] w, int wo, float[] inverseTransposed) {
    load(w, wo);
    logAbsDet = 0;
    for (int tile = 0; tile < tiles.length; tile++) {
      eliminate(tile);
    }
    store(inverseTransposed);
  }

  /** log|det W| of the last matrix, natural log; -infinity or NaN if it was singular. */
  double logAbsDet() {
    return logAbsDet;
  }

  private void load(float[] w, int wo) {
    for (int row = 0; row < d; row++) {
      order[row] = row;
    }
    for (int tile = 0; tile < tiles.length; tile++) {
      int lanes = Tile.lanes(d, tile);
      for (int row = 0; row < d; row++) {
        System.arraycopy(w, wo + row * d + tile * LANES, tiles[tile], row * LANES, lanes);
        Arrays.fill(tiles[tile], row * LANES + lanes, (row + 1) * LANES, 0f);
      }
    }
  }

  /**
   * With R the inverse of the swapped matrix, column i of R is column order[i] of W^-1. Written 16
   * rows of R at a time, a cache line of each row of the result.
   */
  private void store(float[] inverseTransposed) {
    for (int tile = 0; tile < tiles.length; tile++) {
      float[] from = tiles[tile];
      int lanes = Tile.lanes(d, tile);
      for (int first = 0; first < d; first += LINE) {
        int count = Math.min(LINE, d - first);
        for (int lane = 0; lane < lanes; lane++) {
          int to = order[tile * LANES + lane] * d + first;
          for (int i = 0; i < count; i++) {
            inverseTransposed[to + i] = from[(first + i) * LANES + lane];
          }
        }
      }
    }
  }

  /** Eliminates the columns of one tile, strip by strip, then updates the other tiles. */
  private void eliminate(int tile) {
    int first = tile * LANES;
    int lanes = Tile.lanes(d, tile);
    for (int lane = 0; lane < lanes; lane += STRIP) {
      int width = Math.min(STRIP, lanes - lane);
      takeStrip(tiles[tile], lane, width);
      eliminateStrip(first + lane, width);
      swapRows(tiles[tile], first + lane, width);
      replaceByIdentity(tiles[tile], first + lane, lane, width);
      update(tiles[tile], first + lane, width, factors, STRIP);
    }
    for (int other = 0; other < tiles.length; other++) {
      if (other != tile) {
        swapRows(tiles[other], first, lanes);
        update(tiles[other], first, lanes, tiles[tile], LANES);
      }
    }
  }

  private void takeStrip(float[] tile, int lane, int width) {
    for (int row = 0; row < d; row++) {
      for (int c = 0; c < width; c++) {
        strip[c][row] = tile[row * LANES + lane + c];
      }
    }
  }

  /** Leaves the columns of G in {@link #factors}. */
  private void eliminateStrip(int first, int width) {
    for (int c = 0; c < width; c++) {
      int k = first + c;
      float[] column = strip[c];
      swap(k, findPivot(column, k), width);
      float value = column[k];
      logAbsDet += StrictMath.log(Math.abs(value));
      scale(-1 / value, column);
      column[k] = 1 / value;
      for (int other = 0; other < width; other++) {
        if (other != c) {
          float factor = strip[other][k];
          strip[other][k] = 0;
          addMultiple(factor, column, strip[other]);
        }
      }
    }
    for (int row = 0; row < d; row++) {
      for (int c = 0; c < width; c++) {
        factors[row * STRIP + c] = strip[c][row];
      }
    }
  }

  private int findPivot(float[] column, int k) {
    int best = k;
    for (int row = k + 1; row < d; row++) {
      if (Math.abs(column[row]) > Math.abs(column[best])) {
        best = row;
      }
    }
    return best;
  }

  private void swap(int k, int row, int width) {
    pivot[k] = row;
    int saved = order[k];
    order[k] = order[row];
    order[row] = saved;
    for (int c = 0; c < width; c++) {
      float value = strip[c][k];
      strip[c][k] = strip[c][row];
      strip[c][row] = value;
    }
  }

  private static void scale(float factor, float[] column) {
    for (int row = 0; row < column.length; row++) {
      column[row] *= factor;
    }
  }

  private static void addMultiple(float factor, float[] from, float[] to) {
    for (int row = 0; row < to.length; row++) {
      to[row] = Math.fma(factor, from[row], to[row]);
    }
  }

  private void swapRows(float[] tile, int first, int count) {
    for (int row = first; row < first + count; row++) {
      int other = pivot[row];
      if (other != row) {
        System.arraycopy(tile, row * LANES, rows, 0, LANES);
        System.arraycopy(tile, other * LANES, tile, row * LANES, LANES);
        System.arraycopy(rows, 0, tile, other * LANES, LANES);
      }
    }
  }

  private void replaceByIdentity(float[] tile, int first, int lane, int width) {
    for (int row = 0; row < d; row++) {
      Arrays.fill(tile, row * LANES + lane, row * LANES + lane + width, 0f);
    }
    for (int c = 0; c < width; c++) {
      tile[(first + c) * LANES + lane + c] = 1;
    }
  }

  /** Takes the rows K out of a tile and adds G(:, K) times them. */
  private void update(float[] tile, int first, int count, float[] g, int rowStride) {
    System.arraycopy(tile, first * LANES, rows, 0, count * LANES);
    Arrays.fill(tile, first * LANES, (first + count) * LANES, 0f);
    K.multiplyAdd(d, count, g, 0, rowStride, 1, rows, 0, tile, 0);
  }
}

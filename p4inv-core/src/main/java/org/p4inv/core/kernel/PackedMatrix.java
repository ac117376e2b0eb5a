package org.p4inv.core.kernel;

/**
 * The layout of a matrix that many products read before it changes: the order in which a register
 * block reads it, one stream of neighbours however large the matrix is.
 *
 * <p>The columns are cut into pieces of {@value #DEPTH}, a piece into blocks of {@value #WIDE} rows
 * and, where at most 4 are left, of {@value #NARROW}; a block stands column by column. With n
 * columns in the piece that begins at p0, element (i, p) of a matrix of m rows, rounded up to M,
 * stands at {@code M p0 + r n + h (p - p0) + i - r} in a block of h rows from r on. What stands in
 * the rows from m to M means nothing.
 */
public final class PackedMatrix {
  /** Columns of a piece: as many rows of a tile, 32 KiB, stay in the first-level cache. */
  public static final int DEPTH = 128;

  /** Rows of a block. */
  public static final int WIDE = 6;

  /** Rows of a block behind the wide ones. */
  public static final int NARROW = 2;

  private PackedMatrix() {}

  /** The length of an array that holds m x k. */
  public static int length(int m, int k) {
    return roundedUp(m) * k;
  }

  /** Rows in wide blocks: all but up to 4. The last block may reach beyond m. */
  public static int wideRows(int m) {
    return (m + 1) / WIDE * WIDE;
  }

  /** m, rounded up to whole blocks. */
  public static int roundedUp(int m) {
    return (m + 1) / NARROW * NARROW;
  }

  /** The rows of the block that row i is in. */
  public static int height(int m, int i) {
    return i < wideRows(m) ? WIDE : NARROW;
  }

  /** The position of element (i, p) of m x k. */
  public static int at(int m, int k, int i, int p) {
    int first = p - p % DEPTH;
    int n = Math.min(DEPTH, k - first);
    int h = height(m, i);
    return roundedUp(m) * first + (i - i % h) * n + h * (p - first) + i % h;
  }

  /**
   * Packs rows of a matrix, rounded to float.
   *
   * @param a row-major m x k, whose row {@code firstRow} stands at {@code ao}. Not modified.
   */
  public static void packRows(
      int m, int k, double[] a, int ao, int firstRow, int rows, float[] packed) {
    for (int p = 0; p < k; p += DEPTH) {
      int n = Math.min(DEPTH, k - p);
      for (int i = firstRow; i < firstRow + rows; i++) {
        int from = ao + (i - firstRow) * k + p;
        int to = at(m, k, i, p);
        int step = height(m, i);
        for (int j = 0; j < n; j++) {
          packed[to + step * j] = (float) a[from + j];
        }
      }
    }
  }

  /**
   * Packs rows of a matrix as columns of its transpose, rounded to float.
   *
   * @param a row-major m x k, whose row {@code firstRow} stands at {@code ao}. Not modified.
   * @param packed the transpose, k x m
   */
  public static void packTransposed(
      int m, int k, double[] a, int ao, int firstRow, int rows, float[] packed) {
    int whole = k - k % WIDE;
    for (int i = firstRow; i < firstRow + rows; i++) {
      int from = ao + (i - firstRow) * k;
      for (int j = whole; j < k; j++) {
        packed[at(k, m, j, i)] = (float) a[from + j];
      }
    }
    for (int j = 0; j < whole; j += WIDE) {
      for (int i = firstRow; i < firstRow + rows; i++) {
        int from = ao + (i - firstRow) * k + j;
        int to = at(k, m, j, i);
        packed[to] = (float) a[from];
        packed[to + 1] = (float) a[from + 1];
        packed[to + 2] = (float) a[from + 2];
        packed[to + 3] = (float) a[from + 3];
        packed[to + 4] = (float) a[from + 4];
        packed[to + 5] = (float) a[from + 5];
      }
    }
  }
}

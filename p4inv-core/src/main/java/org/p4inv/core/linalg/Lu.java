package org.p4inv.core.linalg;

/**
 * LU decomposition P A = L U of a square matrix in double precision, with partial pivoting: for
 * start values, for checks, and for the small determinants of rank-k updates.
 *
 * <p>A decomposition is an object with its own storage; {@link #decompose} can be called again and
 * allocates nothing. Cost: n^3 / 3 multiply-adds. Source: Golub and Van Loan, Matrix Computations,
 * section 3.4.
 */
public final class Lu {
  private final int n;
  private final double[] lu;
  private final int[] pivot;
  private int sign;

  /** Storage for matrices of n rows and columns. */
  public Lu(int n) {
    if (n < 1) {
      throw new IllegalArgumentException("n must be at least 1, got " + n);
    }
    this.n = n;
    this.lu = new double[n * n];
    this.pivot = new int[n];
  }

  /**
   * Decomposes the matrix at {@code a[ao ...]}, row-major n x n, which is not modified.
   *
   * @return this
   */
  public Lu decompose(double[] a, int ao) {
    System.arraycopy(a, ao, lu, 0, n * n);
    sign = 1;
    for (int column = 0; column < n; column++) {
      int best = column;
      for (int i = column + 1; i < n; i++) {
        if (Math.abs(lu[i * n + column]) > Math.abs(lu[best * n + column])) {
          best = i;
        }
      }
      pivot[column] = best;
      if (best != column) {
        swapRows(lu, best, column, n);
        sign = -sign;
      }
      double diagonal = lu[column * n + column];
      if (diagonal < 0) {
        sign = -sign;
      }
      if (diagonal == 0 || Double.isNaN(diagonal)) {
        sign = 0;
        return this;
      }
      for (int i = column + 1; i < n; i++) {
        double factor = lu[i * n + column] / diagonal;
        lu[i * n + column] = factor;
        for (int j = column + 1; j < n; j++) {
          lu[i * n + j] -= factor * lu[column * n + j];
        }
      }
    }
    return this;
  }

  /** The sign of det A: 1 or -1, or 0 where A is singular or holds a NaN. */
  public int sign() {
    return sign;
  }

  /** log|det A| (natural log), -infinity where {@link #sign} is 0. */
  public double logAbsDet() {
    if (sign == 0) {
      return Double.NEGATIVE_INFINITY;
    }
    double sum = 0;
    for (int i = 0; i < n; i++) {
      sum += StrictMath.log(Math.abs(lu[i * n + i]));
    }
    return sum;
  }

  /**
   * Solves A X = B in place.
   *
   * @param b row-major n x columns, B at entry and X at return
   * @throws IllegalStateException if A is singular; b is unchanged then
   */
  public void solve(double[] b, int columns) {
    if (sign == 0) {
      throw new IllegalStateException(
          "the matrix must be regular to be solved for, it is singular");
    }
    for (int i = 0; i < n; i++) {
      if (pivot[i] != i) {
        swapRows(b, i, pivot[i], columns);
      }
    }
    for (int i = 1; i < n; i++) {
      for (int p = 0; p < i; p++) {
        subtract(b, i, lu[i * n + p], p, columns);
      }
    }
    for (int i = n - 1; i >= 0; i--) {
      for (int p = i + 1; p < n; p++) {
        subtract(b, i, lu[i * n + p], p, columns);
      }
      for (int c = 0; c < columns; c++) {
        b[i * columns + c] /= lu[i * n + i];
      }
    }
  }

  /** Writes A^-1, row-major n x n, to {@code inverse[io ...]}; fails as {@link #solve} does. */
  public void inverse(double[] inverse, int io) {
    double[] identity = new double[n * n];
    for (int i = 0; i < n; i++) {
      identity[i * n + i] = 1;
    }
    solve(identity, n);
    System.arraycopy(identity, 0, inverse, io, n * n);
  }

  private static void subtract(double[] b, int row, double factor, int other, int columns) {
    for (int c = 0; c < columns; c++) {
      b[row * columns + c] -= factor * b[other * columns + c];
    }
  }

  private static void swapRows(double[] a, int i, int j, int columns) {
    for (int c = 0; c < columns; c++) {
      double saved = a[i * columns + c];
      a[i * columns + c] = a[j * columns + c];
      a[j * columns + c] = saved;
    }
  }
}

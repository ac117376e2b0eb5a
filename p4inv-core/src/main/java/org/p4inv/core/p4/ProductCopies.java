package org.p4inv.core.p4;

import org.p4inv.core.kernel.PackedMatrix;

/**
 * Float copies of a tracked matrix and of its transpose, packed for products. Each is made when it
 * is first asked for, and kept up to date from then on: who goes in one direction pays for one.
 *
 * <p>Any thread may ask; {@link #copy} must not run at the same time.
 */
final class ProductCopies {
  private final int d;
  private final double[] tracked;
  private final int at;
  private volatile float[] matrix;
  private volatile float[] transpose;

  /** Of the matrix that stands at {@code tracked[at]}, row-major {@code [d x d]}. */
  ProductCopies(int d, double[] tracked, int at) {
    this.d = d;
    this.tracked = tracked;
    this.at = at;
  }

  /** The matrix, in the layout of {@link PackedMatrix}. */
  float[] matrix() {
    float[] known = matrix;
    return known == null ? makeMatrix() : known;
  }

  /** Its transpose, in the same layout. */
  float[] transpose() {
    float[] known = transpose;
    return known == null ? makeTranspose() : known;
  }

  private synchronized float[] makeMatrix() {
    if (matrix == null) {
      float[] packed = new float[PackedMatrix.length(d, d)];
      PackedMatrix.packRows(d, d, tracked, at, 0, d, packed);
      matrix = packed;
    }
    return matrix;
  }

  private synchronized float[] makeTranspose() {
    if (transpose == null) {
      float[] packed = new float[PackedMatrix.length(d, d)];
      PackedMatrix.packTransposed(d, d, tracked, at, 0, d, packed);
      transpose = packed;
    }
    return transpose;
  }

  /** Copies rows that have changed. */
  void copy(int firstRow, int rows) {
    if (matrix != null) {
      PackedMatrix.packRows(d, d, tracked, at + firstRow * d, firstRow, rows, matrix);
    }
    if (transpose != null) {
      PackedMatrix.packTransposed(d, d, tracked, at + firstRow * d, firstRow, rows, transpose);
    }
  }
}

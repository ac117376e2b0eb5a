package org.p4inv.flows.base;

/**
 * A lower triangular matrix L with a positive diagonal, its inverse and ln det L, from packed
 * numbers: the rows one after the other, row i with i + 1 numbers, the last of which is the
 * logarithm of L_ii.
 */
final class TriangularFactor {
  private final int d;
  private final double[] l;
  private final double[] x;
  private final float[] factor;
  private final float[] inverse;
  private double logDet;

  TriangularFactor(int d) {
    this.d = d;
    l = new double[d * d];
    x = new double[d * d];
    factor = new float[d * d];
    inverse = new float[d * d];
  }

  /** The number of packed numbers. */
  static int count(int d) {
    return Math.multiplyExact(d, d + 1) / 2;
  }

  /** Takes the packed numbers from {@code at} on; d^3 / 6 multiply-adds in double precision. */
  void set(float[] packed, int at) {
    int next = at;
    logDet = 0;
    for (int i = 0; i < d; i++) {
      for (int j = 0; j < i; j++) {
        l[i * d + j] = packed[next++];
      }
      logDet += packed[next];
      l[i * d + i] = StrictMath.exp(packed[next++]);
      invertRow(i);
    }
    for (int i = 0; i < d * d; i++) {
      factor[i] = (float) l[i];
      inverse[i] = (float) x[i];
    }
  }

  /** Row i of L X = I: L_ii X_ij = (i == j) - sum of L_ik X_kj over k from j to i - 1. */
  private void invertRow(int i) {
    for (int j = 0; j < i; j++) {
      x[i * d + j] = 0;
    }
    for (int k = 0; k < i; k++) {
      double lik = l[i * d + k];
      for (int j = 0; j <= k; j++) {
        x[i * d + j] = Math.fma(-lik, x[k * d + j], x[i * d + j]);
      }
    }
    double scale = 1 / l[i * d + i];
    for (int j = 0; j < i; j++) {
      x[i * d + j] *= scale;
    }
    x[i * d + i] = scale;
  }

  /** L, row-major d x d. */
  float[] factor() {
    return factor;
  }

  /** L^-1, row-major d x d. */
  float[] inverse() {
    return inverse;
  }

  /** ln det L. */
  double logDet() {
    return logDet;
  }

  /**
   * Adds the gradient of the packed numbers.
   *
   * @param dense dL/dL, row-major d x d, of which the lower triangle counts. Not modified.
   * @param gradient the packed numbers from {@code at} on are updated
   */
  void addPacked(float[] dense, float[] gradient, int at) {
    int next = at;
    for (int i = 0; i < d; i++) {
      for (int j = 0; j < i; j++) {
        gradient[next++] += dense[i * d + j];
      }
      gradient[next++] += dense[i * d + i] * factor[i * d + i];
    }
  }
}

package org.p4inv.core.linalg;

import java.util.Comparator;
import java.util.stream.IntStream;

/**
 * Eigenvalues and eigenvectors of a symmetric matrix in double precision, A = V diag(l) V^T, by
 * cyclic Jacobi rotations.
 *
 * <p>A rotation in the plane of p and q makes a_pq zero: with tau = (a_qq - a_pp) / (2 a_pq), its
 * tangent is the smaller root of t^2 + 2 tau t - 1, t = sign(tau) / (|tau| + sqrt(1 + tau^2)). Then
 * a_pp falls by t a_pq and a_qq rises by it. Sweeps over all pairs end when every |a_pq| is below
 * 2^-53 sqrt|a_pp a_qq|, which gives the small eigenvalues of a positive definite matrix their
 * digits too. Cost: about 6 n^3 multiplications a sweep, and 6 to 10 sweeps; meant for n up to some
 * hundred. Source: Golub and Van Loan, Matrix Computations, section 8.5.
 */
public final class SymmetricEigen {
  private static final int MOST_SWEEPS = 60;

  private final int n;

  /** The matrix in rotation, in the end diagonal. */
  private final double[] a;

  /** Eigenvectors as rows. */
  private final double[] v;

  private final int[] order;

  /**
   * Decomposes a matrix.
   *
   * @param matrix row-major n x n, finite and symmetric: the part below the diagonal is not read.
   *     Not modified.
   */
  public SymmetricEigen(int n, double[] matrix) {
    if (n < 1 || matrix.length != n * n) {
      throw new IllegalArgumentException(
          "matrix must have n * n elements with n at least 1, got n = "
              + n
              + " and "
              + matrix.length
              + " elements");
    }
    this.n = n;
    this.a = new double[n * n];
    this.v = new double[n * n];
    for (int i = 0; i < n; i++) {
      v[i * n + i] = 1;
      for (int j = i; j < n; j++) {
        double element = matrix[i * n + j];
        if (!Double.isFinite(element)) {
          throw new IllegalArgumentException(
              "matrix must be finite, element (" + i + ", " + j + ") is " + element);
        }
        a[i * n + j] = element;
        a[j * n + i] = element;
      }
    }
    int sweeps = 0;
    while (sweep()) {
      if (++sweeps == MOST_SWEEPS) {
        throw new IllegalStateException("matrix is not diagonal after " + sweeps + " sweeps");
      }
    }
    this.order =
        IntStream.range(0, n)
            .boxed()
            .sorted(Comparator.comparingDouble(i -> -a[i * n + i]))
            .mapToInt(Integer::intValue)
            .toArray();
  }

  /** Visits every pair once; whether one was rotated. */
  private boolean sweep() {
    boolean rotated = false;
    for (int p = 0; p < n; p++) {
      for (int q = p + 1; q < n; q++) {
        double size = Math.sqrt(Math.abs(a[p * n + p])) * Math.sqrt(Math.abs(a[q * n + q]));
        if (Math.abs(a[p * n + q]) > 0x1p-53 * size) {
          rotate(p, q);
          rotated = true;
        }
      }
    }
    return rotated;
  }

  private void rotate(int p, int q) {
    double apq = a[p * n + q];
    double tau = (a[q * n + q] - a[p * n + p]) / (2 * apq);
    double t = (tau < 0 ? -1 : 1) / (Math.abs(tau) + Math.sqrt(1 + tau * tau));
    double c = 1 / Math.sqrt(1 + t * t);
    double s = t * c;
    double app = a[p * n + p] - t * apq;
    double aqq = a[q * n + q] + t * apq;
    for (int i = 0; i < n; i++) {
      double ap = a[p * n + i];
      double aq = a[q * n + i];
      a[p * n + i] = c * ap - s * aq;
      a[q * n + i] = s * ap + c * aq;
      a[i * n + p] = a[p * n + i];
      a[i * n + q] = a[q * n + i];
      double vp = v[p * n + i];
      double vq = v[q * n + i];
      v[p * n + i] = c * vp - s * vq;
      v[q * n + i] = s * vp + c * vq;
    }
    a[p * n + p] = app;
    a[q * n + q] = aqq;
    a[p * n + q] = 0;
    a[q * n + p] = 0;
  }

  /** Eigenvalue i; the largest is the first. */
  public double value(int i) {
    return a[order[i] * n + order[i]];
  }

  /**
   * Writes the eigenvector of {@link #value} i, of length 1, its largest component positive (the
   * first of several as large).
   *
   * @param vector length n, overwritten from {@code at}
   */
  public void vector(int i, double[] vector, int at) {
    int from = order[i] * n;
    int largest = from;
    for (int j = from; j < from + n; j++) {
      if (Math.abs(v[j]) > Math.abs(v[largest])) {
        largest = j;
      }
    }
    double sign = v[largest] < 0 ? -1 : 1;
    for (int j = 0; j < n; j++) {
      vector[at + j] = sign * v[from + j];
    }
  }
}

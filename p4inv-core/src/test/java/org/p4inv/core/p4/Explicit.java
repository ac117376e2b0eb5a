package org.p4inv.core.p4;

import org.p4inv.core.linalg.Lu;
import org.p4inv.core.testing.Numbers;
import org.p4inv.core.testing.Tolerance;

/**
 * W = A + U V^T written out, with its determinant and inverse by LU decomposition: what the tracked
 * quantities must agree with, and by how much they may differ.
 */
final class Explicit {
  final double[] w;
  final double[] inverse;
  final double logDet;
  final int sign;
  private final int d;

  private Explicit(int d, double[] w) {
    this.d = d;
    this.w = w;
    Lu lu = new Lu(d).decompose(w, 0);
    logDet = lu.logAbsDet();
    sign = lu.sign();
    inverse = new double[d * d];
    lu.inverse(inverse, 0);
  }

  /** A + U^T V with the rows of U and V as directions. */
  static Explicit of(int d, int k, double[] a, double[] u, double[] v) {
    double[] w = a.clone();
    for (int i = 0; i < d * d; i++) {
      for (int r = 0; r < k; r++) {
        w[i] += u[r * d + i / d] * v[r * d + i % d];
      }
    }
    return new Explicit(d, w);
  }

  /**
   * The error of log|det| that is tracked from A to W. That of A comes from its LU decomposition;
   * the change is log|det(I + V^T A^-1 U)|, and an error E of A changes it by the trace of (A^-1 -
   * W^-1) E. This LU decomposition errs too.
   */
  double logDetTolerance(Explicit before) {
    double norms =
        Numbers.norm(before.w) * (2 * Numbers.norm(before.inverse) + Numbers.norm(inverse))
            + Numbers.norm(w) * Numbers.norm(inverse);
    return Tolerance.logDet(d, norms);
  }

  /** The error of an element of the inverse that is tracked from A to W, in double. */
  double inverseTolerance(Explicit before) {
    double largest = Numbers.norm(before.inverse) + Numbers.norm(inverse);
    double norms = (Numbers.norm(before.w) + Numbers.norm(w)) * largest;
    return Tolerance.inverse(d, norms, largest);
  }
}

package org.p4inv.core.kernel.vector;

import static org.p4inv.core.kernel.vector.Species.D;
import static org.p4inv.core.kernel.vector.Species.DOUBLES;

import jdk.incubator.vector.DoubleVector;

/** The double-precision products of tracked matrices; bound by memory, so the blocks are small. */
final class DoubleProducts {
  /** Partial sums of a dot product; 2 vectors of 512 bits, 4 of 256, 8 of 128. */
  private static final int PARTIAL_SUMS = 16;

  private DoubleProducts() {}

  static double dot(double[] a, int ao, double[] x, int xo, int n) {
    int whole = n - n % PARTIAL_SUMS;
    double sum = 0;
    if (whole > 0) {
      sum =
          switch (DOUBLES) {
            case 8 -> dot8(a, ao, x, xo, whole);
            case 4 -> dot4(a, ao, x, xo, whole);
            default -> dot2(a, ao, x, xo, whole);
          };
    }
    for (int j = whole; j < n; j++) {
      sum = Math.fma(a[ao + j], x[xo + j], sum);
    }
    return sum;
  }

  private static double dot8(double[] a, int ao, double[] x, int xo, int whole) {
    DoubleVector s0 = DoubleVector.zero(D);
    DoubleVector s1 = s0;
    for (int j = 0; j < whole; j += PARTIAL_SUMS) {
      s0 = DoubleVector.fromArray(D, a, ao + j).fma(DoubleVector.fromArray(D, x, xo + j), s0);
      s1 =
          DoubleVector.fromArray(D, a, ao + j + 8)
              .fma(DoubleVector.fromArray(D, x, xo + j + 8), s1);
    }
    DoubleVector s = s0.add(s1);
    return ((s.lane(0) + s.lane(4)) + (s.lane(2) + s.lane(6)))
        + ((s.lane(1) + s.lane(5)) + (s.lane(3) + s.lane(7)));
  }

  private static double dot4(double[] a, int ao, double[] x, int xo, int whole) {
    DoubleVector s0 = DoubleVector.zero(D);
    DoubleVector s1 = s0;
    DoubleVector s2 = s0;
    DoubleVector s3 = s0;
    for (int j = 0; j < whole; j += PARTIAL_SUMS) {
      s0 = DoubleVector.fromArray(D, a, ao + j).fma(DoubleVector.fromArray(D, x, xo + j), s0);
      s1 =
          DoubleVector.fromArray(D, a, ao + j + 4)
              .fma(DoubleVector.fromArray(D, x, xo + j + 4), s1);
      s2 =
          DoubleVector.fromArray(D, a, ao + j + 8)
              .fma(DoubleVector.fromArray(D, x, xo + j + 8), s2);
      s3 =
          DoubleVector.fromArray(D, a, ao + j + 12)
              .fma(DoubleVector.fromArray(D, x, xo + j + 12), s3);
    }
    DoubleVector s = s0.add(s2).add(s1.add(s3));
    return (s.lane(0) + s.lane(2)) + (s.lane(1) + s.lane(3));
  }

  private static double dot2(double[] a, int ao, double[] x, int xo, int whole) {
    DoubleVector s0 = DoubleVector.zero(D);
    DoubleVector s1 = s0;
    DoubleVector s2 = s0;
    DoubleVector s3 = s0;
    DoubleVector s4 = s0;
    DoubleVector s5 = s0;
    DoubleVector s6 = s0;
    DoubleVector s7 = s0;
    for (int j = 0; j < whole; j += PARTIAL_SUMS) {
      s0 = DoubleVector.fromArray(D, a, ao + j).fma(DoubleVector.fromArray(D, x, xo + j), s0);
      s1 =
          DoubleVector.fromArray(D, a, ao + j + 2)
              .fma(DoubleVector.fromArray(D, x, xo + j + 2), s1);
      s2 =
          DoubleVector.fromArray(D, a, ao + j + 4)
              .fma(DoubleVector.fromArray(D, x, xo + j + 4), s2);
      s3 =
          DoubleVector.fromArray(D, a, ao + j + 6)
              .fma(DoubleVector.fromArray(D, x, xo + j + 6), s3);
      s4 =
          DoubleVector.fromArray(D, a, ao + j + 8)
              .fma(DoubleVector.fromArray(D, x, xo + j + 8), s4);
      s5 =
          DoubleVector.fromArray(D, a, ao + j + 10)
              .fma(DoubleVector.fromArray(D, x, xo + j + 10), s5);
      s6 =
          DoubleVector.fromArray(D, a, ao + j + 12)
              .fma(DoubleVector.fromArray(D, x, xo + j + 12), s6);
      s7 =
          DoubleVector.fromArray(D, a, ao + j + 14)
              .fma(DoubleVector.fromArray(D, x, xo + j + 14), s7);
    }
    DoubleVector s = s0.add(s4).add(s2.add(s6)).add(s1.add(s5).add(s3.add(s7)));
    return s.lane(0) + s.lane(1);
  }

  static void axpy(double factor, double[] x, int xo, double[] y, int yo, int n) {
    int i = 0;
    for (; i <= n - DOUBLES; i += DOUBLES) {
      DoubleVector.broadcast(D, factor)
          .fma(DoubleVector.fromArray(D, x, xo + i), DoubleVector.fromArray(D, y, yo + i))
          .intoArray(y, yo + i);
    }
    for (; i < n; i++) {
      y[yo + i] = Math.fma(factor, x[xo + i], y[yo + i]);
    }
  }

  /** Four steps of {@link #axpy} in one pass over y. */
  static void axpy4(
      double[] factors, int fo, int fs, double[] x, int x0, int xs, double[] y, int yo, int n) {
    double f0 = factors[fo];
    double f1 = factors[fo + fs];
    double f2 = factors[fo + 2 * fs];
    double f3 = factors[fo + 3 * fs];
    int x1 = x0 + xs;
    int x2 = x1 + xs;
    int x3 = x2 + xs;
    int i = 0;
    for (; i <= n - DOUBLES; i += DOUBLES) {
      DoubleVector sum = DoubleVector.fromArray(D, y, yo + i);
      sum = DoubleVector.broadcast(D, f0).fma(DoubleVector.fromArray(D, x, x0 + i), sum);
      sum = DoubleVector.broadcast(D, f1).fma(DoubleVector.fromArray(D, x, x1 + i), sum);
      sum = DoubleVector.broadcast(D, f2).fma(DoubleVector.fromArray(D, x, x2 + i), sum);
      sum = DoubleVector.broadcast(D, f3).fma(DoubleVector.fromArray(D, x, x3 + i), sum);
      sum.intoArray(y, yo + i);
    }
    for (; i < n; i++) {
      double sum = Math.fma(f0, x[x0 + i], y[yo + i]);
      sum = Math.fma(f1, x[x1 + i], sum);
      sum = Math.fma(f2, x[x2 + i], sum);
      y[yo + i] = Math.fma(f3, x[x3 + i], sum);
    }
  }

  /** y += sum over p of factor(p) x(p), row p of x being {@code xs} after the one before. */
  static void combine(
      int k,
      double[] factors,
      int fo,
      int fs,
      double[] x,
      int xo,
      int xs,
      double[] y,
      int yo,
      int n) {
    int p = 0;
    for (; p <= k - 4; p += 4) {
      axpy4(factors, fo + p * fs, fs, x, xo + p * xs, xs, y, yo, n);
    }
    for (; p < k; p++) {
      axpy(factors[fo + p * fs], x, xo + p * xs, y, yo, n);
    }
  }
}

package org.p4inv.core.kernel;

/** The double-precision products of tracked matrices in plain Java; bound by memory when large. */
final class ScalarDoubleProducts {
  /** Partial sums of a dot product, each in a register. */
  private static final int PARTIAL_SUMS = 16;

  private ScalarDoubleProducts() {}

  static double dot(double[] a, int ao, double[] x, int xo, int n) {
    int whole = n - n % PARTIAL_SUMS;
    double sum = whole > 0 ? partialSums(a, ao, x, xo, whole) : 0;
    for (int j = whole; j < n; j++) {
      sum = Math.fma(a[ao + j], x[xo + j], sum);
    }
    return sum;
  }

  /** The sum over {@code whole} elements, folded from 16 partial sums to 8, 4, 2 and 1. */
  private static double partialSums(double[] a, int ao, double[] x, int xo, int whole) {
    double s0 = 0;
    double s1 = 0;
    double s2 = 0;
    double s3 = 0;
    double s4 = 0;
    double s5 = 0;
    double s6 = 0;
    double s7 = 0;
    double s8 = 0;
    double s9 = 0;
    double sa = 0;
    double sb = 0;
    double sc = 0;
    double sd = 0;
    double se = 0;
    double sf = 0;
    for (int p = 0; p < whole; p += PARTIAL_SUMS) {
      int i = ao + p;
      int j = xo + p;
      s0 = Math.fma(a[i], x[j], s0);
      s1 = Math.fma(a[i + 1], x[j + 1], s1);
      s2 = Math.fma(a[i + 2], x[j + 2], s2);
      s3 = Math.fma(a[i + 3], x[j + 3], s3);
      s4 = Math.fma(a[i + 4], x[j + 4], s4);
      s5 = Math.fma(a[i + 5], x[j + 5], s5);
      s6 = Math.fma(a[i + 6], x[j + 6], s6);
      s7 = Math.fma(a[i + 7], x[j + 7], s7);
      s8 = Math.fma(a[i + 8], x[j + 8], s8);
      s9 = Math.fma(a[i + 9], x[j + 9], s9);
      sa = Math.fma(a[i + 10], x[j + 10], sa);
      sb = Math.fma(a[i + 11], x[j + 11], sb);
      sc = Math.fma(a[i + 12], x[j + 12], sc);
      sd = Math.fma(a[i + 13], x[j + 13], sd);
      se = Math.fma(a[i + 14], x[j + 14], se);
      sf = Math.fma(a[i + 15], x[j + 15], sf);
    }
    double even = ((s0 + s8) + (s4 + sc)) + ((s2 + sa) + (s6 + se));
    double odd = ((s1 + s9) + (s5 + sd)) + ((s3 + sb) + (s7 + sf));
    return even + odd;
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

  private static void axpy(double factor, double[] x, int xo, double[] y, int yo, int n) {
    for (int i = 0; i < n; i++) {
      y[yo + i] = Math.fma(factor, x[xo + i], y[yo + i]);
    }
  }

  /** Four steps of {@link #axpy} in one pass over y. */
  private static void axpy4(
      double[] factors, int fo, int fs, double[] x, int x0, int xs, double[] y, int yo, int n) {
    double f0 = factors[fo];
    double f1 = factors[fo + fs];
    double f2 = factors[fo + 2 * fs];
    double f3 = factors[fo + 3 * fs];
    int x1 = x0 + xs;
    int x2 = x1 + xs;
    int x3 = x2 + xs;
    for (int i = 0; i < n; i++) {
      double sum = Math.fma(f0, x[x0 + i], y[yo + i]);
      sum = Math.fma(f1, x[x1 + i], sum);
      sum = Math.fma(f2, x[x2 + i], sum);
      y[yo + i] = Math.fma(f3, x[x3 + i], sum);
    }
  }
}

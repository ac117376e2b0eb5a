package org.p4inv.core.kernel;

import static org.p4inv.core.kernel.Tile.LANES;

import java.util.Arrays;
import org.p4inv.core.math.FloatMath;

/** The operations in plain Java: loops over 64 lanes that the JIT compiler can vectorise. */
final class ScalarKernels implements Kernels {
  private static final int PARTIAL_SUMS = 16;

  @Override
  public String name() {
    return "scalar";
  }

  @Override
  public void multiplyAdd(
      int m,
      int k,
      float[] w,
      int wo,
      int rowStride,
      int columnStride,
      float[] x,
      int xo,
      float[] y,
      int yo) {
    for (int i = 0; i < m; i++) {
      for (int p = 0; p < k; p++) {
        float factor = w[wo + i * rowStride + p * columnStride];
        axpy(factor, x, xo + p * LANES, y, yo + i * LANES, LANES);
      }
    }
  }

  @Override
  public void outerAdd(int m, int k, float[] y, int yo, float[] xt, int xto, float[] g, int go) {
    for (int i = 0; i < m; i++) {
      for (int lane = 0; lane < LANES; lane++) {
        axpy(y[yo + i * LANES + lane], xt, xto + lane * k, g, go + i * k, k);
      }
    }
  }

  private static void axpy(float factor, float[] x, int xo, float[] y, int yo, int n) {
    for (int i = 0; i < n; i++) {
      y[yo + i] = Math.fma(factor, x[xo + i], y[yo + i]);
    }
  }

  @Override
  public void exp(float[] x, int xo, float[] y, int yo, int n) {
    for (int i = 0; i < n; i++) {
      y[yo + i] = FloatMath.exp(x[xo + i]);
    }
  }

  @Override
  public void log(float[] x, int xo, float[] y, int yo, int n) {
    for (int i = 0; i < n; i++) {
      y[yo + i] = FloatMath.log(x[xo + i]);
    }
  }

  @Override
  public void tanh(float[] x, int xo, float[] y, int yo, int n) {
    for (int i = 0; i < n; i++) {
      y[yo + i] = FloatMath.tanh(x[xo + i]);
    }
  }

  @Override
  public void cosTurns(float[] u, int uo, float[] y, int yo, int n) {
    for (int i = 0; i < n; i++) {
      y[yo + i] = FloatMath.cosTurns(u[uo + i]);
    }
  }

  @Override
  public void sinTurns(float[] u, int uo, float[] y, int yo, int n) {
    for (int i = 0; i < n; i++) {
      y[yo + i] = FloatMath.sinTurns(u[uo + i]);
    }
  }

  @Override
  public void multiplyVector(
      int m, int n, double[] a, int ao, double[] x, int xo, double[] y, int yo) {
    int whole = n - n % PARTIAL_SUMS;
    for (int i = 0; i < m; i++) {
      int row = ao + i * n;
      double sum = whole > 0 ? tree(a, row, x, xo, whole, 0, PARTIAL_SUMS) : 0;
      for (int j = whole; j < n; j++) {
        sum = Math.fma(a[row + j], x[xo + j], sum);
      }
      y[yo + i] = sum;
    }
  }

  /**
   * The tree that folds 16 partial sums to 8, 4, 2 and 1: its branch that ends in {@code first}.
   */
  private static double tree(
      double[] a, int ao, double[] x, int xo, int whole, int first, int sums) {
    if (sums > 1) {
      int second = first + PARTIAL_SUMS / sums;
      return tree(a, ao, x, xo, whole, first, sums / 2)
          + tree(a, ao, x, xo, whole, second, sums / 2);
    }
    double sum = 0;
    for (int j = first; j < whole; j += PARTIAL_SUMS) {
      sum = Math.fma(a[ao + j], x[xo + j], sum);
    }
    return sum;
  }

  @Override
  public void multiplyVectorTransposed(
      int m, int n, double[] a, int ao, double[] x, int xo, double[] y, int yo) {
    Arrays.fill(y, yo, yo + n, 0.0);
    for (int i = 0; i < m; i++) {
      axpy(x[xo + i], a, ao + i * n, y, yo, n);
    }
  }

  @Override
  public void rankUpdate(
      int m, int n, int k, double[] u, int uo, double[] v, int vo, double[] a, int ao) {
    for (int i = 0; i < m; i++) {
      for (int r = 0; r < k; r++) {
        axpy(u[uo + r * m + i], v, vo + r * n, a, ao + i * n, n);
      }
    }
  }

  @Override
  public void multiplyMatrix(
      int m, int n, int k, double[] a, int ao, double[] b, int bo, double[] c, int co) {
    Arrays.fill(c, co, co + m * n, 0.0);
    for (int i = 0; i < m; i++) {
      for (int p = 0; p < k; p++) {
        axpy(a[ao + i * k + p], b, bo + p * n, c, co + i * n, n);
      }
    }
  }

  private static void axpy(double factor, double[] x, int xo, double[] y, int yo, int n) {
    for (int i = 0; i < n; i++) {
      y[yo + i] = Math.fma(factor, x[xo + i], y[yo + i]);
    }
  }
}

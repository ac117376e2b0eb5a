package org.p4inv.core.kernel;

import static org.p4inv.core.kernel.Tile.LANES;

import java.util.Arrays;
import org.p4inv.core.math.FloatMath;

/**
 * The operations in plain Java, written so that the JIT compiler vectorises what costs most: the
 * single-precision products, {@code exp} and {@code tanh}.
 */
final class ScalarKernels implements Kernels {
  @Override
  public String name() {
    return "scalar";
  }

  @Override
  public void multiply(
      int m,
      int k,
      float[] w,
      int wo,
      float[] bias,
      int bo,
      float[] x,
      int xo,
      float[] y,
      int yo,
      int lanes) {
    for (int i = 0; i < m; i++) {
      Arrays.fill(y, yo + i * LANES, yo + i * LANES + lanes, bias[bo + i]);
    }
    ScalarProducts.multiplyAdd(m, k, w, wo, k, 1, x, xo, y, yo, lanes);
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
    ScalarProducts.multiplyAdd(m, k, w, wo, rowStride, columnStride, x, xo, y, yo, LANES);
  }

  @Override
  public void multiplyPacked(
      int m, int k, float[] w, int wo, float[] bias, int bo, float[] x, int xo, float[] y, int yo) {
    for (int i = 0; i < m; i++) {
      Arrays.fill(y, yo + i * LANES, yo + (i + 1) * LANES, bias[bo + i]);
    }
    ScalarProducts.multiplyPackedAdd(m, k, w, wo, x, xo, y, yo);
  }

  @Override
  public void multiplyPacked(
      int m, int k, float[] w, int wo, float[] x, int xo, float[] y, int yo) {
    Arrays.fill(y, yo, yo + m * LANES, 0f);
    ScalarProducts.multiplyPackedAdd(m, k, w, wo, x, xo, y, yo);
  }

  @Override
  public void transpose(
      int rows, int columns, float[] x, int xo, int xs, float[] y, int yo, int ys) {
    for (int c = 0; c < columns; c++) {
      for (int r = 0; r < rows; r++) {
        y[yo + c * ys + r] = x[xo + r * xs + c];
      }
    }
  }

  @Override
  public void outerAdd(
      int m, int k, float[] y, int yo, float[] xt, int xto, float[] g, int go, int rowStride) {
    ScalarProducts.outerAdd(m, k, y, yo, xt, xto, g, go, rowStride);
  }

  @Override
  public void dotLanesAdd(
      int m, float[] y, int yo, float[] x, int xo, float[] g, int go, int stride) {
    for (int i = 0; i < m; i++) {
      int row = yo + i * LANES;
      g[go + i * stride] += everySecond(y, row, x, xo) + everySecond(y, row + 1, x, xo + 1);
    }
  }

  /** The branch of the tree over 64 lanes that holds every second lane from the given ones on. */
  private static float everySecond(float[] y, int yo, float[] x, int xo) {
    float left =
        (four(y, yo, x, xo) + four(y, yo + 8, x, xo + 8))
            + (four(y, yo + 4, x, xo + 4) + four(y, yo + 12, x, xo + 12));
    float right =
        (four(y, yo + 2, x, xo + 2) + four(y, yo + 10, x, xo + 10))
            + (four(y, yo + 6, x, xo + 6) + four(y, yo + 14, x, xo + 14));
    return left + right;
  }

  private static float four(float[] y, int yo, float[] x, int xo) {
    return Math.fma(y[yo + 32], x[xo + 32], y[yo] * x[xo])
        + Math.fma(y[yo + 48], x[xo + 48], y[yo + 16] * x[xo + 16]);
  }

  @Override
  public void exp(float[] x, int xo, float[] y, int yo, int n) {
    ScalarElementary.ofThisThread().exp(x, xo, y, yo, n);
  }

  @Override
  public void log(float[] x, int xo, float[] y, int yo, int n) {
    for (int i = 0; i < n; i++) {
      y[yo + i] = FloatMath.log(x[xo + i]);
    }
  }

  @Override
  public void tanh(float[] x, int xo, float[] y, int yo, int n) {
    ScalarElementary.ofThisThread().tanh(x, xo, y, yo, n);
  }

  @Override
  public void relu(float[] x, int xo, float[] y, int yo, int n) {
    for (int i = 0; i < n; i++) {
      float v = x[xo + i];
      y[yo + i] = v < 0f ? 0f : v;
    }
  }

  @Override
  public void reluPullback(float[] y, int yo, float[] bar, int bo, int n) {
    for (int i = 0; i < n; i++) {
      bar[bo + i] = y[yo + i] > 0f ? bar[bo + i] : 0f;
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
    for (int i = 0; i < m; i++) {
      y[yo + i] = ScalarDoubleProducts.dot(a, ao + i * n, x, xo, n);
    }
  }

  @Override
  public void multiplyVectorTransposedAdd(
      int m, int n, double[] a, int ao, double[] x, int xo, double[] y, int yo) {
    ScalarDoubleProducts.combine(m, x, xo, 1, a, ao, n, y, yo, n);
  }

  @Override
  public void rankUpdate(
      int m, int n, int k, double[] u, int uo, int us, double[] v, int vo, double[] a, int ao) {
    for (int i = 0; i < m; i++) {
      ScalarDoubleProducts.combine(k, u, uo + i, us, v, vo, n, a, ao + i * n, n);
    }
  }

  @Override
  public void multiplyMatrix(
      int m, int n, int k, double[] a, int ao, double[] b, int bo, double[] c, int co) {
    Arrays.fill(c, co, co + m * n, 0.0);
    for (int i = 0; i < m; i++) {
      ScalarDoubleProducts.combine(k, a, ao + i * k, 1, b, bo, n, c, co + i * n, n);
    }
  }
}

package org.p4inv.core.kernel.vector;

import static org.p4inv.core.kernel.vector.Species.F;

import java.util.Arrays;
import org.p4inv.core.kernel.Kernels;

/** The operations with {@code jdk.incubator.vector}, at the widest SIMD width of the machine. */
public final class VectorKernels implements Kernels {
  /** Found by name, see the look-up in {@link Kernels}. */
  public VectorKernels() {}

  @Override
  public String name() {
    return "vector";
  }

  @Override
  public String toString() {
    return "vector, " + F.vectorBitSize() + "-bit SIMD (jdk.incubator.vector)";
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
    Products.multiplyAdd(m, k, w, wo, rowStride, columnStride, x, xo, y, yo);
  }

  @Override
  public void outerAdd(int m, int k, float[] y, int yo, float[] xt, int xto, float[] g, int go) {
    Products.outerAdd(m, k, y, yo, xt, xto, g, go);
  }

  @Override
  public void exp(float[] x, int xo, float[] y, int yo, int n) {
    Elementary.exp(x, xo, y, yo, n);
  }

  @Override
  public void log(float[] x, int xo, float[] y, int yo, int n) {
    Elementary.log(x, xo, y, yo, n);
  }

  @Override
  public void tanh(float[] x, int xo, float[] y, int yo, int n) {
    Elementary.tanh(x, xo, y, yo, n);
  }

  @Override
  public void cosTurns(float[] u, int uo, float[] y, int yo, int n) {
    Elementary.turns(u, uo, y, yo, n, 1);
  }

  @Override
  public void sinTurns(float[] u, int uo, float[] y, int yo, int n) {
    Elementary.turns(u, uo, y, yo, n, 0);
  }

  @Override
  public void multiplyVector(
      int m, int n, double[] a, int ao, double[] x, int xo, double[] y, int yo) {
    for (int i = 0; i < m; i++) {
      y[yo + i] = DoubleProducts.dot(a, ao + i * n, x, xo, n);
    }
  }

  @Override
  public void multiplyVectorTransposed(
      int m, int n, double[] a, int ao, double[] x, int xo, double[] y, int yo) {
    Arrays.fill(y, yo, yo + n, 0.0);
    DoubleProducts.combine(m, x, xo, 1, a, ao, n, y, yo, n);
  }

  @Override
  public void rankUpdate(
      int m, int n, int k, double[] u, int uo, double[] v, int vo, double[] a, int ao) {
    for (int i = 0; i < m; i++) {
      DoubleProducts.combine(k, u, uo + i, m, v, vo, n, a, ao + i * n, n);
    }
  }

  @Override
  public void multiplyMatrix(
      int m, int n, int k, double[] a, int ao, double[] b, int bo, double[] c, int co) {
    Arrays.fill(c, co, co + m * n, 0.0);
    for (int i = 0; i < m; i++) {
      DoubleProducts.combine(k, a, ao + i * k, 1, b, bo, n, c, co + i * n, n);
    }
  }
}

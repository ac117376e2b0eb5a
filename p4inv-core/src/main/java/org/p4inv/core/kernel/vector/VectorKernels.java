package org.p4inv.core.kernel.vector;

import static org.p4inv.core.kernel.Tile.LANES;
import static org.p4inv.core.kernel.vector.Species.DOUBLES;
import static org.p4inv.core.kernel.vector.Species.F;
import static org.p4inv.core.kernel.vector.Species.NARROW_BLOCK;

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
    if (isCut(k, lanes)) {
      Kernels.super.multiply(m, k, w, wo, bias, bo, x, xo, y, yo, lanes);
      return;
    }
    LayerProducts.layer(
        m, k, w, wo, bias, bo, x, xo, y, yo, lanes, /* floor= */ Float.NEGATIVE_INFINITY);
  }

  @Override
  public void multiplyRelu(
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
    if (isCut(k, lanes)) {
      Kernels.super.multiplyRelu(m, k, w, wo, bias, bo, x, xo, y, yo, lanes);
      return;
    }
    LayerProducts.layer(m, k, w, wo, bias, bo, x, xo, y, yo, lanes, /* floor= */ 0f);
  }

  /** Whether sums are too long for {@link LayerProducts}; half a tile fits the cache anyway. */
  private static boolean isCut(int k, int lanes) {
    return k > Products.DEPTH && lanes > LANES / 2;
  }

  @Override
  public void multiplyTransposedRelu(
      int m,
      int k,
      float[] w,
      int wo,
      float[] image,
      int io,
      float[] x,
      int xo,
      float[] y,
      int yo) {
    if (k == 1) {
      SingleProducts.pullback(m, w, wo, image, io, x, xo, y, yo);
      return;
    }
    if (NARROW_BLOCK || k > Products.DEPTH || m % 2 != 0) {
      Kernels.super.multiplyTransposedRelu(m, k, w, wo, image, io, x, xo, y, yo);
      return;
    }
    LayerProducts.pullback(m, k, w, wo, image, io, x, xo, y, yo);
  }

  @Override
  public void multiplyPacked(
      int m, int k, float[] w, int wo, float[] bias, int bo, float[] x, int xo, float[] y, int yo) {
    PackedProducts.multiply(m, k, w, wo, bias, bo, bo + m - 1, x, xo, y, yo);
  }

  @Override
  public void multiplyPacked(
      int m, int k, float[] w, int wo, float[] x, int xo, float[] y, int yo) {
    PackedProducts.multiply(m, k, w, wo, PackedProducts.ZERO, 0, 0, x, xo, y, yo);
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
  public void transpose(
      int rows, int columns, float[] x, int xo, int xs, float[] y, int yo, int ys) {
    Transposition.transpose(rows, columns, x, xo, xs, y, yo, ys);
  }

  @Override
  public void addSquares(int m, double factor, float[] x, int xo, double[] lanes) {
    Squares.addSquares(m, factor, x, xo, lanes);
  }

  @Override
  public void dotLanesAdd(
      int m, float[] y, int yo, float[] x, int xo, float[] g, int go, int stride) {
    LaneSums.dotLanesAdd(m, y, yo, x, xo, g, go, stride);
  }

  @Override
  public void outerAdd(
      int m, int k, float[] y, int yo, float[] xt, int xto, float[] g, int go, int rowStride) {
    OuterProducts.outerAdd(m, k, y, yo, xt, xto, g, go, rowStride);
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
  public void softplus(float[] x, int xo, float[] y, int yo, int n) {
    Sigmoids.softplus(x, xo, y, yo, n);
  }

  @Override
  public void sigmoid(float[] x, int xo, float[] y, int yo, int n) {
    Sigmoids.sigmoid(x, xo, y, yo, n);
  }

  @Override
  public void splineExponents(int bins, int size, float[] x, int xo, float[] y, int yo) {
    SplineKnots.exponents(bins, size, x, xo, y, yo);
  }

  @Override
  public void splineKnots(
      int bins,
      int size,
      float[] p,
      int po,
      float bound,
      float least,
      float spread,
      float[] knots) {
    SplineKnots.knots(bins, size, p, po, bound, least, spread, knots);
  }

  @Override
  public void splineBins(
      int bins,
      int size,
      float[] v,
      int vo,
      float[] search,
      float[] x,
      float[] y,
      float[] d,
      float[] bin) {
    SplineKnots.bins(bins, size, v, vo, search, x, y, d, bin);
  }

  @Override
  public void splineFraction(
      int size, float[] bin, int start, float[] v, int vo, float[] fraction) {
    SplineCurve.fraction(size, bin, start, v, vo, fraction);
  }

  @Override
  public void splineImage(int size, float[] bin, int start, float[] fraction, float[] v, int vo) {
    SplineCurve.image(size, bin, start, fraction, v, vo);
  }

  @Override
  public void splineRoot(int size, float[] bin, float[] eta, float[] theta) {
    SplineCurve.root(size, bin, eta, theta);
  }

  @Override
  public void splineCurve(
      int size, float[] bin, float[] theta, float[] eta, float[] inverse, float[] slope) {
    SplineCurve.curve(size, bin, theta, eta, inverse, slope);
  }

  @Override
  public void splineBend(
      int size, float[] bin, float[] theta, float[] inverse, float[] slope, float[] derivative) {
    SplineCurve.bend(size, bin, theta, inverse, slope, derivative);
  }

  @Override
  public void splineCurvePullback(
      int size,
      float[] bin,
      float[] theta,
      float[] eta,
      float[] inverse,
      float[] slope,
      float[] a,
      float[] c,
      float[] heightBar,
      float[] widthBar,
      float[] d0Bar,
      float[] d1Bar) {
    SplineCurve.pullback(
        size, bin, theta, eta, inverse, slope, a, c, heightBar, widthBar, d0Bar, d1Bar);
  }

  @Override
  public void splineKnotsPullback(
      int bins,
      int size,
      float spread,
      float[] p,
      int po,
      float[] bin,
      float[] below,
      float[] at,
      float[] out,
      int oo) {
    SplineKnots.knotsPullback(bins, size, spread, p, po, bin, below, at, out, oo);
  }

  @Override
  public void splineDerivativesPullback(
      int rows,
      int first,
      int size,
      float[] bin,
      float[] d,
      float largest,
      float[] d0Bar,
      float[] d1Bar,
      float[] out,
      int oo) {
    SplineKnots.derivativesPullback(rows, first, size, bin, d, largest, d0Bar, d1Bar, out, oo);
  }

  /** Not on 128 bits, where some machines have no product of longs. */
  @Override
  public void uniform(
      int c0, int c1, int c2, int c3, int k0, int k1, float[] radius, float[] angle, long[] words) {
    if (DOUBLES == 2) {
      Kernels.super.uniform(c0, c1, c2, c3, k0, k1, radius, angle, words);
    } else {
      PhiloxBlocks.uniform(c0, c1, c2, c3, k0, k1, radius, angle, words);
    }
  }

  @Override
  public void relu(float[] x, int xo, float[] y, int yo, int n) {
    Rectifier.relu(x, xo, y, yo, n);
  }

  @Override
  public void reluPullback(float[] y, int yo, float[] bar, int bo, int n) {
    Rectifier.reluPullback(y, yo, bar, bo, n);
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
  public void multiplyVectorTransposedAdd(
      int m, int n, double[] a, int ao, double[] x, int xo, double[] y, int yo) {
    DoubleProducts.combine(m, x, xo, 1, a, ao, n, y, yo, n);
  }

  @Override
  public void rankUpdate(
      int m, int n, int k, double[] u, int uo, int us, double[] v, int vo, double[] a, int ao) {
    for (int i = 0; i < m; i++) {
      DoubleProducts.combine(k, u, uo + i, us, v, vo, n, a, ao + i * n, n);
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

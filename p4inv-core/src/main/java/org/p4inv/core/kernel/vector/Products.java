package org.p4inv.core.kernel.vector;

import static org.p4inv.core.kernel.Tile.LANES;
import static org.p4inv.core.kernel.vector.Species.F;
import static org.p4inv.core.kernel.vector.Species.FLOATS;
import static org.p4inv.core.kernel.vector.Species.NARROW_BLOCK;

import jdk.incubator.vector.FloatVector;

/**
 * The single-precision products. The unit is a register block of 4 rows by 4 vectors (2 on 256-bit
 * machines): per step of the inner loop it loads 4 vectors, broadcasts 4 factors and does 16 fused
 * multiply-adds. Rows left over go one by one.
 *
 * <p>One block serves both products. In a tile product the vectors run over the 64 lanes and the
 * factors come from W; in a weight gradient they run over the features of the transposed tile and
 * the factors come from Y.
 */
final class Products {
  private static final int WIDTH = (NARROW_BLOCK ? 2 : 4) * FLOATS;

  private Products() {}

  static void multiplyAdd(
      int m, int k, float[] w, int wo, int ws, int wp, float[] x, int xo, float[] y, int yo) {
    product(m, k, w, wo, ws, wp, x, xo, LANES, y, yo, LANES, LANES);
  }

  static void outerAdd(int m, int k, float[] y, int yo, float[] xt, int xto, float[] g, int go) {
    product(m, LANES, y, yo, LANES, 1, xt, xto, k, g, go, k, k);
  }

  /** C[m x n] += W[m x k] B[k x n]; rows of B and C are {@code bs} and {@code cs} apart. */
  private static void product(
      int m,
      int k,
      float[] w,
      int wo,
      int ws,
      int wp,
      float[] b,
      int bo,
      int bs,
      float[] c,
      int co,
      int cs,
      int n) {
    int column = 0;
    for (; column <= n - WIDTH; column += WIDTH) {
      int i = 0;
      for (; i <= m - 4; i += 4) {
        if (NARROW_BLOCK) {
          block4x2(k, w, wo + i * ws, ws, wp, b, bo + column, bs, c, co + i * cs + column, cs);
        } else {
          block4x4(k, w, wo + i * ws, ws, wp, b, bo + column, bs, c, co + i * cs + column, cs);
        }
      }
      for (; i < m; i++) {
        if (NARROW_BLOCK) {
          block1x2(k, w, wo + i * ws, wp, b, bo + column, bs, c, co + i * cs + column);
        } else {
          block1x4(k, w, wo + i * ws, wp, b, bo + column, bs, c, co + i * cs + column);
        }
      }
    }
    for (; column <= n - FLOATS; column += FLOATS) {
      int i = 0;
      for (; i <= m - 4; i += 4) {
        block4x1(k, w, wo + i * ws, ws, wp, b, bo + column, bs, c, co + i * cs + column, cs);
      }
      for (; i < m; i++) {
        block1x1(k, w, wo + i * ws, wp, b, bo + column, bs, c, co + i * cs + column);
      }
    }
    for (; column < n; column++) {
      for (int i = 0; i < m; i++) {
        float sum = c[co + i * cs + column];
        for (int p = 0; p < k; p++) {
          sum = Math.fma(w[wo + i * ws + p * wp], b[bo + p * bs + column], sum);
        }
        c[co + i * cs + column] = sum;
      }
    }
  }

  private static void block4x4(
      int k,
      float[] w,
      int w0,
      int ws,
      int wp,
      float[] b,
      int bo,
      int bs,
      float[] c,
      int c0,
      int cs) {
    int c1 = c0 + cs;
    int c2 = c1 + cs;
    int c3 = c2 + cs;
    FloatVector s00 = FloatVector.fromArray(F, c, c0);
    FloatVector s01 = FloatVector.fromArray(F, c, c0 + FLOATS);
    FloatVector s02 = FloatVector.fromArray(F, c, c0 + 2 * FLOATS);
    FloatVector s03 = FloatVector.fromArray(F, c, c0 + 3 * FLOATS);
    FloatVector s10 = FloatVector.fromArray(F, c, c1);
    FloatVector s11 = FloatVector.fromArray(F, c, c1 + FLOATS);
    FloatVector s12 = FloatVector.fromArray(F, c, c1 + 2 * FLOATS);
    FloatVector s13 = FloatVector.fromArray(F, c, c1 + 3 * FLOATS);
    FloatVector s20 = FloatVector.fromArray(F, c, c2);
    FloatVector s21 = FloatVector.fromArray(F, c, c2 + FLOATS);
    FloatVector s22 = FloatVector.fromArray(F, c, c2 + 2 * FLOATS);
    FloatVector s23 = FloatVector.fromArray(F, c, c2 + 3 * FLOATS);
    FloatVector s30 = FloatVector.fromArray(F, c, c3);
    FloatVector s31 = FloatVector.fromArray(F, c, c3 + FLOATS);
    FloatVector s32 = FloatVector.fromArray(F, c, c3 + 2 * FLOATS);
    FloatVector s33 = FloatVector.fromArray(F, c, c3 + 3 * FLOATS);
    int w1 = w0 + ws;
    int w2 = w1 + ws;
    int w3 = w2 + ws;
    for (int p = 0; p < k; p++) {
      int row = bo + p * bs;
      int factor = p * wp;
      FloatVector b0 = FloatVector.fromArray(F, b, row);
      FloatVector b1 = FloatVector.fromArray(F, b, row + FLOATS);
      FloatVector b2 = FloatVector.fromArray(F, b, row + 2 * FLOATS);
      FloatVector b3 = FloatVector.fromArray(F, b, row + 3 * FLOATS);
      FloatVector f = FloatVector.broadcast(F, w[w0 + factor]);
      s00 = f.fma(b0, s00);
      s01 = f.fma(b1, s01);
      s02 = f.fma(b2, s02);
      s03 = f.fma(b3, s03);
      f = FloatVector.broadcast(F, w[w1 + factor]);
      s10 = f.fma(b0, s10);
      s11 = f.fma(b1, s11);
      s12 = f.fma(b2, s12);
      s13 = f.fma(b3, s13);
      f = FloatVector.broadcast(F, w[w2 + factor]);
      s20 = f.fma(b0, s20);
      s21 = f.fma(b1, s21);
      s22 = f.fma(b2, s22);
      s23 = f.fma(b3, s23);
      f = FloatVector.broadcast(F, w[w3 + factor]);
      s30 = f.fma(b0, s30);
      s31 = f.fma(b1, s31);
      s32 = f.fma(b2, s32);
      s33 = f.fma(b3, s33);
    }
    s00.intoArray(c, c0);
    s01.intoArray(c, c0 + FLOATS);
    s02.intoArray(c, c0 + 2 * FLOATS);
    s03.intoArray(c, c0 + 3 * FLOATS);
    s10.intoArray(c, c1);
    s11.intoArray(c, c1 + FLOATS);
    s12.intoArray(c, c1 + 2 * FLOATS);
    s13.intoArray(c, c1 + 3 * FLOATS);
    s20.intoArray(c, c2);
    s21.intoArray(c, c2 + FLOATS);
    s22.intoArray(c, c2 + 2 * FLOATS);
    s23.intoArray(c, c2 + 3 * FLOATS);
    s30.intoArray(c, c3);
    s31.intoArray(c, c3 + FLOATS);
    s32.intoArray(c, c3 + 2 * FLOATS);
    s33.intoArray(c, c3 + 3 * FLOATS);
  }

  private static void block4x2(
      int k,
      float[] w,
      int w0,
      int ws,
      int wp,
      float[] b,
      int bo,
      int bs,
      float[] c,
      int c0,
      int cs) {
    int c1 = c0 + cs;
    int c2 = c1 + cs;
    int c3 = c2 + cs;
    FloatVector s00 = FloatVector.fromArray(F, c, c0);
    FloatVector s01 = FloatVector.fromArray(F, c, c0 + FLOATS);
    FloatVector s10 = FloatVector.fromArray(F, c, c1);
    FloatVector s11 = FloatVector.fromArray(F, c, c1 + FLOATS);
    FloatVector s20 = FloatVector.fromArray(F, c, c2);
    FloatVector s21 = FloatVector.fromArray(F, c, c2 + FLOATS);
    FloatVector s30 = FloatVector.fromArray(F, c, c3);
    FloatVector s31 = FloatVector.fromArray(F, c, c3 + FLOATS);
    int w1 = w0 + ws;
    int w2 = w1 + ws;
    int w3 = w2 + ws;
    for (int p = 0; p < k; p++) {
      int row = bo + p * bs;
      int factor = p * wp;
      FloatVector b0 = FloatVector.fromArray(F, b, row);
      FloatVector b1 = FloatVector.fromArray(F, b, row + FLOATS);
      FloatVector f = FloatVector.broadcast(F, w[w0 + factor]);
      s00 = f.fma(b0, s00);
      s01 = f.fma(b1, s01);
      f = FloatVector.broadcast(F, w[w1 + factor]);
      s10 = f.fma(b0, s10);
      s11 = f.fma(b1, s11);
      f = FloatVector.broadcast(F, w[w2 + factor]);
      s20 = f.fma(b0, s20);
      s21 = f.fma(b1, s21);
      f = FloatVector.broadcast(F, w[w3 + factor]);
      s30 = f.fma(b0, s30);
      s31 = f.fma(b1, s31);
    }
    s00.intoArray(c, c0);
    s01.intoArray(c, c0 + FLOATS);
    s10.intoArray(c, c1);
    s11.intoArray(c, c1 + FLOATS);
    s20.intoArray(c, c2);
    s21.intoArray(c, c2 + FLOATS);
    s30.intoArray(c, c3);
    s31.intoArray(c, c3 + FLOATS);
  }

  private static void block4x1(
      int k,
      float[] w,
      int w0,
      int ws,
      int wp,
      float[] b,
      int bo,
      int bs,
      float[] c,
      int c0,
      int cs) {
    int c1 = c0 + cs;
    int c2 = c1 + cs;
    int c3 = c2 + cs;
    FloatVector s0 = FloatVector.fromArray(F, c, c0);
    FloatVector s1 = FloatVector.fromArray(F, c, c1);
    FloatVector s2 = FloatVector.fromArray(F, c, c2);
    FloatVector s3 = FloatVector.fromArray(F, c, c3);
    int w1 = w0 + ws;
    int w2 = w1 + ws;
    int w3 = w2 + ws;
    for (int p = 0; p < k; p++) {
      int factor = p * wp;
      FloatVector b0 = FloatVector.fromArray(F, b, bo + p * bs);
      s0 = FloatVector.broadcast(F, w[w0 + factor]).fma(b0, s0);
      s1 = FloatVector.broadcast(F, w[w1 + factor]).fma(b0, s1);
      s2 = FloatVector.broadcast(F, w[w2 + factor]).fma(b0, s2);
      s3 = FloatVector.broadcast(F, w[w3 + factor]).fma(b0, s3);
    }
    s0.intoArray(c, c0);
    s1.intoArray(c, c1);
    s2.intoArray(c, c2);
    s3.intoArray(c, c3);
  }

  private static void block1x4(
      int k, float[] w, int w0, int wp, float[] b, int bo, int bs, float[] c, int c0) {
    FloatVector s0 = FloatVector.fromArray(F, c, c0);
    FloatVector s1 = FloatVector.fromArray(F, c, c0 + FLOATS);
    FloatVector s2 = FloatVector.fromArray(F, c, c0 + 2 * FLOATS);
    FloatVector s3 = FloatVector.fromArray(F, c, c0 + 3 * FLOATS);
    for (int p = 0; p < k; p++) {
      int row = bo + p * bs;
      FloatVector f = FloatVector.broadcast(F, w[w0 + p * wp]);
      s0 = f.fma(FloatVector.fromArray(F, b, row), s0);
      s1 = f.fma(FloatVector.fromArray(F, b, row + FLOATS), s1);
      s2 = f.fma(FloatVector.fromArray(F, b, row + 2 * FLOATS), s2);
      s3 = f.fma(FloatVector.fromArray(F, b, row + 3 * FLOATS), s3);
    }
    s0.intoArray(c, c0);
    s1.intoArray(c, c0 + FLOATS);
    s2.intoArray(c, c0 + 2 * FLOATS);
    s3.intoArray(c, c0 + 3 * FLOATS);
  }

  private static void block1x2(
      int k, float[] w, int w0, int wp, float[] b, int bo, int bs, float[] c, int c0) {
    FloatVector s0 = FloatVector.fromArray(F, c, c0);
    FloatVector s1 = FloatVector.fromArray(F, c, c0 + FLOATS);
    for (int p = 0; p < k; p++) {
      int row = bo + p * bs;
      FloatVector f = FloatVector.broadcast(F, w[w0 + p * wp]);
      s0 = f.fma(FloatVector.fromArray(F, b, row), s0);
      s1 = f.fma(FloatVector.fromArray(F, b, row + FLOATS), s1);
    }
    s0.intoArray(c, c0);
    s1.intoArray(c, c0 + FLOATS);
  }

  private static void block1x1(
      int k, float[] w, int w0, int wp, float[] b, int bo, int bs, float[] c, int c0) {
    FloatVector s0 = FloatVector.fromArray(F, c, c0);
    for (int p = 0; p < k; p++) {
      FloatVector f = FloatVector.broadcast(F, w[w0 + p * wp]);
      s0 = f.fma(FloatVector.fromArray(F, b, bo + p * bs), s0);
    }
    s0.intoArray(c, c0);
  }
}

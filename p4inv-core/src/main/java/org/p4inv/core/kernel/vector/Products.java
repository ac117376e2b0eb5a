package org.p4inv.core.kernel.vector;

import static org.p4inv.core.kernel.Tile.LANES;
import static org.p4inv.core.kernel.vector.Species.F;
import static org.p4inv.core.kernel.vector.Species.FLOATS;
import static org.p4inv.core.kernel.vector.Species.NARROW_BLOCK;

import jdk.incubator.vector.FloatVector;
import org.p4inv.core.kernel.PackedMatrix;
import org.p4inv.core.kernel.Panels;

/**
 * The single-precision products. The unit is a register block of 4 rows by 4 vectors (2 on 256-bit
 * machines): per step of the inner loop it loads 4 vectors, broadcasts 4 factors and does 16 fused
 * multiply-adds. Rows left over go one by one.
 *
 * <p>One block serves both products. In a tile product the vectors run over the 64 lanes and the
 * factors come from W; in a weight gradient they run over the features of a panel of the transposed
 * tile and the factors come from Y. Either way the rows of the second operand are 64 apart, and one
 * stride of the first is 1: with these two known at compile time C2 moves the bounds checks out of
 * the inner loop, which is a quarter of its speed. Long sums are cut into pieces of {@link #DEPTH},
 * so that the part of the second operand that all rows share stays in the first-level cache.
 */
final class Products {
  private static final int WIDTH = (NARROW_BLOCK ? 2 : 4) * FLOATS;

  /** Terms of a sum that are added in one go: 128 rows of 64 floats are 32 KiB. */
  static final int DEPTH = PackedMatrix.DEPTH;

  private Products() {}

  static void multiplyAdd(
      int m, int k, float[] w, int wo, int ws, int wp, float[] x, int xo, float[] y, int yo) {
    for (int p = 0; p < k; p += DEPTH) {
      int depth = Math.min(DEPTH, k - p);
      for (int column = 0; column < LANES; column += WIDTH) {
        if (wp == 1) {
          rows(m, depth, w, wo + p, ws, x, xo + p * LANES + column, y, yo + column, LANES);
        } else {
          columns(m, depth, w, wo + p * wp, wp, x, xo + p * LANES + column, y, yo + column);
        }
      }
    }
  }

  static void outerAdd(
      int m, int k, float[] y, int yo, float[] xt, int xto, float[] g, int go, int gs) {
    int column = 0;
    for (; column <= k - WIDTH; column += WIDTH) {
      rows(m, LANES, y, yo, LANES, xt, xto + Panels.at(column), g, go + column, gs);
    }
    for (; column <= k - FLOATS; column += FLOATS) {
      narrowRows(m, y, yo, xt, xto + Panels.at(column), g, go + column, gs);
    }
    for (; column < k; column++) {
      single(m, y, yo, xt, xto + Panels.at(column), g, go + column, gs);
    }
  }

  /** C[m x WIDTH] += W[m x k] B[k x WIDTH], W row-major with rows {@code ws} apart. */
  private static void rows(
      int m, int k, float[] w, int wo, int ws, float[] b, int bo, float[] c, int co, int cs) {
    int i = 0;
    for (; i <= m - 4; i += 4) {
      if (NARROW_BLOCK) {
        row4x2(k, w, wo + i * ws, ws, b, bo, c, co + i * cs, cs);
      } else {
        row4x4(k, w, wo + i * ws, ws, b, bo, c, co + i * cs, cs);
      }
    }
    for (; i < m; i++) {
      one(k, w, wo + i * ws, 1, b, bo, c, co + i * cs);
    }
  }

  /** C[m x WIDTH] += W[m x k] B[k x WIDTH], W column-major with columns {@code ws} apart. */
  private static void columns(
      int m, int k, float[] w, int wo, int ws, float[] b, int bo, float[] c, int co) {
    int i = 0;
    for (; i <= m - 4; i += 4) {
      if (NARROW_BLOCK) {
        column4x2(k, w, wo + i, ws, b, bo, c, co + i * LANES, LANES);
      } else {
        column4x4(k, w, wo + i, ws, b, bo, c, co + i * LANES, LANES);
      }
    }
    for (; i < m; i++) {
      one(k, w, wo + i, ws, b, bo, c, co + i * LANES);
    }
  }

  /** One row of {@link #rows} or {@link #columns}. */
  private static void one(int k, float[] w, int wo, int ws, float[] b, int bo, float[] c, int co) {
    if (NARROW_BLOCK) {
      one2(k, w, wo, ws, b, bo, c, co);
    } else {
      one4(k, w, wo, ws, b, bo, c, co);
    }
  }

  /** One vector of columns of a weight gradient. */
  private static void narrowRows(
      int m, float[] y, int yo, float[] xt, int xto, float[] g, int go, int gs) {
    int i = 0;
    for (; i <= m - 4; i += 4) {
      row4x1(LANES, y, yo + i * LANES, LANES, xt, xto, g, go + i * gs, gs);
    }
    for (; i < m; i++) {
      one1(LANES, y, yo + i * LANES, 1, xt, xto, g, go + i * gs);
    }
  }

  /** One column of a weight gradient, in four rows at a time to hide the latency of their sums. */
  private static void single(
      int m, float[] y, int yo, float[] xt, int xto, float[] g, int go, int gs) {
    int i = 0;
    for (; i <= m - 4; i += 4) {
      int y0 = yo + i * LANES;
      int g0 = go + i * gs;
      float s0 = g[g0];
      float s1 = g[g0 + gs];
      float s2 = g[g0 + 2 * gs];
      float s3 = g[g0 + 3 * gs];
      for (int lane = 0; lane < LANES; lane++) {
        float x = xt[xto + lane * LANES];
        s0 = Math.fma(y[y0 + lane], x, s0);
        s1 = Math.fma(y[y0 + LANES + lane], x, s1);
        s2 = Math.fma(y[y0 + 2 * LANES + lane], x, s2);
        s3 = Math.fma(y[y0 + 3 * LANES + lane], x, s3);
      }
      g[g0] = s0;
      g[g0 + gs] = s1;
      g[g0 + 2 * gs] = s2;
      g[g0 + 3 * gs] = s3;
    }
    for (; i < m; i++) {
      float sum = g[go + i * gs];
      for (int lane = 0; lane < LANES; lane++) {
        sum = Math.fma(y[yo + i * LANES + lane], xt[xto + lane * LANES], sum);
      }
      g[go + i * gs] = sum;
    }
  }

  /** Four rows by four vectors; the factors of a row are neighbours. */
  private static void row4x4(
      int k, float[] w, int w0, int ws, float[] b, int bo, float[] c, int c0, int cs) {
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
      FloatVector b0 = FloatVector.fromArray(F, b, bo + p * LANES);
      FloatVector b1 = FloatVector.fromArray(F, b, bo + p * LANES + FLOATS);
      FloatVector b2 = FloatVector.fromArray(F, b, bo + p * LANES + 2 * FLOATS);
      FloatVector b3 = FloatVector.fromArray(F, b, bo + p * LANES + 3 * FLOATS);
      FloatVector f = FloatVector.broadcast(F, w[w0 + p]);
      s00 = f.fma(b0, s00);
      s01 = f.fma(b1, s01);
      s02 = f.fma(b2, s02);
      s03 = f.fma(b3, s03);
      f = FloatVector.broadcast(F, w[w1 + p]);
      s10 = f.fma(b0, s10);
      s11 = f.fma(b1, s11);
      s12 = f.fma(b2, s12);
      s13 = f.fma(b3, s13);
      f = FloatVector.broadcast(F, w[w2 + p]);
      s20 = f.fma(b0, s20);
      s21 = f.fma(b1, s21);
      s22 = f.fma(b2, s22);
      s23 = f.fma(b3, s23);
      f = FloatVector.broadcast(F, w[w3 + p]);
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

  /** Four rows by four vectors; the factors of the four rows are neighbours. */
  private static void column4x4(
      int k, float[] w, int w0, int ws, float[] b, int bo, float[] c, int c0, int cs) {
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
    for (int p = 0; p < k; p++) {
      FloatVector b0 = FloatVector.fromArray(F, b, bo + p * LANES);
      FloatVector b1 = FloatVector.fromArray(F, b, bo + p * LANES + FLOATS);
      FloatVector b2 = FloatVector.fromArray(F, b, bo + p * LANES + 2 * FLOATS);
      FloatVector b3 = FloatVector.fromArray(F, b, bo + p * LANES + 3 * FLOATS);
      FloatVector f = FloatVector.broadcast(F, w[w0 + p * ws]);
      s00 = f.fma(b0, s00);
      s01 = f.fma(b1, s01);
      s02 = f.fma(b2, s02);
      s03 = f.fma(b3, s03);
      f = FloatVector.broadcast(F, w[w0 + p * ws + 1]);
      s10 = f.fma(b0, s10);
      s11 = f.fma(b1, s11);
      s12 = f.fma(b2, s12);
      s13 = f.fma(b3, s13);
      f = FloatVector.broadcast(F, w[w0 + p * ws + 2]);
      s20 = f.fma(b0, s20);
      s21 = f.fma(b1, s21);
      s22 = f.fma(b2, s22);
      s23 = f.fma(b3, s23);
      f = FloatVector.broadcast(F, w[w0 + p * ws + 3]);
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

  /** Four rows by two vectors; the factors of a row are neighbours. */
  private static void row4x2(
      int k, float[] w, int w0, int ws, float[] b, int bo, float[] c, int c0, int cs) {
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
      FloatVector b0 = FloatVector.fromArray(F, b, bo + p * LANES);
      FloatVector b1 = FloatVector.fromArray(F, b, bo + p * LANES + FLOATS);
      FloatVector f = FloatVector.broadcast(F, w[w0 + p]);
      s00 = f.fma(b0, s00);
      s01 = f.fma(b1, s01);
      f = FloatVector.broadcast(F, w[w1 + p]);
      s10 = f.fma(b0, s10);
      s11 = f.fma(b1, s11);
      f = FloatVector.broadcast(F, w[w2 + p]);
      s20 = f.fma(b0, s20);
      s21 = f.fma(b1, s21);
      f = FloatVector.broadcast(F, w[w3 + p]);
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

  /** Four rows by two vectors; the factors of the four rows are neighbours. */
  private static void column4x2(
      int k, float[] w, int w0, int ws, float[] b, int bo, float[] c, int c0, int cs) {
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
    for (int p = 0; p < k; p++) {
      FloatVector b0 = FloatVector.fromArray(F, b, bo + p * LANES);
      FloatVector b1 = FloatVector.fromArray(F, b, bo + p * LANES + FLOATS);
      FloatVector f = FloatVector.broadcast(F, w[w0 + p * ws]);
      s00 = f.fma(b0, s00);
      s01 = f.fma(b1, s01);
      f = FloatVector.broadcast(F, w[w0 + p * ws + 1]);
      s10 = f.fma(b0, s10);
      s11 = f.fma(b1, s11);
      f = FloatVector.broadcast(F, w[w0 + p * ws + 2]);
      s20 = f.fma(b0, s20);
      s21 = f.fma(b1, s21);
      f = FloatVector.broadcast(F, w[w0 + p * ws + 3]);
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

  /** Four rows by one vector; the factors of a row are neighbours. */
  private static void row4x1(
      int k, float[] w, int w0, int ws, float[] b, int bo, float[] c, int c0, int cs) {
    int c1 = c0 + cs;
    int c2 = c1 + cs;
    int c3 = c2 + cs;
    FloatVector s00 = FloatVector.fromArray(F, c, c0);
    FloatVector s10 = FloatVector.fromArray(F, c, c1);
    FloatVector s20 = FloatVector.fromArray(F, c, c2);
    FloatVector s30 = FloatVector.fromArray(F, c, c3);
    int w1 = w0 + ws;
    int w2 = w1 + ws;
    int w3 = w2 + ws;
    for (int p = 0; p < k; p++) {
      FloatVector b0 = FloatVector.fromArray(F, b, bo + p * LANES);
      FloatVector f = FloatVector.broadcast(F, w[w0 + p]);
      s00 = f.fma(b0, s00);
      f = FloatVector.broadcast(F, w[w1 + p]);
      s10 = f.fma(b0, s10);
      f = FloatVector.broadcast(F, w[w2 + p]);
      s20 = f.fma(b0, s20);
      f = FloatVector.broadcast(F, w[w3 + p]);
      s30 = f.fma(b0, s30);
    }
    s00.intoArray(c, c0);
    s10.intoArray(c, c1);
    s20.intoArray(c, c2);
    s30.intoArray(c, c3);
  }

  /** One row by four vectors; the factors are {@code ws} apart. */
  private static void one4(int k, float[] w, int w0, int ws, float[] b, int bo, float[] c, int c0) {
    FloatVector s0 = FloatVector.fromArray(F, c, c0);
    FloatVector s1 = FloatVector.fromArray(F, c, c0 + FLOATS);
    FloatVector s2 = FloatVector.fromArray(F, c, c0 + 2 * FLOATS);
    FloatVector s3 = FloatVector.fromArray(F, c, c0 + 3 * FLOATS);
    int p = 0;
    for (; p < k - 1; p += 2) {
      int row = bo + p * LANES;
      FloatVector f = FloatVector.broadcast(F, w[w0 + p * ws]);
      FloatVector g = FloatVector.broadcast(F, w[w0 + p * ws + ws]);
      s0 = f.fma(FloatVector.fromArray(F, b, row), s0);
      s0 = g.fma(FloatVector.fromArray(F, b, row + LANES), s0);
      s1 = f.fma(FloatVector.fromArray(F, b, row + FLOATS), s1);
      s1 = g.fma(FloatVector.fromArray(F, b, row + LANES + FLOATS), s1);
      s2 = f.fma(FloatVector.fromArray(F, b, row + 2 * FLOATS), s2);
      s2 = g.fma(FloatVector.fromArray(F, b, row + LANES + 2 * FLOATS), s2);
      s3 = f.fma(FloatVector.fromArray(F, b, row + 3 * FLOATS), s3);
      s3 = g.fma(FloatVector.fromArray(F, b, row + LANES + 3 * FLOATS), s3);
    }
    if (p < k) {
      FloatVector f = FloatVector.broadcast(F, w[w0 + p * ws]);
      s0 = f.fma(FloatVector.fromArray(F, b, bo + p * LANES), s0);
      s1 = f.fma(FloatVector.fromArray(F, b, bo + p * LANES + FLOATS), s1);
      s2 = f.fma(FloatVector.fromArray(F, b, bo + p * LANES + 2 * FLOATS), s2);
      s3 = f.fma(FloatVector.fromArray(F, b, bo + p * LANES + 3 * FLOATS), s3);
    }
    s0.intoArray(c, c0);
    s1.intoArray(c, c0 + FLOATS);
    s2.intoArray(c, c0 + 2 * FLOATS);
    s3.intoArray(c, c0 + 3 * FLOATS);
  }

  /** One row by two vectors; the factors are {@code ws} apart. */
  private static void one2(int k, float[] w, int w0, int ws, float[] b, int bo, float[] c, int c0) {
    FloatVector s0 = FloatVector.fromArray(F, c, c0);
    FloatVector s1 = FloatVector.fromArray(F, c, c0 + FLOATS);
    int p = 0;
    for (; p < k - 1; p += 2) {
      int row = bo + p * LANES;
      FloatVector f = FloatVector.broadcast(F, w[w0 + p * ws]);
      FloatVector g = FloatVector.broadcast(F, w[w0 + p * ws + ws]);
      s0 = f.fma(FloatVector.fromArray(F, b, row), s0);
      s0 = g.fma(FloatVector.fromArray(F, b, row + LANES), s0);
      s1 = f.fma(FloatVector.fromArray(F, b, row + FLOATS), s1);
      s1 = g.fma(FloatVector.fromArray(F, b, row + LANES + FLOATS), s1);
    }
    if (p < k) {
      FloatVector f = FloatVector.broadcast(F, w[w0 + p * ws]);
      s0 = f.fma(FloatVector.fromArray(F, b, bo + p * LANES), s0);
      s1 = f.fma(FloatVector.fromArray(F, b, bo + p * LANES + FLOATS), s1);
    }
    s0.intoArray(c, c0);
    s1.intoArray(c, c0 + FLOATS);
  }

  /** One row by one vector; the factors are {@code ws} apart. */
  private static void one1(int k, float[] w, int w0, int ws, float[] b, int bo, float[] c, int c0) {
    FloatVector s0 = FloatVector.fromArray(F, c, c0);
    int p = 0;
    for (; p < k - 1; p += 2) {
      int row = bo + p * LANES;
      FloatVector f = FloatVector.broadcast(F, w[w0 + p * ws]);
      FloatVector g = FloatVector.broadcast(F, w[w0 + p * ws + ws]);
      s0 = f.fma(FloatVector.fromArray(F, b, row), s0);
      s0 = g.fma(FloatVector.fromArray(F, b, row + LANES), s0);
    }
    if (p < k) {
      FloatVector f = FloatVector.broadcast(F, w[w0 + p * ws]);
      s0 = f.fma(FloatVector.fromArray(F, b, bo + p * LANES), s0);
    }
    s0.intoArray(c, c0);
  }
}

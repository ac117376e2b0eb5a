package org.p4inv.core.kernel.vector;

import static org.p4inv.core.kernel.Tile.LANES;
import static org.p4inv.core.kernel.vector.Species.F;
import static org.p4inv.core.kernel.vector.Species.FLOATS;
import static org.p4inv.core.kernel.vector.Species.NARROW_BLOCK;
import static org.p4inv.core.kernel.vector.Species.WIDTH;

import jdk.incubator.vector.FloatVector;
import org.p4inv.core.kernel.Panels;

/**
 * Weight gradients, G = G + Y X^T, in the register blocks of {@link Products}: the vectors run over
 * the features of a panel of the transposed tile, the factors come from Y, whose rows are 64 apart.
 * Columns left over are single vectors, then single numbers.
 */
final class OuterProducts {
  private OuterProducts() {}

  static void outerAdd(
      int m, int k, float[] y, int yo, float[] xt, int xto, float[] g, int go, int gs) {
    int column = 0;
    for (; column <= k - WIDTH; column += WIDTH) {
      rows(m, y, yo, xt, xto + Panels.at(column), g, go + column, gs);
    }
    for (; column <= k - FLOATS; column += FLOATS) {
      narrowRows(m, y, yo, xt, xto + Panels.at(column), g, go + column, gs);
    }
    for (; column < k; column++) {
      single(m, y, yo, xt, xto + Panels.at(column), g, go + column, gs);
    }
  }

  /** One block of columns. */
  private static void rows(
      int m, float[] y, int yo, float[] xt, int xto, float[] g, int go, int gs) {
    int i = 0;
    for (; i <= m - 6; i += 6) {
      if (NARROW_BLOCK) {
        outer6x2(y, yo + i * LANES, xt, xto, g, go + i * gs, gs);
      } else {
        outer6x4(y, yo + i * LANES, xt, xto, g, go + i * gs, gs);
      }
    }
    for (; i <= m - 2; i += 2) {
      if (NARROW_BLOCK) {
        outer2x2(y, yo + i * LANES, xt, xto, g, go + i * gs, gs);
      } else {
        outer2x4(y, yo + i * LANES, xt, xto, g, go + i * gs, gs);
      }
    }
    for (; i < m; i++) {
      Products.one(LANES, y, yo + i * LANES, 1, xt, xto, g, go + i * gs);
    }
  }

  /** One vector of columns of a weight gradient, in eight rows at a time; the last one again. */
  private static void narrowRows(
      int m, float[] y, int yo, float[] xt, int xto, float[] g, int go, int gs) {
    int lastY = yo + (m - 1) * LANES;
    int lastG = go + (m - 1) * gs;
    for (int i = 0; i < m; i += 8) {
      outer8x1(y, yo + i * LANES, lastY, xt, xto, g, go + i * gs, gs, lastG);
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

  /** Six rows by four vectors. */
  private static void outer6x4(float[] y, int y0, float[] b, int bo, float[] c, int c0, int cs) {
    int c1 = c0 + cs;
    int c2 = c1 + cs;
    int c3 = c2 + cs;
    int c4 = c3 + cs;
    int c5 = c4 + cs;
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
    FloatVector s40 = FloatVector.fromArray(F, c, c4);
    FloatVector s41 = FloatVector.fromArray(F, c, c4 + FLOATS);
    FloatVector s42 = FloatVector.fromArray(F, c, c4 + 2 * FLOATS);
    FloatVector s43 = FloatVector.fromArray(F, c, c4 + 3 * FLOATS);
    FloatVector s50 = FloatVector.fromArray(F, c, c5);
    FloatVector s51 = FloatVector.fromArray(F, c, c5 + FLOATS);
    FloatVector s52 = FloatVector.fromArray(F, c, c5 + 2 * FLOATS);
    FloatVector s53 = FloatVector.fromArray(F, c, c5 + 3 * FLOATS);
    for (int p = 0; p < LANES; p++) {
      FloatVector b0 = FloatVector.fromArray(F, b, bo + p * LANES);
      FloatVector b1 = FloatVector.fromArray(F, b, bo + p * LANES + FLOATS);
      FloatVector b2 = FloatVector.fromArray(F, b, bo + p * LANES + 2 * FLOATS);
      FloatVector b3 = FloatVector.fromArray(F, b, bo + p * LANES + 3 * FLOATS);
      FloatVector f = FloatVector.broadcast(F, y[y0 + p]);
      s00 = f.fma(b0, s00);
      s01 = f.fma(b1, s01);
      s02 = f.fma(b2, s02);
      s03 = f.fma(b3, s03);
      f = FloatVector.broadcast(F, y[y0 + LANES + p]);
      s10 = f.fma(b0, s10);
      s11 = f.fma(b1, s11);
      s12 = f.fma(b2, s12);
      s13 = f.fma(b3, s13);
      f = FloatVector.broadcast(F, y[y0 + 2 * LANES + p]);
      s20 = f.fma(b0, s20);
      s21 = f.fma(b1, s21);
      s22 = f.fma(b2, s22);
      s23 = f.fma(b3, s23);
      f = FloatVector.broadcast(F, y[y0 + 3 * LANES + p]);
      s30 = f.fma(b0, s30);
      s31 = f.fma(b1, s31);
      s32 = f.fma(b2, s32);
      s33 = f.fma(b3, s33);
      f = FloatVector.broadcast(F, y[y0 + 4 * LANES + p]);
      s40 = f.fma(b0, s40);
      s41 = f.fma(b1, s41);
      s42 = f.fma(b2, s42);
      s43 = f.fma(b3, s43);
      f = FloatVector.broadcast(F, y[y0 + 5 * LANES + p]);
      s50 = f.fma(b0, s50);
      s51 = f.fma(b1, s51);
      s52 = f.fma(b2, s52);
      s53 = f.fma(b3, s53);
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
    s40.intoArray(c, c4);
    s41.intoArray(c, c4 + FLOATS);
    s42.intoArray(c, c4 + 2 * FLOATS);
    s43.intoArray(c, c4 + 3 * FLOATS);
    s50.intoArray(c, c5);
    s51.intoArray(c, c5 + FLOATS);
    s52.intoArray(c, c5 + 2 * FLOATS);
    s53.intoArray(c, c5 + 3 * FLOATS);
  }

  /** Two rows by four vectors. */
  private static void outer2x4(float[] y, int y0, float[] b, int bo, float[] c, int c0, int cs) {
    int c1 = c0 + cs;
    FloatVector s00 = FloatVector.fromArray(F, c, c0);
    FloatVector s01 = FloatVector.fromArray(F, c, c0 + FLOATS);
    FloatVector s02 = FloatVector.fromArray(F, c, c0 + 2 * FLOATS);
    FloatVector s03 = FloatVector.fromArray(F, c, c0 + 3 * FLOATS);
    FloatVector s10 = FloatVector.fromArray(F, c, c1);
    FloatVector s11 = FloatVector.fromArray(F, c, c1 + FLOATS);
    FloatVector s12 = FloatVector.fromArray(F, c, c1 + 2 * FLOATS);
    FloatVector s13 = FloatVector.fromArray(F, c, c1 + 3 * FLOATS);
    for (int p = 0; p < LANES; p++) {
      FloatVector b0 = FloatVector.fromArray(F, b, bo + p * LANES);
      FloatVector b1 = FloatVector.fromArray(F, b, bo + p * LANES + FLOATS);
      FloatVector b2 = FloatVector.fromArray(F, b, bo + p * LANES + 2 * FLOATS);
      FloatVector b3 = FloatVector.fromArray(F, b, bo + p * LANES + 3 * FLOATS);
      FloatVector f = FloatVector.broadcast(F, y[y0 + p]);
      s00 = f.fma(b0, s00);
      s01 = f.fma(b1, s01);
      s02 = f.fma(b2, s02);
      s03 = f.fma(b3, s03);
      f = FloatVector.broadcast(F, y[y0 + LANES + p]);
      s10 = f.fma(b0, s10);
      s11 = f.fma(b1, s11);
      s12 = f.fma(b2, s12);
      s13 = f.fma(b3, s13);
    }
    s00.intoArray(c, c0);
    s01.intoArray(c, c0 + FLOATS);
    s02.intoArray(c, c0 + 2 * FLOATS);
    s03.intoArray(c, c0 + 3 * FLOATS);
    s10.intoArray(c, c1);
    s11.intoArray(c, c1 + FLOATS);
    s12.intoArray(c, c1 + 2 * FLOATS);
    s13.intoArray(c, c1 + 3 * FLOATS);
  }

  /** Six rows by two vectors. */
  private static void outer6x2(float[] y, int y0, float[] b, int bo, float[] c, int c0, int cs) {
    int c1 = c0 + cs;
    int c2 = c1 + cs;
    int c3 = c2 + cs;
    int c4 = c3 + cs;
    int c5 = c4 + cs;
    FloatVector s00 = FloatVector.fromArray(F, c, c0);
    FloatVector s01 = FloatVector.fromArray(F, c, c0 + FLOATS);
    FloatVector s10 = FloatVector.fromArray(F, c, c1);
    FloatVector s11 = FloatVector.fromArray(F, c, c1 + FLOATS);
    FloatVector s20 = FloatVector.fromArray(F, c, c2);
    FloatVector s21 = FloatVector.fromArray(F, c, c2 + FLOATS);
    FloatVector s30 = FloatVector.fromArray(F, c, c3);
    FloatVector s31 = FloatVector.fromArray(F, c, c3 + FLOATS);
    FloatVector s40 = FloatVector.fromArray(F, c, c4);
    FloatVector s41 = FloatVector.fromArray(F, c, c4 + FLOATS);
    FloatVector s50 = FloatVector.fromArray(F, c, c5);
    FloatVector s51 = FloatVector.fromArray(F, c, c5 + FLOATS);
    for (int p = 0; p < LANES; p++) {
      FloatVector b0 = FloatVector.fromArray(F, b, bo + p * LANES);
      FloatVector b1 = FloatVector.fromArray(F, b, bo + p * LANES + FLOATS);
      FloatVector f = FloatVector.broadcast(F, y[y0 + p]);
      s00 = f.fma(b0, s00);
      s01 = f.fma(b1, s01);
      f = FloatVector.broadcast(F, y[y0 + LANES + p]);
      s10 = f.fma(b0, s10);
      s11 = f.fma(b1, s11);
      f = FloatVector.broadcast(F, y[y0 + 2 * LANES + p]);
      s20 = f.fma(b0, s20);
      s21 = f.fma(b1, s21);
      f = FloatVector.broadcast(F, y[y0 + 3 * LANES + p]);
      s30 = f.fma(b0, s30);
      s31 = f.fma(b1, s31);
      f = FloatVector.broadcast(F, y[y0 + 4 * LANES + p]);
      s40 = f.fma(b0, s40);
      s41 = f.fma(b1, s41);
      f = FloatVector.broadcast(F, y[y0 + 5 * LANES + p]);
      s50 = f.fma(b0, s50);
      s51 = f.fma(b1, s51);
    }
    s00.intoArray(c, c0);
    s01.intoArray(c, c0 + FLOATS);
    s10.intoArray(c, c1);
    s11.intoArray(c, c1 + FLOATS);
    s20.intoArray(c, c2);
    s21.intoArray(c, c2 + FLOATS);
    s30.intoArray(c, c3);
    s31.intoArray(c, c3 + FLOATS);
    s40.intoArray(c, c4);
    s41.intoArray(c, c4 + FLOATS);
    s50.intoArray(c, c5);
    s51.intoArray(c, c5 + FLOATS);
  }

  /** Two rows by two vectors. */
  private static void outer2x2(float[] y, int y0, float[] b, int bo, float[] c, int c0, int cs) {
    int c1 = c0 + cs;
    FloatVector s00 = FloatVector.fromArray(F, c, c0);
    FloatVector s01 = FloatVector.fromArray(F, c, c0 + FLOATS);
    FloatVector s10 = FloatVector.fromArray(F, c, c1);
    FloatVector s11 = FloatVector.fromArray(F, c, c1 + FLOATS);
    for (int p = 0; p < LANES; p++) {
      FloatVector b0 = FloatVector.fromArray(F, b, bo + p * LANES);
      FloatVector b1 = FloatVector.fromArray(F, b, bo + p * LANES + FLOATS);
      FloatVector f = FloatVector.broadcast(F, y[y0 + p]);
      s00 = f.fma(b0, s00);
      s01 = f.fma(b1, s01);
      f = FloatVector.broadcast(F, y[y0 + LANES + p]);
      s10 = f.fma(b0, s10);
      s11 = f.fma(b1, s11);
    }
    s00.intoArray(c, c0);
    s01.intoArray(c, c0 + FLOATS);
    s10.intoArray(c, c1);
    s11.intoArray(c, c1 + FLOATS);
  }

  /** Eight rows by one vector: as many sums as it takes to hide the latency of a multiply-add. */
  private static void outer8x1(
      float[] y, int y0, int lastY, float[] b, int bo, float[] c, int c0, int cs, int lastC) {
    int y1 = Math.min(y0 + LANES, lastY);
    int y2 = Math.min(y1 + LANES, lastY);
    int y3 = Math.min(y2 + LANES, lastY);
    int y4 = Math.min(y3 + LANES, lastY);
    int y5 = Math.min(y4 + LANES, lastY);
    int y6 = Math.min(y5 + LANES, lastY);
    int y7 = Math.min(y6 + LANES, lastY);
    int c1 = Math.min(c0 + cs, lastC);
    int c2 = Math.min(c1 + cs, lastC);
    int c3 = Math.min(c2 + cs, lastC);
    int c4 = Math.min(c3 + cs, lastC);
    int c5 = Math.min(c4 + cs, lastC);
    int c6 = Math.min(c5 + cs, lastC);
    int c7 = Math.min(c6 + cs, lastC);
    FloatVector s00 = FloatVector.fromArray(F, c, c0);
    FloatVector s10 = FloatVector.fromArray(F, c, c1);
    FloatVector s20 = FloatVector.fromArray(F, c, c2);
    FloatVector s30 = FloatVector.fromArray(F, c, c3);
    FloatVector s40 = FloatVector.fromArray(F, c, c4);
    FloatVector s50 = FloatVector.fromArray(F, c, c5);
    FloatVector s60 = FloatVector.fromArray(F, c, c6);
    FloatVector s70 = FloatVector.fromArray(F, c, c7);
    for (int p = 0; p < LANES; p++) {
      FloatVector b0 = FloatVector.fromArray(F, b, bo + p * LANES);
      FloatVector f = FloatVector.broadcast(F, y[y0 + p]);
      s00 = f.fma(b0, s00);
      f = FloatVector.broadcast(F, y[y1 + p]);
      s10 = f.fma(b0, s10);
      f = FloatVector.broadcast(F, y[y2 + p]);
      s20 = f.fma(b0, s20);
      f = FloatVector.broadcast(F, y[y3 + p]);
      s30 = f.fma(b0, s30);
      f = FloatVector.broadcast(F, y[y4 + p]);
      s40 = f.fma(b0, s40);
      f = FloatVector.broadcast(F, y[y5 + p]);
      s50 = f.fma(b0, s50);
      f = FloatVector.broadcast(F, y[y6 + p]);
      s60 = f.fma(b0, s60);
      f = FloatVector.broadcast(F, y[y7 + p]);
      s70 = f.fma(b0, s70);
    }
    s00.intoArray(c, c0);
    s10.intoArray(c, c1);
    s20.intoArray(c, c2);
    s30.intoArray(c, c3);
    s40.intoArray(c, c4);
    s50.intoArray(c, c5);
    s60.intoArray(c, c6);
    s70.intoArray(c, c7);
  }
}

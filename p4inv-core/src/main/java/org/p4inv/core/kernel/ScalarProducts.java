package org.p4inv.core.kernel;

import static org.p4inv.core.kernel.Tile.LANES;

/**
 * The single-precision products in plain Java, C = C + W B with W of any strides and B of any row
 * length. As much of B as fills whole panels goes through {@link ScalarPanel}, whose loop the JIT
 * compiler vectorises; the rest is done in blocks of 4 rows by 4 columns that live in registers.
 */
final class ScalarProducts {
  /** A panel narrower than this is no faster than the blocks. */
  private static final int MIN_COLUMNS = LANES / 2;

  private ScalarProducts() {}

  static void multiplyAdd(
      int m,
      int k,
      float[] w,
      int wo,
      int ws,
      int wp,
      float[] x,
      int xo,
      float[] y,
      int yo,
      int lanes) {
    product(m, k, lanes, w, wo, ws, wp, x, xo, LANES, y, yo, LANES);
  }

  /** A packed W: its blocks of rows one after the other, each a matrix stored by columns. */
  static void multiplyPackedAdd(
      int m, int k, float[] w, int wo, float[] x, int xo, float[] y, int yo) {
    ScalarPanel panel = ScalarPanel.ofThisThread();
    for (int p = 0; p < k; p += ScalarPanel.ROWS) {
      int rows = Math.min(ScalarPanel.ROWS, k - p);
      int whole = rows - rows % ScalarPanel.STEP;
      panel.load(whole, x, xo + p * LANES, LANES, LANES);
      int rest = xo + (p + whole) * LANES;
      int h;
      for (int i = 0; i < m; i += h) {
        h = PackedMatrix.height(m, i);
        int n = Math.min(h, m - i);
        int at = wo + PackedMatrix.at(m, k, i, p);
        int to = yo + i * LANES;
        panel.multiplyAdd(n, whole, w, at, 1, h, y, to, LANES, LANES);
        blocks(n, rows - whole, LANES, w, at + h * whole, 1, h, x, rest, LANES, y, to, LANES);
      }
    }
  }

  static void outerAdd(
      int m, int k, float[] y, int yo, float[] xt, int xto, float[] g, int go, int gs) {
    for (int j = 0; j < k; j += LANES) {
      int width = Math.min(LANES, k - j);
      int panel = xto + Panels.at(j);
      product(m, LANES, width, y, yo, LANES, 1, xt, panel, LANES, g, go + j, gs);
    }
  }

  /** C[m x n] += W[m x k] B[k x n]; rows of B and C are {@code bs} and {@code cs} apart. */
  private static void product(
      int m,
      int k,
      int n,
      float[] w,
      int wo,
      int ws,
      int wp,
      float[] b,
      int bo,
      int bs,
      float[] c,
      int co,
      int cs) {
    int whole = k - k % ScalarPanel.STEP;
    int column = 0;
    if (whole > 0) {
      ScalarPanel panel = ScalarPanel.ofThisThread();
      for (; n - column >= MIN_COLUMNS; column += LANES) {
        int width = Math.min(LANES, n - column);
        for (int p = 0; p < whole; p += ScalarPanel.ROWS) {
          int rows = Math.min(ScalarPanel.ROWS, whole - p);
          panel.load(rows, b, bo + p * bs + column, bs, width);
          panel.multiplyAdd(m, rows, w, wo + p * wp, ws, wp, c, co + column, cs, width);
        }
      }
      int done = Math.min(column, n);
      blocks(m, k - whole, done, w, wo + whole * wp, ws, wp, b, bo + whole * bs, bs, c, co, cs);
      column = done;
    }
    blocks(m, k, n - column, w, wo, ws, wp, b, bo + column, bs, c, co + column, cs);
  }

  /** The same product in registers: 16 sums, 16 fused multiply-adds for 8 loads. */
  private static void blocks(
      int m,
      int k,
      int n,
      float[] w,
      int wo,
      int ws,
      int wp,
      float[] b,
      int bo,
      int bs,
      float[] c,
      int co,
      int cs) {
    if (k == 0) {
      return;
    }
    int i = 0;
    for (; i <= m - 4; i += 4) {
      int row = wo + i * ws;
      int j = 0;
      for (; j <= n - 4; j += 4) {
        block4x4(k, w, row, ws, wp, b, bo + j, bs, c, co + i * cs + j, cs);
      }
      for (; j < n; j++) {
        block4x1(k, w, row, ws, wp, b, bo + j, bs, c, co + i * cs + j, cs);
      }
    }
    for (; i < m; i++) {
      int row = wo + i * ws;
      int j = 0;
      for (; j <= n - 4; j += 4) {
        block1x4(k, w, row, wp, b, bo + j, bs, c, co + i * cs + j);
      }
      for (; j < n; j++) {
        block1x1(k, w, row, wp, b, bo + j, bs, c, co + i * cs + j);
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
    float s00 = c[c0];
    float s01 = c[c0 + 1];
    float s02 = c[c0 + 2];
    float s03 = c[c0 + 3];
    float s10 = c[c1];
    float s11 = c[c1 + 1];
    float s12 = c[c1 + 2];
    float s13 = c[c1 + 3];
    float s20 = c[c2];
    float s21 = c[c2 + 1];
    float s22 = c[c2 + 2];
    float s23 = c[c2 + 3];
    float s30 = c[c3];
    float s31 = c[c3 + 1];
    float s32 = c[c3 + 2];
    float s33 = c[c3 + 3];
    int w1 = w0 + ws;
    int w2 = w1 + ws;
    int w3 = w2 + ws;
    for (int p = 0; p < k; p++) {
      int row = bo + p * bs;
      float b0 = b[row];
      float b1 = b[row + 1];
      float b2 = b[row + 2];
      float b3 = b[row + 3];
      int factor = p * wp;
      float f = w[w0 + factor];
      s00 = Math.fma(f, b0, s00);
      s01 = Math.fma(f, b1, s01);
      s02 = Math.fma(f, b2, s02);
      s03 = Math.fma(f, b3, s03);
      f = w[w1 + factor];
      s10 = Math.fma(f, b0, s10);
      s11 = Math.fma(f, b1, s11);
      s12 = Math.fma(f, b2, s12);
      s13 = Math.fma(f, b3, s13);
      f = w[w2 + factor];
      s20 = Math.fma(f, b0, s20);
      s21 = Math.fma(f, b1, s21);
      s22 = Math.fma(f, b2, s22);
      s23 = Math.fma(f, b3, s23);
      f = w[w3 + factor];
      s30 = Math.fma(f, b0, s30);
      s31 = Math.fma(f, b1, s31);
      s32 = Math.fma(f, b2, s32);
      s33 = Math.fma(f, b3, s33);
    }
    c[c0] = s00;
    c[c0 + 1] = s01;
    c[c0 + 2] = s02;
    c[c0 + 3] = s03;
    c[c1] = s10;
    c[c1 + 1] = s11;
    c[c1 + 2] = s12;
    c[c1 + 3] = s13;
    c[c2] = s20;
    c[c2 + 1] = s21;
    c[c2 + 2] = s22;
    c[c2 + 3] = s23;
    c[c3] = s30;
    c[c3 + 1] = s31;
    c[c3 + 2] = s32;
    c[c3 + 3] = s33;
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
    float s0 = c[c0];
    float s1 = c[c1];
    float s2 = c[c2];
    float s3 = c[c3];
    int w1 = w0 + ws;
    int w2 = w1 + ws;
    int w3 = w2 + ws;
    for (int p = 0; p < k; p++) {
      float b0 = b[bo + p * bs];
      int factor = p * wp;
      s0 = Math.fma(w[w0 + factor], b0, s0);
      s1 = Math.fma(w[w1 + factor], b0, s1);
      s2 = Math.fma(w[w2 + factor], b0, s2);
      s3 = Math.fma(w[w3 + factor], b0, s3);
    }
    c[c0] = s0;
    c[c1] = s1;
    c[c2] = s2;
    c[c3] = s3;
  }

  private static void block1x4(
      int k, float[] w, int w0, int wp, float[] b, int bo, int bs, float[] c, int c0) {
    float s0 = c[c0];
    float s1 = c[c0 + 1];
    float s2 = c[c0 + 2];
    float s3 = c[c0 + 3];
    for (int p = 0; p < k; p++) {
      int row = bo + p * bs;
      float f = w[w0 + p * wp];
      s0 = Math.fma(f, b[row], s0);
      s1 = Math.fma(f, b[row + 1], s1);
      s2 = Math.fma(f, b[row + 2], s2);
      s3 = Math.fma(f, b[row + 3], s3);
    }
    c[c0] = s0;
    c[c0 + 1] = s1;
    c[c0 + 2] = s2;
    c[c0 + 3] = s3;
  }

  private static void block1x1(
      int k, float[] w, int w0, int wp, float[] b, int bo, int bs, float[] c, int c0) {
    float sum = c[c0];
    for (int p = 0; p < k; p++) {
      sum = Math.fma(w[w0 + p * wp], b[bo + p * bs], sum);
    }
    c[c0] = sum;
  }
}

package org.p4inv.core.kernel.vector;

import static org.p4inv.core.kernel.PackedMatrix.DEPTH;
import static org.p4inv.core.kernel.PackedMatrix.NARROW;
import static org.p4inv.core.kernel.PackedMatrix.WIDE;
import static org.p4inv.core.kernel.Tile.LANES;
import static org.p4inv.core.kernel.vector.Species.F;
import static org.p4inv.core.kernel.vector.Species.FLOATS;
import static org.p4inv.core.kernel.vector.Species.NARROW_BLOCK;
import static org.p4inv.core.kernel.vector.Species.WIDTH;

import java.util.Arrays;
import jdk.incubator.vector.FloatVector;
import org.p4inv.core.kernel.PackedMatrix;

/**
 * Products of a tile with a matrix in the layout of {@link PackedMatrix}: the factors of a step are
 * neighbours, and those of all steps one stream.
 *
 * <p>The register block is 6 rows by 4 vectors: 24 fused multiply-adds for 4 loads of vectors,
 * which in an array of Java lie across two cache lines as often as not. The few rows left over go
 * in pairs. With 256 bits it is the block of {@link Products} by columns. A block at the end
 * computes a row of what the packing left there, and that stands, until the true row is stored
 * after it, where the last row does.
 */
final class PackedProducts {
  /** A bias whose last element is its first: 0 for all rows. */
  static final float[] ZERO = {0f};

  private PackedProducts() {}

  /**
   * Y = b + W X.
   *
   * @param lastBias position of the last bias, which later rows share
   */
  static void multiply(
      int m,
      int k,
      float[] w,
      int wo,
      float[] bias,
      int bo,
      int lastBias,
      float[] x,
      int xo,
      float[] y,
      int yo) {
    if (NARROW_BLOCK) {
      multiplyNarrow(m, k, w, wo, bias, bo, lastBias, x, xo, y, yo);
      return;
    }
    int last = yo + (m - 1) * LANES;
    int n = Math.min(DEPTH, k);
    int wide = PackedMatrix.wideRows(m);
    for (int i = 0; i < wide; i += WIDE) {
      int bias0 = Math.min(bo + i, lastBias);
      for (int c = 0; c < LANES; c += WIDTH) {
        int to = yo + i * LANES + c;
        first6x4(n, w, wo + i * n, bias, bias0, lastBias, x, xo + c, y, to, last + c);
      }
    }
    for (int i = wide; i < m; i++) {
      int to = yo + i * LANES;
      Arrays.fill(y, to, to + LANES, bias[Math.min(bo + i, lastBias)]);
    }
    addRest(m, wide, n, w, wo, x, xo, y, yo);
    for (int p = DEPTH; p < k; p += DEPTH) {
      int piece = wo + PackedMatrix.at(m, k, 0, p);
      add(m, wide, Math.min(DEPTH, k - p), w, piece, x, xo + p * LANES, y, yo);
    }
  }

  /** The same on 256-bit machines: a packed block is a matrix stored by columns. */
  private static void multiplyNarrow(
      int m,
      int k,
      float[] w,
      int wo,
      float[] bias,
      int bo,
      int lastBias,
      float[] x,
      int xo,
      float[] y,
      int yo) {
    for (int i = 0; i < m; i++) {
      int to = yo + i * LANES;
      Arrays.fill(y, to, to + LANES, bias[Math.min(bo + i, lastBias)]);
    }
    for (int p = 0; p < k; p += DEPTH) {
      int n = Math.min(DEPTH, k - p);
      int from = xo + p * LANES;
      int h;
      for (int i = 0; i < m; i += h) {
        h = PackedMatrix.height(m, i);
        int block = wo + PackedMatrix.at(m, k, i, p);
        Products.multiplyAdd(Math.min(h, m - i), n, w, block, 1, h, x, from, y, yo + i * LANES);
      }
    }
  }

  /** Y = Y + W X for one piece of the columns. */
  private static void add(
      int m, int wide, int n, float[] w, int wo, float[] x, int xo, float[] y, int yo) {
    int last = yo + (m - 1) * LANES;
    for (int i = 0; i < wide; i += WIDE) {
      for (int c = 0; c < LANES; c += WIDTH) {
        int to = yo + i * LANES + c;
        next6x4(n, w, wo + i * n, x, xo + c, y, to, last + c);
      }
    }
    addRest(m, wide, n, w, wo, x, xo, y, yo);
  }

  /** The same for the rows behind the wide blocks. */
  private static void addRest(
      int m, int wide, int n, float[] w, int wo, float[] x, int xo, float[] y, int yo) {
    int last = yo + (m - 1) * LANES;
    for (int i = wide; i < m; i += NARROW) {
      for (int c = 0; c < LANES; c += WIDTH) {
        int to = yo + i * LANES + c;
        next2x4(n, w, wo + i * n, x, xo + c, y, to, last + c);
      }
    }
  }

  /** Six rows by four vectors, started from the bias. */
  private static void first6x4(
      int k,
      float[] w,
      int w0,
      float[] bias,
      int bias0,
      int lastBias,
      float[] b,
      int bo,
      float[] c,
      int c0,
      int last) {
    int c1 = Math.min(c0 + LANES, last);
    int c2 = Math.min(c1 + LANES, last);
    int c3 = Math.min(c2 + LANES, last);
    int c4 = Math.min(c3 + LANES, last);
    int c5 = Math.min(c4 + LANES, last);
    FloatVector s00 = FloatVector.broadcast(F, bias[bias0]);
    FloatVector s01 = s00;
    FloatVector s02 = s00;
    FloatVector s03 = s00;
    FloatVector s10 = FloatVector.broadcast(F, bias[Math.min(bias0 + 1, lastBias)]);
    FloatVector s11 = s10;
    FloatVector s12 = s10;
    FloatVector s13 = s10;
    FloatVector s20 = FloatVector.broadcast(F, bias[Math.min(bias0 + 2, lastBias)]);
    FloatVector s21 = s20;
    FloatVector s22 = s20;
    FloatVector s23 = s20;
    FloatVector s30 = FloatVector.broadcast(F, bias[Math.min(bias0 + 3, lastBias)]);
    FloatVector s31 = s30;
    FloatVector s32 = s30;
    FloatVector s33 = s30;
    FloatVector s40 = FloatVector.broadcast(F, bias[Math.min(bias0 + 4, lastBias)]);
    FloatVector s41 = s40;
    FloatVector s42 = s40;
    FloatVector s43 = s40;
    FloatVector s50 = FloatVector.broadcast(F, bias[Math.min(bias0 + 5, lastBias)]);
    FloatVector s51 = s50;
    FloatVector s52 = s50;
    FloatVector s53 = s50;
    for (int p = 0; p < k; p++) {
      FloatVector b0 = FloatVector.fromArray(F, b, bo + p * LANES);
      FloatVector b1 = FloatVector.fromArray(F, b, bo + p * LANES + FLOATS);
      FloatVector b2 = FloatVector.fromArray(F, b, bo + p * LANES + 2 * FLOATS);
      FloatVector b3 = FloatVector.fromArray(F, b, bo + p * LANES + 3 * FLOATS);
      FloatVector f = FloatVector.broadcast(F, w[w0 + 6 * p]);
      s00 = f.fma(b0, s00);
      s01 = f.fma(b1, s01);
      s02 = f.fma(b2, s02);
      s03 = f.fma(b3, s03);
      f = FloatVector.broadcast(F, w[w0 + 6 * p + 1]);
      s10 = f.fma(b0, s10);
      s11 = f.fma(b1, s11);
      s12 = f.fma(b2, s12);
      s13 = f.fma(b3, s13);
      f = FloatVector.broadcast(F, w[w0 + 6 * p + 2]);
      s20 = f.fma(b0, s20);
      s21 = f.fma(b1, s21);
      s22 = f.fma(b2, s22);
      s23 = f.fma(b3, s23);
      f = FloatVector.broadcast(F, w[w0 + 6 * p + 3]);
      s30 = f.fma(b0, s30);
      s31 = f.fma(b1, s31);
      s32 = f.fma(b2, s32);
      s33 = f.fma(b3, s33);
      f = FloatVector.broadcast(F, w[w0 + 6 * p + 4]);
      s40 = f.fma(b0, s40);
      s41 = f.fma(b1, s41);
      s42 = f.fma(b2, s42);
      s43 = f.fma(b3, s43);
      f = FloatVector.broadcast(F, w[w0 + 6 * p + 5]);
      s50 = f.fma(b0, s50);
      s51 = f.fma(b1, s51);
      s52 = f.fma(b2, s52);
      s53 = f.fma(b3, s53);
    }
    s50.intoArray(c, c5);
    s51.intoArray(c, c5 + FLOATS);
    s52.intoArray(c, c5 + 2 * FLOATS);
    s53.intoArray(c, c5 + 3 * FLOATS);
    s40.intoArray(c, c4);
    s41.intoArray(c, c4 + FLOATS);
    s42.intoArray(c, c4 + 2 * FLOATS);
    s43.intoArray(c, c4 + 3 * FLOATS);
    s30.intoArray(c, c3);
    s31.intoArray(c, c3 + FLOATS);
    s32.intoArray(c, c3 + 2 * FLOATS);
    s33.intoArray(c, c3 + 3 * FLOATS);
    s20.intoArray(c, c2);
    s21.intoArray(c, c2 + FLOATS);
    s22.intoArray(c, c2 + 2 * FLOATS);
    s23.intoArray(c, c2 + 3 * FLOATS);
    s10.intoArray(c, c1);
    s11.intoArray(c, c1 + FLOATS);
    s12.intoArray(c, c1 + 2 * FLOATS);
    s13.intoArray(c, c1 + 3 * FLOATS);
    s00.intoArray(c, c0);
    s01.intoArray(c, c0 + FLOATS);
    s02.intoArray(c, c0 + 2 * FLOATS);
    s03.intoArray(c, c0 + 3 * FLOATS);
  }

  /** Six rows by four vectors, started from what is there. */
  private static void next6x4(
      int k, float[] w, int w0, float[] b, int bo, float[] c, int c0, int last) {
    int c1 = Math.min(c0 + LANES, last);
    int c2 = Math.min(c1 + LANES, last);
    int c3 = Math.min(c2 + LANES, last);
    int c4 = Math.min(c3 + LANES, last);
    int c5 = Math.min(c4 + LANES, last);
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
    for (int p = 0; p < k; p++) {
      FloatVector b0 = FloatVector.fromArray(F, b, bo + p * LANES);
      FloatVector b1 = FloatVector.fromArray(F, b, bo + p * LANES + FLOATS);
      FloatVector b2 = FloatVector.fromArray(F, b, bo + p * LANES + 2 * FLOATS);
      FloatVector b3 = FloatVector.fromArray(F, b, bo + p * LANES + 3 * FLOATS);
      FloatVector f = FloatVector.broadcast(F, w[w0 + 6 * p]);
      s00 = f.fma(b0, s00);
      s01 = f.fma(b1, s01);
      s02 = f.fma(b2, s02);
      s03 = f.fma(b3, s03);
      f = FloatVector.broadcast(F, w[w0 + 6 * p + 1]);
      s10 = f.fma(b0, s10);
      s11 = f.fma(b1, s11);
      s12 = f.fma(b2, s12);
      s13 = f.fma(b3, s13);
      f = FloatVector.broadcast(F, w[w0 + 6 * p + 2]);
      s20 = f.fma(b0, s20);
      s21 = f.fma(b1, s21);
      s22 = f.fma(b2, s22);
      s23 = f.fma(b3, s23);
      f = FloatVector.broadcast(F, w[w0 + 6 * p + 3]);
      s30 = f.fma(b0, s30);
      s31 = f.fma(b1, s31);
      s32 = f.fma(b2, s32);
      s33 = f.fma(b3, s33);
      f = FloatVector.broadcast(F, w[w0 + 6 * p + 4]);
      s40 = f.fma(b0, s40);
      s41 = f.fma(b1, s41);
      s42 = f.fma(b2, s42);
      s43 = f.fma(b3, s43);
      f = FloatVector.broadcast(F, w[w0 + 6 * p + 5]);
      s50 = f.fma(b0, s50);
      s51 = f.fma(b1, s51);
      s52 = f.fma(b2, s52);
      s53 = f.fma(b3, s53);
    }
    s50.intoArray(c, c5);
    s51.intoArray(c, c5 + FLOATS);
    s52.intoArray(c, c5 + 2 * FLOATS);
    s53.intoArray(c, c5 + 3 * FLOATS);
    s40.intoArray(c, c4);
    s41.intoArray(c, c4 + FLOATS);
    s42.intoArray(c, c4 + 2 * FLOATS);
    s43.intoArray(c, c4 + 3 * FLOATS);
    s30.intoArray(c, c3);
    s31.intoArray(c, c3 + FLOATS);
    s32.intoArray(c, c3 + 2 * FLOATS);
    s33.intoArray(c, c3 + 3 * FLOATS);
    s20.intoArray(c, c2);
    s21.intoArray(c, c2 + FLOATS);
    s22.intoArray(c, c2 + 2 * FLOATS);
    s23.intoArray(c, c2 + 3 * FLOATS);
    s10.intoArray(c, c1);
    s11.intoArray(c, c1 + FLOATS);
    s12.intoArray(c, c1 + 2 * FLOATS);
    s13.intoArray(c, c1 + 3 * FLOATS);
    s00.intoArray(c, c0);
    s01.intoArray(c, c0 + FLOATS);
    s02.intoArray(c, c0 + 2 * FLOATS);
    s03.intoArray(c, c0 + 3 * FLOATS);
  }

  /** Two rows by four vectors, started from what is there. */
  private static void next2x4(
      int k, float[] w, int w0, float[] b, int bo, float[] c, int c0, int last) {
    int c1 = Math.min(c0 + LANES, last);
    FloatVector s00 = FloatVector.fromArray(F, c, c0);
    FloatVector s01 = FloatVector.fromArray(F, c, c0 + FLOATS);
    FloatVector s02 = FloatVector.fromArray(F, c, c0 + 2 * FLOATS);
    FloatVector s03 = FloatVector.fromArray(F, c, c0 + 3 * FLOATS);
    FloatVector s10 = FloatVector.fromArray(F, c, c1);
    FloatVector s11 = FloatVector.fromArray(F, c, c1 + FLOATS);
    FloatVector s12 = FloatVector.fromArray(F, c, c1 + 2 * FLOATS);
    FloatVector s13 = FloatVector.fromArray(F, c, c1 + 3 * FLOATS);
    for (int p = 0; p < k; p++) {
      FloatVector b0 = FloatVector.fromArray(F, b, bo + p * LANES);
      FloatVector b1 = FloatVector.fromArray(F, b, bo + p * LANES + FLOATS);
      FloatVector b2 = FloatVector.fromArray(F, b, bo + p * LANES + 2 * FLOATS);
      FloatVector b3 = FloatVector.fromArray(F, b, bo + p * LANES + 3 * FLOATS);
      FloatVector f = FloatVector.broadcast(F, w[w0 + 2 * p]);
      s00 = f.fma(b0, s00);
      s01 = f.fma(b1, s01);
      s02 = f.fma(b2, s02);
      s03 = f.fma(b3, s03);
      f = FloatVector.broadcast(F, w[w0 + 2 * p + 1]);
      s10 = f.fma(b0, s10);
      s11 = f.fma(b1, s11);
      s12 = f.fma(b2, s12);
      s13 = f.fma(b3, s13);
    }
    s10.intoArray(c, c1);
    s11.intoArray(c, c1 + FLOATS);
    s12.intoArray(c, c1 + 2 * FLOATS);
    s13.intoArray(c, c1 + 3 * FLOATS);
    s00.intoArray(c, c0);
    s01.intoArray(c, c0 + FLOATS);
    s02.intoArray(c, c0 + 2 * FLOATS);
    s03.intoArray(c, c0 + 3 * FLOATS);
  }
}

package org.p4inv.core.kernel.vector;

import static org.p4inv.core.kernel.PackedMatrix.DEPTH;
import static org.p4inv.core.kernel.Tile.LANES;
import static org.p4inv.core.kernel.vector.Species.F;
import static org.p4inv.core.kernel.vector.Species.FLOATS;
import static org.p4inv.core.kernel.vector.Species.NARROW_BLOCK;

import jdk.incubator.vector.FloatVector;
import org.p4inv.core.kernel.PackedMatrix;

/**
 * Products of a tile with a matrix in the layout of {@link PackedMatrix}, in the register blocks of
 * {@link Products}: the four factors of a step are neighbours, and those of all steps one stream.
 *
 * <p>There are no rows left over. A block at the end computes up to three rows of what the packing
 * left there, and these stand, until the true row is stored after them, where the last row does.
 */
final class PackedProducts {
  private static final int WIDTH = (NARROW_BLOCK ? 2 : 4) * FLOATS;

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
    int last = yo + (m - 1) * LANES;
    int n = Math.min(DEPTH, k);
    for (int i = 0; i < m; i += 4) {
      int bias0 = Math.min(bo + i, lastBias);
      for (int c = 0; c < LANES; c += WIDTH) {
        int to = yo + i * LANES + c;
        if (NARROW_BLOCK) {
          first4x2(n, w, wo + i * n, bias, bias0, lastBias, x, xo + c, y, to, last + c);
        } else {
          first4x4(n, w, wo + i * n, bias, bias0, lastBias, x, xo + c, y, to, last + c);
        }
      }
    }
    for (int p = DEPTH; p < k; p += DEPTH) {
      int piece = wo + PackedMatrix.at(m, k, 0, p);
      add(m, Math.min(DEPTH, k - p), w, piece, x, xo + p * LANES, y, yo);
    }
  }

  /** Y = Y + W X for one piece of the columns. */
  private static void add(int m, int n, float[] w, int wo, float[] x, int xo, float[] y, int yo) {
    int last = yo + (m - 1) * LANES;
    for (int i = 0; i < m; i += 4) {
      for (int c = 0; c < LANES; c += WIDTH) {
        int to = yo + i * LANES + c;
        if (NARROW_BLOCK) {
          next4x2(n, w, wo + i * n, x, xo + c, y, to, last + c);
        } else {
          next4x4(n, w, wo + i * n, x, xo + c, y, to, last + c);
        }
      }
    }
  }

  /** Four rows by four vectors, started from the bias. */
  private static void first4x4(
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
    int c1 = Math.min(c0 + LANES, last);
    int c2 = Math.min(c1 + LANES, last);
    int c3 = Math.min(c2 + LANES, last);
    for (int p = 0; p < k; p++) {
      FloatVector b0 = FloatVector.fromArray(F, b, bo + p * LANES);
      FloatVector b1 = FloatVector.fromArray(F, b, bo + p * LANES + FLOATS);
      FloatVector b2 = FloatVector.fromArray(F, b, bo + p * LANES + 2 * FLOATS);
      FloatVector b3 = FloatVector.fromArray(F, b, bo + p * LANES + 3 * FLOATS);
      FloatVector f = FloatVector.broadcast(F, w[w0 + 4 * p]);
      s00 = f.fma(b0, s00);
      s01 = f.fma(b1, s01);
      s02 = f.fma(b2, s02);
      s03 = f.fma(b3, s03);
      f = FloatVector.broadcast(F, w[w0 + 4 * p + 1]);
      s10 = f.fma(b0, s10);
      s11 = f.fma(b1, s11);
      s12 = f.fma(b2, s12);
      s13 = f.fma(b3, s13);
      f = FloatVector.broadcast(F, w[w0 + 4 * p + 2]);
      s20 = f.fma(b0, s20);
      s21 = f.fma(b1, s21);
      s22 = f.fma(b2, s22);
      s23 = f.fma(b3, s23);
      f = FloatVector.broadcast(F, w[w0 + 4 * p + 3]);
      s30 = f.fma(b0, s30);
      s31 = f.fma(b1, s31);
      s32 = f.fma(b2, s32);
      s33 = f.fma(b3, s33);
    }
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

  /** Four rows by four vectors, started from what is there. */
  private static void next4x4(
      int k, float[] w, int w0, float[] b, int bo, float[] c, int c0, int last) {
    int c1 = Math.min(c0 + LANES, last);
    int c2 = Math.min(c1 + LANES, last);
    int c3 = Math.min(c2 + LANES, last);
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
      FloatVector f = FloatVector.broadcast(F, w[w0 + 4 * p]);
      s00 = f.fma(b0, s00);
      s01 = f.fma(b1, s01);
      s02 = f.fma(b2, s02);
      s03 = f.fma(b3, s03);
      f = FloatVector.broadcast(F, w[w0 + 4 * p + 1]);
      s10 = f.fma(b0, s10);
      s11 = f.fma(b1, s11);
      s12 = f.fma(b2, s12);
      s13 = f.fma(b3, s13);
      f = FloatVector.broadcast(F, w[w0 + 4 * p + 2]);
      s20 = f.fma(b0, s20);
      s21 = f.fma(b1, s21);
      s22 = f.fma(b2, s22);
      s23 = f.fma(b3, s23);
      f = FloatVector.broadcast(F, w[w0 + 4 * p + 3]);
      s30 = f.fma(b0, s30);
      s31 = f.fma(b1, s31);
      s32 = f.fma(b2, s32);
      s33 = f.fma(b3, s33);
    }
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

  /** Four rows by two vectors, started from the bias. */
  private static void first4x2(
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
    FloatVector s00 = FloatVector.broadcast(F, bias[bias0]);
    FloatVector s01 = s00;
    FloatVector s10 = FloatVector.broadcast(F, bias[Math.min(bias0 + 1, lastBias)]);
    FloatVector s11 = s10;
    FloatVector s20 = FloatVector.broadcast(F, bias[Math.min(bias0 + 2, lastBias)]);
    FloatVector s21 = s20;
    FloatVector s30 = FloatVector.broadcast(F, bias[Math.min(bias0 + 3, lastBias)]);
    FloatVector s31 = s30;
    int c1 = Math.min(c0 + LANES, last);
    int c2 = Math.min(c1 + LANES, last);
    int c3 = Math.min(c2 + LANES, last);
    for (int p = 0; p < k; p++) {
      FloatVector b0 = FloatVector.fromArray(F, b, bo + p * LANES);
      FloatVector b1 = FloatVector.fromArray(F, b, bo + p * LANES + FLOATS);
      FloatVector f = FloatVector.broadcast(F, w[w0 + 4 * p]);
      s00 = f.fma(b0, s00);
      s01 = f.fma(b1, s01);
      f = FloatVector.broadcast(F, w[w0 + 4 * p + 1]);
      s10 = f.fma(b0, s10);
      s11 = f.fma(b1, s11);
      f = FloatVector.broadcast(F, w[w0 + 4 * p + 2]);
      s20 = f.fma(b0, s20);
      s21 = f.fma(b1, s21);
      f = FloatVector.broadcast(F, w[w0 + 4 * p + 3]);
      s30 = f.fma(b0, s30);
      s31 = f.fma(b1, s31);
    }
    s30.intoArray(c, c3);
    s31.intoArray(c, c3 + FLOATS);
    s20.intoArray(c, c2);
    s21.intoArray(c, c2 + FLOATS);
    s10.intoArray(c, c1);
    s11.intoArray(c, c1 + FLOATS);
    s00.intoArray(c, c0);
    s01.intoArray(c, c0 + FLOATS);
  }

  /** Four rows by two vectors, started from what is there. */
  private static void next4x2(
      int k, float[] w, int w0, float[] b, int bo, float[] c, int c0, int last) {
    int c1 = Math.min(c0 + LANES, last);
    int c2 = Math.min(c1 + LANES, last);
    int c3 = Math.min(c2 + LANES, last);
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
      FloatVector f = FloatVector.broadcast(F, w[w0 + 4 * p]);
      s00 = f.fma(b0, s00);
      s01 = f.fma(b1, s01);
      f = FloatVector.broadcast(F, w[w0 + 4 * p + 1]);
      s10 = f.fma(b0, s10);
      s11 = f.fma(b1, s11);
      f = FloatVector.broadcast(F, w[w0 + 4 * p + 2]);
      s20 = f.fma(b0, s20);
      s21 = f.fma(b1, s21);
      f = FloatVector.broadcast(F, w[w0 + 4 * p + 3]);
      s30 = f.fma(b0, s30);
      s31 = f.fma(b1, s31);
    }
    s30.intoArray(c, c3);
    s31.intoArray(c, c3 + FLOATS);
    s20.intoArray(c, c2);
    s21.intoArray(c, c2 + FLOATS);
    s10.intoArray(c, c1);
    s11.intoArray(c, c1 + FLOATS);
    s00.intoArray(c, c0);
    s01.intoArray(c, c0 + FLOATS);
  }
}

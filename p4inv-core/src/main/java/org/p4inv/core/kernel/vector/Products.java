package org.p4inv.core.kernel.vector;

import static org.p4inv.core.kernel.Tile.LANES;
import static org.p4inv.core.kernel.vector.Species.F;
import static org.p4inv.core.kernel.vector.Species.FLOATS;
import static org.p4inv.core.kernel.vector.Species.NARROW_BLOCK;
import static org.p4inv.core.kernel.vector.Species.WIDTH;

import jdk.incubator.vector.FloatVector;
import org.p4inv.core.kernel.PackedMatrix;

/**
 * The tile products. The unit is a register block of 6 rows by 4 vectors (2 on 256-bit machines):
 * per step of the inner loop it loads 4 vectors, broadcasts 6 factors and does 24 fused
 * multiply-adds. Where each row has an address of its own, C2 loads all factors before it uses the
 * first, and a sum that finds no register goes through memory at each step: there a block has 5
 * rows (4 on 256-bit machines). Rows left over go in pairs.
 *
 * <p>The rows of the second operand are 64 apart, and one stride of the first is 1: with these two
 * known at compile time C2 moves the bounds checks out of the inner loop, which is a quarter of its
 * speed. By columns, the position of the factors runs along instead: the checks that this leaves
 * keep their loads apart. Long sums are cut into pieces of {@link #DEPTH}, so that the part of the
 * second operand that all rows share stays in the first-level cache.
 */
final class Products {
  /** Terms of a sum that are added in one go: 128 rows of 64 floats are 32 KiB. */
  static final int DEPTH = PackedMatrix.DEPTH;

  private Products() {}

  static void multiplyAdd(
      int m, int k, float[] w, int wo, int ws, int wp, float[] x, int xo, float[] y, int yo) {
    if (k == 1) {
      SingleProducts.multiplyAdd(m, w, wo, ws, x, xo, y, yo);
      return;
    }
    for (int p = 0; p < k; p += DEPTH) {
      int depth = Math.min(DEPTH, k - p);
      for (int column = 0; column < LANES; column += WIDTH) {
        if (wp == 1) {
          rows(m, depth, w, wo + p, ws, x, xo + p * LANES + column, y, yo + column);
        } else {
          columns(m, depth, w, wo + p * wp, wp, x, xo + p * LANES + column, y, yo + column);
        }
      }
    }
  }

  /** C[m x WIDTH] += W[m x k] B[k x WIDTH], W row-major with rows {@code ws} apart. */
  private static void rows(
      int m, int k, float[] w, int wo, int ws, float[] b, int bo, float[] c, int co) {
    int i = 0;
    if (NARROW_BLOCK) {
      for (; i <= m - 4; i += 4) {
        row4x2(k, w, wo + i * ws, ws, b, bo, c, co + i * LANES);
      }
    } else {
      for (; i <= m - 5; i += 5) {
        row5x4(k, w, wo + i * ws, ws, b, bo, c, co + i * LANES);
      }
    }
    for (; i <= m - 2; i += 2) {
      if (NARROW_BLOCK) {
        row2x2(k, w, wo + i * ws, ws, b, bo, c, co + i * LANES);
      } else {
        row2x4(k, w, wo + i * ws, ws, b, bo, c, co + i * LANES);
      }
    }
    for (; i < m; i++) {
      one(k, w, wo + i * ws, 1, b, bo, c, co + i * LANES);
    }
  }

  /** C[m x WIDTH] += W[m x k] B[k x WIDTH], W column-major with columns {@code ws} apart. */
  private static void columns(
      int m, int k, float[] w, int wo, int ws, float[] b, int bo, float[] c, int co) {
    int i = 0;
    for (; i <= m - 6; i += 6) {
      if (NARROW_BLOCK) {
        column6x2(k, w, wo + i, ws, b, bo, c, co + i * LANES);
      } else {
        column6x4(k, w, wo + i, ws, b, bo, c, co + i * LANES);
      }
    }
    for (; i <= m - 2; i += 2) {
      if (NARROW_BLOCK) {
        column2x2(k, w, wo + i, ws, b, bo, c, co + i * LANES);
      } else {
        column2x4(k, w, wo + i, ws, b, bo, c, co + i * LANES);
      }
    }
    for (; i < m; i++) {
      one(k, w, wo + i, ws, b, bo, c, co + i * LANES);
    }
  }

  /** One row by one block of columns, the factors {@code ws} apart. */
  static void one(int k, float[] w, int wo, int ws, float[] b, int bo, float[] c, int co) {
    if (NARROW_BLOCK) {
      one2(k, w, wo, ws, b, bo, c, co);
    } else {
      one4(k, w, wo, ws, b, bo, c, co);
    }
  }

  /** Five rows by four vectors; the factors of a row are neighbours. */
  private static void row5x4(
      int k, float[] w, int w0, int ws, float[] b, int bo, float[] c, int c0) {
    int c1 = c0 + LANES;
    int c2 = c1 + LANES;
    int c3 = c2 + LANES;
    int c4 = c3 + LANES;
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
    int w1 = w0 + ws;
    int w2 = w1 + ws;
    int w3 = w2 + ws;
    int w4 = w3 + ws;
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
      f = FloatVector.broadcast(F, w[w4 + p]);
      s40 = f.fma(b0, s40);
      s41 = f.fma(b1, s41);
      s42 = f.fma(b2, s42);
      s43 = f.fma(b3, s43);
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
  }

  /** Two rows by four vectors; the factors of a row are neighbours. */
  private static void row2x4(
      int k, float[] w, int w0, int ws, float[] b, int bo, float[] c, int c0) {
    int c1 = c0 + LANES;
    FloatVector s00 = FloatVector.fromArray(F, c, c0);
    FloatVector s01 = FloatVector.fromArray(F, c, c0 + FLOATS);
    FloatVector s02 = FloatVector.fromArray(F, c, c0 + 2 * FLOATS);
    FloatVector s03 = FloatVector.fromArray(F, c, c0 + 3 * FLOATS);
    FloatVector s10 = FloatVector.fromArray(F, c, c1);
    FloatVector s11 = FloatVector.fromArray(F, c, c1 + FLOATS);
    FloatVector s12 = FloatVector.fromArray(F, c, c1 + 2 * FLOATS);
    FloatVector s13 = FloatVector.fromArray(F, c, c1 + 3 * FLOATS);
    int w1 = w0 + ws;
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

  /** Six rows by four vectors; the factors of a column are neighbours. */
  private static void column6x4(
      int k, float[] w, int w0, int ws, float[] b, int bo, float[] c, int c0) {
    int c1 = c0 + LANES;
    int c2 = c1 + LANES;
    int c3 = c2 + LANES;
    int c4 = c3 + LANES;
    int c5 = c4 + LANES;
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
    int q = w0;
    for (int p = 0; p < k; p++, q += ws) {
      FloatVector b0 = FloatVector.fromArray(F, b, bo + p * LANES);
      FloatVector b1 = FloatVector.fromArray(F, b, bo + p * LANES + FLOATS);
      FloatVector b2 = FloatVector.fromArray(F, b, bo + p * LANES + 2 * FLOATS);
      FloatVector b3 = FloatVector.fromArray(F, b, bo + p * LANES + 3 * FLOATS);
      FloatVector f = FloatVector.broadcast(F, w[q]);
      s00 = f.fma(b0, s00);
      s01 = f.fma(b1, s01);
      s02 = f.fma(b2, s02);
      s03 = f.fma(b3, s03);
      f = FloatVector.broadcast(F, w[q + 1]);
      s10 = f.fma(b0, s10);
      s11 = f.fma(b1, s11);
      s12 = f.fma(b2, s12);
      s13 = f.fma(b3, s13);
      f = FloatVector.broadcast(F, w[q + 2]);
      s20 = f.fma(b0, s20);
      s21 = f.fma(b1, s21);
      s22 = f.fma(b2, s22);
      s23 = f.fma(b3, s23);
      f = FloatVector.broadcast(F, w[q + 3]);
      s30 = f.fma(b0, s30);
      s31 = f.fma(b1, s31);
      s32 = f.fma(b2, s32);
      s33 = f.fma(b3, s33);
      f = FloatVector.broadcast(F, w[q + 4]);
      s40 = f.fma(b0, s40);
      s41 = f.fma(b1, s41);
      s42 = f.fma(b2, s42);
      s43 = f.fma(b3, s43);
      f = FloatVector.broadcast(F, w[q + 5]);
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

  /** Two rows by four vectors; the factors of a column are neighbours. */
  private static void column2x4(
      int k, float[] w, int w0, int ws, float[] b, int bo, float[] c, int c0) {
    int c1 = c0 + LANES;
    FloatVector s00 = FloatVector.fromArray(F, c, c0);
    FloatVector s01 = FloatVector.fromArray(F, c, c0 + FLOATS);
    FloatVector s02 = FloatVector.fromArray(F, c, c0 + 2 * FLOATS);
    FloatVector s03 = FloatVector.fromArray(F, c, c0 + 3 * FLOATS);
    FloatVector s10 = FloatVector.fromArray(F, c, c1);
    FloatVector s11 = FloatVector.fromArray(F, c, c1 + FLOATS);
    FloatVector s12 = FloatVector.fromArray(F, c, c1 + 2 * FLOATS);
    FloatVector s13 = FloatVector.fromArray(F, c, c1 + 3 * FLOATS);
    int q = w0;
    for (int p = 0; p < k; p++, q += ws) {
      FloatVector b0 = FloatVector.fromArray(F, b, bo + p * LANES);
      FloatVector b1 = FloatVector.fromArray(F, b, bo + p * LANES + FLOATS);
      FloatVector b2 = FloatVector.fromArray(F, b, bo + p * LANES + 2 * FLOATS);
      FloatVector b3 = FloatVector.fromArray(F, b, bo + p * LANES + 3 * FLOATS);
      FloatVector f = FloatVector.broadcast(F, w[q]);
      s00 = f.fma(b0, s00);
      s01 = f.fma(b1, s01);
      s02 = f.fma(b2, s02);
      s03 = f.fma(b3, s03);
      f = FloatVector.broadcast(F, w[q + 1]);
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

  /** Four rows by two vectors; the factors of a row are neighbours. */
  private static void row4x2(
      int k, float[] w, int w0, int ws, float[] b, int bo, float[] c, int c0) {
    int c1 = c0 + LANES;
    int c2 = c1 + LANES;
    int c3 = c2 + LANES;
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

  /** Two rows by two vectors; the factors of a row are neighbours. */
  private static void row2x2(
      int k, float[] w, int w0, int ws, float[] b, int bo, float[] c, int c0) {
    int c1 = c0 + LANES;
    FloatVector s00 = FloatVector.fromArray(F, c, c0);
    FloatVector s01 = FloatVector.fromArray(F, c, c0 + FLOATS);
    FloatVector s10 = FloatVector.fromArray(F, c, c1);
    FloatVector s11 = FloatVector.fromArray(F, c, c1 + FLOATS);
    int w1 = w0 + ws;
    for (int p = 0; p < k; p++) {
      FloatVector b0 = FloatVector.fromArray(F, b, bo + p * LANES);
      FloatVector b1 = FloatVector.fromArray(F, b, bo + p * LANES + FLOATS);
      FloatVector f = FloatVector.broadcast(F, w[w0 + p]);
      s00 = f.fma(b0, s00);
      s01 = f.fma(b1, s01);
      f = FloatVector.broadcast(F, w[w1 + p]);
      s10 = f.fma(b0, s10);
      s11 = f.fma(b1, s11);
    }
    s00.intoArray(c, c0);
    s01.intoArray(c, c0 + FLOATS);
    s10.intoArray(c, c1);
    s11.intoArray(c, c1 + FLOATS);
  }

  /** Six rows by two vectors; the factors of a column are neighbours. */
  private static void column6x2(
      int k, float[] w, int w0, int ws, float[] b, int bo, float[] c, int c0) {
    int c1 = c0 + LANES;
    int c2 = c1 + LANES;
    int c3 = c2 + LANES;
    int c4 = c3 + LANES;
    int c5 = c4 + LANES;
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
    int q = w0;
    for (int p = 0; p < k; p++, q += ws) {
      FloatVector b0 = FloatVector.fromArray(F, b, bo + p * LANES);
      FloatVector b1 = FloatVector.fromArray(F, b, bo + p * LANES + FLOATS);
      FloatVector f = FloatVector.broadcast(F, w[q]);
      s00 = f.fma(b0, s00);
      s01 = f.fma(b1, s01);
      f = FloatVector.broadcast(F, w[q + 1]);
      s10 = f.fma(b0, s10);
      s11 = f.fma(b1, s11);
      f = FloatVector.broadcast(F, w[q + 2]);
      s20 = f.fma(b0, s20);
      s21 = f.fma(b1, s21);
      f = FloatVector.broadcast(F, w[q + 3]);
      s30 = f.fma(b0, s30);
      s31 = f.fma(b1, s31);
      f = FloatVector.broadcast(F, w[q + 4]);
      s40 = f.fma(b0, s40);
      s41 = f.fma(b1, s41);
      f = FloatVector.broadcast(F, w[q + 5]);
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

  /** Two rows by two vectors; the factors of a column are neighbours. */
  private static void column2x2(
      int k, float[] w, int w0, int ws, float[] b, int bo, float[] c, int c0) {
    int c1 = c0 + LANES;
    FloatVector s00 = FloatVector.fromArray(F, c, c0);
    FloatVector s01 = FloatVector.fromArray(F, c, c0 + FLOATS);
    FloatVector s10 = FloatVector.fromArray(F, c, c1);
    FloatVector s11 = FloatVector.fromArray(F, c, c1 + FLOATS);
    int q = w0;
    for (int p = 0; p < k; p++, q += ws) {
      FloatVector b0 = FloatVector.fromArray(F, b, bo + p * LANES);
      FloatVector b1 = FloatVector.fromArray(F, b, bo + p * LANES + FLOATS);
      FloatVector f = FloatVector.broadcast(F, w[q]);
      s00 = f.fma(b0, s00);
      s01 = f.fma(b1, s01);
      f = FloatVector.broadcast(F, w[q + 1]);
      s10 = f.fma(b0, s10);
      s11 = f.fma(b1, s11);
    }
    s00.intoArray(c, c0);
    s01.intoArray(c, c0 + FLOATS);
    s10.intoArray(c, c1);
    s11.intoArray(c, c1 + FLOATS);
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
}

package org.p4inv.core.kernel.vector;

import static org.p4inv.core.kernel.Tile.LANES;
import static org.p4inv.core.kernel.vector.Species.F;
import static org.p4inv.core.kernel.vector.Species.FLOATS;
import static org.p4inv.core.kernel.vector.Species.NARROW_BLOCK;
import static org.p4inv.core.kernel.vector.Species.WIDTH;

import jdk.incubator.vector.FloatVector;
import jdk.incubator.vector.VectorOperators;

/**
 * The tile products of {@link Products} with what a layer of a perceptron does before and after
 * them, in registers: the accumulators start from the biases instead of from the output, and the
 * rectifier is applied before they are stored; in the pullback they start from zero and are stored
 * where the layer's image is positive.
 *
 * <p>Sums are of one piece. Up to 4 rows left over at the end of a layer go in pairs; a block at
 * the end computes the last row as often as it needs to be full. Few lanes are one vector of eight
 * rows or two of four: as many sums at once as it takes to hide the latency of a multiply-add. A
 * pullback is for an even number of rows.
 */
final class LayerProducts {
  private LayerProducts() {}

  /**
   * Y = max(b + W X, floor) in the first lanes, W row-major.
   *
   * @param lanes 1 to 64; as many are written, rounded up to what a block is wide
   */
  static void layer(
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
      int lanes,
      float floor) {
    int vectors = (lanes + FLOATS - 1) / FLOATS;
    if (vectors == 1) {
      rows8(m, k, w, wo, bias, bo, x, xo, y, yo, floor);
    } else if (vectors == 2 || (NARROW_BLOCK && k > 1)) {
      for (int c = 0; c < lanes; c += 2 * FLOATS) {
        rows4(m, k, w, wo, bias, bo, x, xo + c, y, yo + c, floor);
      }
    } else if (k == 1) {
      SingleProducts.layer(m, w, wo, bias, bo, x, xo, y, yo, floor);
    } else {
      for (int c = 0; c < lanes; c += WIDTH) {
        rows5(m, k, w, wo, bias, bo, x, xo + c, y, yo + c, floor);
      }
    }
  }

  /** Four vectors of columns, in blocks of five rows and two. */
  private static void rows5(
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
      float floor) {
    int lastW = wo + (m - 1) * k;
    int lastBias = bo + m - 1;
    int last = yo + (m - 1) * LANES;
    int i = 0;
    for (; i <= m - 5; i += 5) {
      int from = wo + i * k;
      int to = yo + i * LANES;
      layer5x4(k, w, from, bias, bo + i, x, xo, y, to, floor);
    }
    for (; i < m; i += 2) {
      int from = wo + i * k;
      int to = yo + i * LANES;
      layer2x4(k, w, from, lastW, bias, bo + i, lastBias, x, xo, y, to, last, floor);
    }
  }

  /** One vector of columns. */
  private static void rows8(
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
      float floor) {
    int lastW = wo + (m - 1) * k;
    int lastBias = bo + m - 1;
    int last = yo + (m - 1) * LANES;
    for (int i = 0; i < m; i += 8) {
      layer8x1(
          k, w, wo + i * k, lastW, bias, bo + i, lastBias, x, xo, y, yo + i * LANES, last, floor);
    }
  }

  /** Two vectors of columns. */
  private static void rows4(
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
      float floor) {
    int lastW = wo + (m - 1) * k;
    int lastBias = bo + m - 1;
    int last = yo + (m - 1) * LANES;
    for (int i = 0; i < m; i += 4) {
      layer4x2(
          k, w, wo + i * k, lastW, bias, bo + i, lastBias, x, xo, y, yo + i * LANES, last, floor);
    }
  }

  /** Rows 0 to m of W^T X where the image is positive, else 0; m even. */
  static void pullback(
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
    for (int c = 0; c < LANES; c += WIDTH) {
      int i = 0;
      for (; i <= m - 6; i += 6) {
        int row = i * LANES + c;
        pullback6x4(k, w, wo + i, m, image, io + row, x, xo + c, y, yo + row);
      }
      for (; i < m; i += 2) {
        int row = i * LANES + c;
        pullback2x4(k, w, wo + i, m, image, io + row, x, xo + c, y, yo + row);
      }
    }
  }

  /** Five rows by four vectors of a layer. */
  private static void layer5x4(
      int k,
      float[] w,
      int w0,
      float[] bias,
      int bias0,
      float[] b,
      int bo,
      float[] c,
      int c0,
      float floor) {
    FloatVector s00 = FloatVector.broadcast(F, bias[bias0]);
    FloatVector s01 = s00;
    FloatVector s02 = s00;
    FloatVector s03 = s00;
    FloatVector s10 = FloatVector.broadcast(F, bias[bias0 + 1]);
    FloatVector s11 = s10;
    FloatVector s12 = s10;
    FloatVector s13 = s10;
    FloatVector s20 = FloatVector.broadcast(F, bias[bias0 + 2]);
    FloatVector s21 = s20;
    FloatVector s22 = s20;
    FloatVector s23 = s20;
    FloatVector s30 = FloatVector.broadcast(F, bias[bias0 + 3]);
    FloatVector s31 = s30;
    FloatVector s32 = s30;
    FloatVector s33 = s30;
    FloatVector s40 = FloatVector.broadcast(F, bias[bias0 + 4]);
    FloatVector s41 = s40;
    FloatVector s42 = s40;
    FloatVector s43 = s40;
    int w1 = w0 + k;
    int w2 = w1 + k;
    int w3 = w2 + k;
    int w4 = w3 + k;
    int c1 = c0 + LANES;
    int c2 = c1 + LANES;
    int c3 = c2 + LANES;
    int c4 = c3 + LANES;
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
    s00.blend(floor, s00.compare(VectorOperators.LT, floor)).intoArray(c, c0);
    s01.blend(floor, s01.compare(VectorOperators.LT, floor)).intoArray(c, c0 + FLOATS);
    s02.blend(floor, s02.compare(VectorOperators.LT, floor)).intoArray(c, c0 + 2 * FLOATS);
    s03.blend(floor, s03.compare(VectorOperators.LT, floor)).intoArray(c, c0 + 3 * FLOATS);
    s10.blend(floor, s10.compare(VectorOperators.LT, floor)).intoArray(c, c1);
    s11.blend(floor, s11.compare(VectorOperators.LT, floor)).intoArray(c, c1 + FLOATS);
    s12.blend(floor, s12.compare(VectorOperators.LT, floor)).intoArray(c, c1 + 2 * FLOATS);
    s13.blend(floor, s13.compare(VectorOperators.LT, floor)).intoArray(c, c1 + 3 * FLOATS);
    s20.blend(floor, s20.compare(VectorOperators.LT, floor)).intoArray(c, c2);
    s21.blend(floor, s21.compare(VectorOperators.LT, floor)).intoArray(c, c2 + FLOATS);
    s22.blend(floor, s22.compare(VectorOperators.LT, floor)).intoArray(c, c2 + 2 * FLOATS);
    s23.blend(floor, s23.compare(VectorOperators.LT, floor)).intoArray(c, c2 + 3 * FLOATS);
    s30.blend(floor, s30.compare(VectorOperators.LT, floor)).intoArray(c, c3);
    s31.blend(floor, s31.compare(VectorOperators.LT, floor)).intoArray(c, c3 + FLOATS);
    s32.blend(floor, s32.compare(VectorOperators.LT, floor)).intoArray(c, c3 + 2 * FLOATS);
    s33.blend(floor, s33.compare(VectorOperators.LT, floor)).intoArray(c, c3 + 3 * FLOATS);
    s40.blend(floor, s40.compare(VectorOperators.LT, floor)).intoArray(c, c4);
    s41.blend(floor, s41.compare(VectorOperators.LT, floor)).intoArray(c, c4 + FLOATS);
    s42.blend(floor, s42.compare(VectorOperators.LT, floor)).intoArray(c, c4 + 2 * FLOATS);
    s43.blend(floor, s43.compare(VectorOperators.LT, floor)).intoArray(c, c4 + 3 * FLOATS);
  }

  /** Two rows by four vectors of a layer. */
  private static void layer2x4(
      int k,
      float[] w,
      int w0,
      int lastW,
      float[] bias,
      int bias0,
      int lastBias,
      float[] b,
      int bo,
      float[] c,
      int c0,
      int last,
      float floor) {
    FloatVector s00 = FloatVector.broadcast(F, bias[bias0]);
    FloatVector s01 = s00;
    FloatVector s02 = s00;
    FloatVector s03 = s00;
    FloatVector s10 = FloatVector.broadcast(F, bias[Math.min(bias0 + 1, lastBias)]);
    FloatVector s11 = s10;
    FloatVector s12 = s10;
    FloatVector s13 = s10;
    int w1 = Math.min(w0 + k, lastW);
    int c1 = Math.min(c0 + LANES, last);
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
    s00.blend(floor, s00.compare(VectorOperators.LT, floor)).intoArray(c, c0);
    s01.blend(floor, s01.compare(VectorOperators.LT, floor)).intoArray(c, c0 + FLOATS);
    s02.blend(floor, s02.compare(VectorOperators.LT, floor)).intoArray(c, c0 + 2 * FLOATS);
    s03.blend(floor, s03.compare(VectorOperators.LT, floor)).intoArray(c, c0 + 3 * FLOATS);
    s10.blend(floor, s10.compare(VectorOperators.LT, floor)).intoArray(c, c1);
    s11.blend(floor, s11.compare(VectorOperators.LT, floor)).intoArray(c, c1 + FLOATS);
    s12.blend(floor, s12.compare(VectorOperators.LT, floor)).intoArray(c, c1 + 2 * FLOATS);
    s13.blend(floor, s13.compare(VectorOperators.LT, floor)).intoArray(c, c1 + 3 * FLOATS);
  }

  /** Four rows by two vectors of a layer. */
  private static void layer4x2(
      int k,
      float[] w,
      int w0,
      int lastW,
      float[] bias,
      int bias0,
      int lastBias,
      float[] b,
      int bo,
      float[] c,
      int c0,
      int last,
      float floor) {
    FloatVector s00 = FloatVector.broadcast(F, bias[bias0]);
    FloatVector s01 = s00;
    FloatVector s10 = FloatVector.broadcast(F, bias[Math.min(bias0 + 1, lastBias)]);
    FloatVector s11 = s10;
    FloatVector s20 = FloatVector.broadcast(F, bias[Math.min(bias0 + 2, lastBias)]);
    FloatVector s21 = s20;
    FloatVector s30 = FloatVector.broadcast(F, bias[Math.min(bias0 + 3, lastBias)]);
    FloatVector s31 = s30;
    int w1 = Math.min(w0 + k, lastW);
    int w2 = Math.min(w1 + k, lastW);
    int w3 = Math.min(w2 + k, lastW);
    int c1 = Math.min(c0 + LANES, last);
    int c2 = Math.min(c1 + LANES, last);
    int c3 = Math.min(c2 + LANES, last);
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
    s00.blend(floor, s00.compare(VectorOperators.LT, floor)).intoArray(c, c0);
    s01.blend(floor, s01.compare(VectorOperators.LT, floor)).intoArray(c, c0 + FLOATS);
    s10.blend(floor, s10.compare(VectorOperators.LT, floor)).intoArray(c, c1);
    s11.blend(floor, s11.compare(VectorOperators.LT, floor)).intoArray(c, c1 + FLOATS);
    s20.blend(floor, s20.compare(VectorOperators.LT, floor)).intoArray(c, c2);
    s21.blend(floor, s21.compare(VectorOperators.LT, floor)).intoArray(c, c2 + FLOATS);
    s30.blend(floor, s30.compare(VectorOperators.LT, floor)).intoArray(c, c3);
    s31.blend(floor, s31.compare(VectorOperators.LT, floor)).intoArray(c, c3 + FLOATS);
  }

  /** Eight rows by one vector of a layer. */
  private static void layer8x1(
      int k,
      float[] w,
      int w0,
      int lastW,
      float[] bias,
      int bias0,
      int lastBias,
      float[] b,
      int bo,
      float[] c,
      int c0,
      int last,
      float floor) {
    FloatVector s00 = FloatVector.broadcast(F, bias[bias0]);
    FloatVector s10 = FloatVector.broadcast(F, bias[Math.min(bias0 + 1, lastBias)]);
    FloatVector s20 = FloatVector.broadcast(F, bias[Math.min(bias0 + 2, lastBias)]);
    FloatVector s30 = FloatVector.broadcast(F, bias[Math.min(bias0 + 3, lastBias)]);
    FloatVector s40 = FloatVector.broadcast(F, bias[Math.min(bias0 + 4, lastBias)]);
    FloatVector s50 = FloatVector.broadcast(F, bias[Math.min(bias0 + 5, lastBias)]);
    FloatVector s60 = FloatVector.broadcast(F, bias[Math.min(bias0 + 6, lastBias)]);
    FloatVector s70 = FloatVector.broadcast(F, bias[Math.min(bias0 + 7, lastBias)]);
    int w1 = Math.min(w0 + k, lastW);
    int w2 = Math.min(w1 + k, lastW);
    int w3 = Math.min(w2 + k, lastW);
    int w4 = Math.min(w3 + k, lastW);
    int w5 = Math.min(w4 + k, lastW);
    int w6 = Math.min(w5 + k, lastW);
    int w7 = Math.min(w6 + k, lastW);
    int c1 = Math.min(c0 + LANES, last);
    int c2 = Math.min(c1 + LANES, last);
    int c3 = Math.min(c2 + LANES, last);
    int c4 = Math.min(c3 + LANES, last);
    int c5 = Math.min(c4 + LANES, last);
    int c6 = Math.min(c5 + LANES, last);
    int c7 = Math.min(c6 + LANES, last);
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
      f = FloatVector.broadcast(F, w[w4 + p]);
      s40 = f.fma(b0, s40);
      f = FloatVector.broadcast(F, w[w5 + p]);
      s50 = f.fma(b0, s50);
      f = FloatVector.broadcast(F, w[w6 + p]);
      s60 = f.fma(b0, s60);
      f = FloatVector.broadcast(F, w[w7 + p]);
      s70 = f.fma(b0, s70);
    }
    s00.blend(floor, s00.compare(VectorOperators.LT, floor)).intoArray(c, c0);
    s10.blend(floor, s10.compare(VectorOperators.LT, floor)).intoArray(c, c1);
    s20.blend(floor, s20.compare(VectorOperators.LT, floor)).intoArray(c, c2);
    s30.blend(floor, s30.compare(VectorOperators.LT, floor)).intoArray(c, c3);
    s40.blend(floor, s40.compare(VectorOperators.LT, floor)).intoArray(c, c4);
    s50.blend(floor, s50.compare(VectorOperators.LT, floor)).intoArray(c, c5);
    s60.blend(floor, s60.compare(VectorOperators.LT, floor)).intoArray(c, c6);
    s70.blend(floor, s70.compare(VectorOperators.LT, floor)).intoArray(c, c7);
  }

  /** Six rows by four vectors of a pullback. */
  private static void pullback6x4(
      int k,
      float[] w,
      int w0,
      int ws,
      float[] image,
      int image0,
      float[] b,
      int bo,
      float[] c,
      int c0) {
    int c1 = c0 + LANES;
    int c2 = c1 + LANES;
    int c3 = c2 + LANES;
    int c4 = c3 + LANES;
    int c5 = c4 + LANES;
    FloatVector s00 = FloatVector.zero(F);
    FloatVector s01 = FloatVector.zero(F);
    FloatVector s02 = FloatVector.zero(F);
    FloatVector s03 = FloatVector.zero(F);
    FloatVector s10 = FloatVector.zero(F);
    FloatVector s11 = FloatVector.zero(F);
    FloatVector s12 = FloatVector.zero(F);
    FloatVector s13 = FloatVector.zero(F);
    FloatVector s20 = FloatVector.zero(F);
    FloatVector s21 = FloatVector.zero(F);
    FloatVector s22 = FloatVector.zero(F);
    FloatVector s23 = FloatVector.zero(F);
    FloatVector s30 = FloatVector.zero(F);
    FloatVector s31 = FloatVector.zero(F);
    FloatVector s32 = FloatVector.zero(F);
    FloatVector s33 = FloatVector.zero(F);
    FloatVector s40 = FloatVector.zero(F);
    FloatVector s41 = FloatVector.zero(F);
    FloatVector s42 = FloatVector.zero(F);
    FloatVector s43 = FloatVector.zero(F);
    FloatVector s50 = FloatVector.zero(F);
    FloatVector s51 = FloatVector.zero(F);
    FloatVector s52 = FloatVector.zero(F);
    FloatVector s53 = FloatVector.zero(F);
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
      f = FloatVector.broadcast(F, w[w0 + p * ws + 4]);
      s40 = f.fma(b0, s40);
      s41 = f.fma(b1, s41);
      s42 = f.fma(b2, s42);
      s43 = f.fma(b3, s43);
      f = FloatVector.broadcast(F, w[w0 + p * ws + 5]);
      s50 = f.fma(b0, s50);
      s51 = f.fma(b1, s51);
      s52 = f.fma(b2, s52);
      s53 = f.fma(b3, s53);
    }
    FloatVector.zero(F)
        .blend(s00, FloatVector.fromArray(F, image, image0).compare(VectorOperators.GT, 0f))
        .intoArray(c, c0);
    FloatVector.zero(F)
        .blend(
            s01, FloatVector.fromArray(F, image, image0 + FLOATS).compare(VectorOperators.GT, 0f))
        .intoArray(c, c0 + FLOATS);
    FloatVector.zero(F)
        .blend(
            s02,
            FloatVector.fromArray(F, image, image0 + 2 * FLOATS).compare(VectorOperators.GT, 0f))
        .intoArray(c, c0 + 2 * FLOATS);
    FloatVector.zero(F)
        .blend(
            s03,
            FloatVector.fromArray(F, image, image0 + 3 * FLOATS).compare(VectorOperators.GT, 0f))
        .intoArray(c, c0 + 3 * FLOATS);
    FloatVector.zero(F)
        .blend(
            s10,
            FloatVector.fromArray(F, image, image0 + 1 * LANES).compare(VectorOperators.GT, 0f))
        .intoArray(c, c1);
    FloatVector.zero(F)
        .blend(
            s11,
            FloatVector.fromArray(F, image, image0 + 1 * LANES + FLOATS)
                .compare(VectorOperators.GT, 0f))
        .intoArray(c, c1 + FLOATS);
    FloatVector.zero(F)
        .blend(
            s12,
            FloatVector.fromArray(F, image, image0 + 1 * LANES + 2 * FLOATS)
                .compare(VectorOperators.GT, 0f))
        .intoArray(c, c1 + 2 * FLOATS);
    FloatVector.zero(F)
        .blend(
            s13,
            FloatVector.fromArray(F, image, image0 + 1 * LANES + 3 * FLOATS)
                .compare(VectorOperators.GT, 0f))
        .intoArray(c, c1 + 3 * FLOATS);
    FloatVector.zero(F)
        .blend(
            s20,
            FloatVector.fromArray(F, image, image0 + 2 * LANES).compare(VectorOperators.GT, 0f))
        .intoArray(c, c2);
    FloatVector.zero(F)
        .blend(
            s21,
            FloatVector.fromArray(F, image, image0 + 2 * LANES + FLOATS)
                .compare(VectorOperators.GT, 0f))
        .intoArray(c, c2 + FLOATS);
    FloatVector.zero(F)
        .blend(
            s22,
            FloatVector.fromArray(F, image, image0 + 2 * LANES + 2 * FLOATS)
                .compare(VectorOperators.GT, 0f))
        .intoArray(c, c2 + 2 * FLOATS);
    FloatVector.zero(F)
        .blend(
            s23,
            FloatVector.fromArray(F, image, image0 + 2 * LANES + 3 * FLOATS)
                .compare(VectorOperators.GT, 0f))
        .intoArray(c, c2 + 3 * FLOATS);
    FloatVector.zero(F)
        .blend(
            s30,
            FloatVector.fromArray(F, image, image0 + 3 * LANES).compare(VectorOperators.GT, 0f))
        .intoArray(c, c3);
    FloatVector.zero(F)
        .blend(
            s31,
            FloatVector.fromArray(F, image, image0 + 3 * LANES + FLOATS)
                .compare(VectorOperators.GT, 0f))
        .intoArray(c, c3 + FLOATS);
    FloatVector.zero(F)
        .blend(
            s32,
            FloatVector.fromArray(F, image, image0 + 3 * LANES + 2 * FLOATS)
                .compare(VectorOperators.GT, 0f))
        .intoArray(c, c3 + 2 * FLOATS);
    FloatVector.zero(F)
        .blend(
            s33,
            FloatVector.fromArray(F, image, image0 + 3 * LANES + 3 * FLOATS)
                .compare(VectorOperators.GT, 0f))
        .intoArray(c, c3 + 3 * FLOATS);
    FloatVector.zero(F)
        .blend(
            s40,
            FloatVector.fromArray(F, image, image0 + 4 * LANES).compare(VectorOperators.GT, 0f))
        .intoArray(c, c4);
    FloatVector.zero(F)
        .blend(
            s41,
            FloatVector.fromArray(F, image, image0 + 4 * LANES + FLOATS)
                .compare(VectorOperators.GT, 0f))
        .intoArray(c, c4 + FLOATS);
    FloatVector.zero(F)
        .blend(
            s42,
            FloatVector.fromArray(F, image, image0 + 4 * LANES + 2 * FLOATS)
                .compare(VectorOperators.GT, 0f))
        .intoArray(c, c4 + 2 * FLOATS);
    FloatVector.zero(F)
        .blend(
            s43,
            FloatVector.fromArray(F, image, image0 + 4 * LANES + 3 * FLOATS)
                .compare(VectorOperators.GT, 0f))
        .intoArray(c, c4 + 3 * FLOATS);
    FloatVector.zero(F)
        .blend(
            s50,
            FloatVector.fromArray(F, image, image0 + 5 * LANES).compare(VectorOperators.GT, 0f))
        .intoArray(c, c5);
    FloatVector.zero(F)
        .blend(
            s51,
            FloatVector.fromArray(F, image, image0 + 5 * LANES + FLOATS)
                .compare(VectorOperators.GT, 0f))
        .intoArray(c, c5 + FLOATS);
    FloatVector.zero(F)
        .blend(
            s52,
            FloatVector.fromArray(F, image, image0 + 5 * LANES + 2 * FLOATS)
                .compare(VectorOperators.GT, 0f))
        .intoArray(c, c5 + 2 * FLOATS);
    FloatVector.zero(F)
        .blend(
            s53,
            FloatVector.fromArray(F, image, image0 + 5 * LANES + 3 * FLOATS)
                .compare(VectorOperators.GT, 0f))
        .intoArray(c, c5 + 3 * FLOATS);
  }

  /** Two rows by four vectors of a pullback. */
  private static void pullback2x4(
      int k,
      float[] w,
      int w0,
      int ws,
      float[] image,
      int image0,
      float[] b,
      int bo,
      float[] c,
      int c0) {
    int c1 = c0 + LANES;
    FloatVector s00 = FloatVector.zero(F);
    FloatVector s01 = FloatVector.zero(F);
    FloatVector s02 = FloatVector.zero(F);
    FloatVector s03 = FloatVector.zero(F);
    FloatVector s10 = FloatVector.zero(F);
    FloatVector s11 = FloatVector.zero(F);
    FloatVector s12 = FloatVector.zero(F);
    FloatVector s13 = FloatVector.zero(F);
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
    }
    FloatVector.zero(F)
        .blend(s00, FloatVector.fromArray(F, image, image0).compare(VectorOperators.GT, 0f))
        .intoArray(c, c0);
    FloatVector.zero(F)
        .blend(
            s01, FloatVector.fromArray(F, image, image0 + FLOATS).compare(VectorOperators.GT, 0f))
        .intoArray(c, c0 + FLOATS);
    FloatVector.zero(F)
        .blend(
            s02,
            FloatVector.fromArray(F, image, image0 + 2 * FLOATS).compare(VectorOperators.GT, 0f))
        .intoArray(c, c0 + 2 * FLOATS);
    FloatVector.zero(F)
        .blend(
            s03,
            FloatVector.fromArray(F, image, image0 + 3 * FLOATS).compare(VectorOperators.GT, 0f))
        .intoArray(c, c0 + 3 * FLOATS);
    FloatVector.zero(F)
        .blend(
            s10,
            FloatVector.fromArray(F, image, image0 + 1 * LANES).compare(VectorOperators.GT, 0f))
        .intoArray(c, c1);
    FloatVector.zero(F)
        .blend(
            s11,
            FloatVector.fromArray(F, image, image0 + 1 * LANES + FLOATS)
                .compare(VectorOperators.GT, 0f))
        .intoArray(c, c1 + FLOATS);
    FloatVector.zero(F)
        .blend(
            s12,
            FloatVector.fromArray(F, image, image0 + 1 * LANES + 2 * FLOATS)
                .compare(VectorOperators.GT, 0f))
        .intoArray(c, c1 + 2 * FLOATS);
    FloatVector.zero(F)
        .blend(
            s13,
            FloatVector.fromArray(F, image, image0 + 1 * LANES + 3 * FLOATS)
                .compare(VectorOperators.GT, 0f))
        .intoArray(c, c1 + 3 * FLOATS);
  }
}

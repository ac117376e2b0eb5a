package org.p4inv.core.kernel.vector;

import static org.p4inv.core.kernel.Tile.LANES;
import static org.p4inv.core.kernel.vector.Species.F;
import static org.p4inv.core.kernel.vector.Species.FLOATS;
import static org.p4inv.core.kernel.vector.Species.NARROW_BLOCK;

import jdk.incubator.vector.FloatVector;
import jdk.incubator.vector.VectorOperators;

/**
 * The tile products of {@link Products} with what a layer of a perceptron does before and after
 * them, in registers: the accumulators start from the biases instead of from the output, and the
 * rectifier is applied before they are stored; in the pullback they start from zero and are stored
 * where the layer's image is positive.
 *
 * <p>For whole groups of four rows and sums of one piece; the rest is left to the caller.
 */
final class LayerProducts {
  private static final int WIDTH = (NARROW_BLOCK ? 2 : 4) * FLOATS;

  private LayerProducts() {}

  /** Rows 0 to m of Y = max(b + W X, floor), m a multiple of 4, W row-major. */
  static void layer(
      int m,
      int k,
      float[] w,
      int wo,
      int ws,
      float[] bias,
      int bo,
      float[] x,
      int xo,
      float[] y,
      int yo,
      float floor) {
    for (int c = 0; c < LANES; c += WIDTH) {
      for (int i = 0; i < m; i += 4) {
        int to = yo + i * LANES + c;
        if (NARROW_BLOCK) {
          layer4x2(k, w, wo + i * ws, ws, bias, bo + i, x, xo + c, y, to, LANES, floor);
        } else {
          layer4x4(k, w, wo + i * ws, ws, bias, bo + i, x, xo + c, y, to, LANES, floor);
        }
      }
    }
  }

  /** Rows 0 to m of W^T X where the image is positive, else 0; m a multiple of 4. */
  static void pullback(
      int m,
      int k,
      float[] w,
      int wo,
      int ws,
      float[] image,
      int io,
      float[] x,
      int xo,
      float[] y,
      int yo) {
    for (int c = 0; c < LANES; c += WIDTH) {
      for (int i = 0; i < m; i += 4) {
        int row = i * LANES + c;
        if (NARROW_BLOCK) {
          pullback4x2(k, w, wo + i, ws, image, io + row, x, xo + c, y, yo + row, LANES);
        } else {
          pullback4x4(k, w, wo + i, ws, image, io + row, x, xo + c, y, yo + row, LANES);
        }
      }
    }
  }

  /** Four rows by four vectors of a layer. */
  private static void layer4x4(
      int k,
      float[] w,
      int w0,
      int ws,
      float[] bias,
      int bias0,
      float[] b,
      int bo,
      float[] c,
      int c0,
      int cs,
      float floor) {
    int c1 = c0 + cs;
    int c2 = c1 + cs;
    int c3 = c2 + cs;
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
  }

  /** Four rows by two vectors of a layer. */
  private static void layer4x2(
      int k,
      float[] w,
      int w0,
      int ws,
      float[] bias,
      int bias0,
      float[] b,
      int bo,
      float[] c,
      int c0,
      int cs,
      float floor) {
    int c1 = c0 + cs;
    int c2 = c1 + cs;
    int c3 = c2 + cs;
    FloatVector s00 = FloatVector.broadcast(F, bias[bias0]);
    FloatVector s01 = s00;
    FloatVector s10 = FloatVector.broadcast(F, bias[bias0 + 1]);
    FloatVector s11 = s10;
    FloatVector s20 = FloatVector.broadcast(F, bias[bias0 + 2]);
    FloatVector s21 = s20;
    FloatVector s30 = FloatVector.broadcast(F, bias[bias0 + 3]);
    FloatVector s31 = s30;
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
    s00.blend(floor, s00.compare(VectorOperators.LT, floor)).intoArray(c, c0);
    s01.blend(floor, s01.compare(VectorOperators.LT, floor)).intoArray(c, c0 + FLOATS);
    s10.blend(floor, s10.compare(VectorOperators.LT, floor)).intoArray(c, c1);
    s11.blend(floor, s11.compare(VectorOperators.LT, floor)).intoArray(c, c1 + FLOATS);
    s20.blend(floor, s20.compare(VectorOperators.LT, floor)).intoArray(c, c2);
    s21.blend(floor, s21.compare(VectorOperators.LT, floor)).intoArray(c, c2 + FLOATS);
    s30.blend(floor, s30.compare(VectorOperators.LT, floor)).intoArray(c, c3);
    s31.blend(floor, s31.compare(VectorOperators.LT, floor)).intoArray(c, c3 + FLOATS);
  }

  /** Four rows by four vectors of a pullback. */
  private static void pullback4x4(
      int k,
      float[] w,
      int w0,
      int ws,
      float[] image,
      int image0,
      float[] b,
      int bo,
      float[] c,
      int c0,
      int cs) {
    int c1 = c0 + cs;
    int c2 = c1 + cs;
    int c3 = c2 + cs;
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
  }

  /** Four rows by two vectors of a pullback. */
  private static void pullback4x2(
      int k,
      float[] w,
      int w0,
      int ws,
      float[] image,
      int image0,
      float[] b,
      int bo,
      float[] c,
      int c0,
      int cs) {
    int c1 = c0 + cs;
    int c2 = c1 + cs;
    int c3 = c2 + cs;
    FloatVector s00 = FloatVector.zero(F);
    FloatVector s01 = FloatVector.zero(F);
    FloatVector s10 = FloatVector.zero(F);
    FloatVector s11 = FloatVector.zero(F);
    FloatVector s20 = FloatVector.zero(F);
    FloatVector s21 = FloatVector.zero(F);
    FloatVector s30 = FloatVector.zero(F);
    FloatVector s31 = FloatVector.zero(F);
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
    FloatVector.zero(F)
        .blend(s00, FloatVector.fromArray(F, image, image0).compare(VectorOperators.GT, 0f))
        .intoArray(c, c0);
    FloatVector.zero(F)
        .blend(
            s01, FloatVector.fromArray(F, image, image0 + FLOATS).compare(VectorOperators.GT, 0f))
        .intoArray(c, c0 + FLOATS);
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
            s30,
            FloatVector.fromArray(F, image, image0 + 3 * LANES).compare(VectorOperators.GT, 0f))
        .intoArray(c, c3);
    FloatVector.zero(F)
        .blend(
            s31,
            FloatVector.fromArray(F, image, image0 + 3 * LANES + FLOATS)
                .compare(VectorOperators.GT, 0f))
        .intoArray(c, c3 + FLOATS);
  }
}

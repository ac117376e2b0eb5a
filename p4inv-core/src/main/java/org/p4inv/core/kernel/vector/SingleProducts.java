package org.p4inv.core.kernel.vector;

import static org.p4inv.core.kernel.Tile.LANES;
import static org.p4inv.core.kernel.vector.Species.F;
import static org.p4inv.core.kernel.vector.Species.FLOATS;

import jdk.incubator.vector.FloatVector;
import jdk.incubator.vector.VectorOperators;

/**
 * The products of {@link Products} and {@link LayerProducts} for a single feature: their sums have
 * one term, so a register block would store more than it computes. Four vectors of the feature stay
 * in registers while the rows of the other tile pass by, in pairs: the last one again where their
 * number is odd.
 */
final class SingleProducts {
  private static final int BLOCK = 4 * FLOATS;

  private SingleProducts() {}

  /** Y = Y + w x, the factors {@code ws} apart. */
  static void multiplyAdd(int m, float[] w, int wo, int ws, float[] x, int xo, float[] y, int yo) {
    for (int c = 0; c < LANES; c += BLOCK) {
      FloatVector x0 = FloatVector.fromArray(F, x, xo + c);
      FloatVector x1 = FloatVector.fromArray(F, x, xo + c + FLOATS);
      FloatVector x2 = FloatVector.fromArray(F, x, xo + c + 2 * FLOATS);
      FloatVector x3 = FloatVector.fromArray(F, x, xo + c + 3 * FLOATS);
      int last = yo + (m - 1) * LANES + c;
      for (int i = 0; i < m; i += 2) {
        int row = yo + i * LANES + c;
        int next = Math.min(row + LANES, last);
        FloatVector f = FloatVector.broadcast(F, w[wo + i * ws]);
        FloatVector g = FloatVector.broadcast(F, w[wo + Math.min(i + 1, m - 1) * ws]);
        FloatVector y00 = f.fma(x0, FloatVector.fromArray(F, y, row));
        FloatVector y01 = f.fma(x1, FloatVector.fromArray(F, y, row + FLOATS));
        FloatVector y02 = f.fma(x2, FloatVector.fromArray(F, y, row + 2 * FLOATS));
        FloatVector y03 = f.fma(x3, FloatVector.fromArray(F, y, row + 3 * FLOATS));
        FloatVector y10 = g.fma(x0, FloatVector.fromArray(F, y, next));
        FloatVector y11 = g.fma(x1, FloatVector.fromArray(F, y, next + FLOATS));
        FloatVector y12 = g.fma(x2, FloatVector.fromArray(F, y, next + 2 * FLOATS));
        FloatVector y13 = g.fma(x3, FloatVector.fromArray(F, y, next + 3 * FLOATS));
        y00.intoArray(y, row);
        y01.intoArray(y, row + FLOATS);
        y02.intoArray(y, row + 2 * FLOATS);
        y03.intoArray(y, row + 3 * FLOATS);
        y10.intoArray(y, next);
        y11.intoArray(y, next + FLOATS);
        y12.intoArray(y, next + 2 * FLOATS);
        y13.intoArray(y, next + 3 * FLOATS);
      }
    }
  }

  /** Y = max(b + w x, floor). */
  static void layer(
      int m,
      float[] w,
      int wo,
      float[] bias,
      int bo,
      float[] x,
      int xo,
      float[] y,
      int yo,
      float floor) {
    for (int c = 0; c < LANES; c += BLOCK) {
      FloatVector x0 = FloatVector.fromArray(F, x, xo + c);
      FloatVector x1 = FloatVector.fromArray(F, x, xo + c + FLOATS);
      FloatVector x2 = FloatVector.fromArray(F, x, xo + c + 2 * FLOATS);
      FloatVector x3 = FloatVector.fromArray(F, x, xo + c + 3 * FLOATS);
      int lastBias = bo + m - 1;
      int last = yo + (m - 1) * LANES + c;
      for (int i = 0; i < m; i += 2) {
        int row = yo + i * LANES + c;
        int next = Math.min(row + LANES, last);
        FloatVector f = FloatVector.broadcast(F, w[wo + i]);
        FloatVector b = FloatVector.broadcast(F, bias[bo + i]);
        FloatVector s0 = f.fma(x0, b);
        FloatVector s1 = f.fma(x1, b);
        FloatVector s2 = f.fma(x2, b);
        FloatVector s3 = f.fma(x3, b);
        s0.blend(floor, s0.compare(VectorOperators.LT, floor)).intoArray(y, row);
        s1.blend(floor, s1.compare(VectorOperators.LT, floor)).intoArray(y, row + FLOATS);
        s2.blend(floor, s2.compare(VectorOperators.LT, floor)).intoArray(y, row + 2 * FLOATS);
        s3.blend(floor, s3.compare(VectorOperators.LT, floor)).intoArray(y, row + 3 * FLOATS);
        f = FloatVector.broadcast(F, w[wo + Math.min(i + 1, m - 1)]);
        b = FloatVector.broadcast(F, bias[Math.min(bo + i + 1, lastBias)]);
        s0 = f.fma(x0, b);
        s1 = f.fma(x1, b);
        s2 = f.fma(x2, b);
        s3 = f.fma(x3, b);
        s0.blend(floor, s0.compare(VectorOperators.LT, floor)).intoArray(y, next);
        s1.blend(floor, s1.compare(VectorOperators.LT, floor)).intoArray(y, next + FLOATS);
        s2.blend(floor, s2.compare(VectorOperators.LT, floor)).intoArray(y, next + 2 * FLOATS);
        s3.blend(floor, s3.compare(VectorOperators.LT, floor)).intoArray(y, next + 3 * FLOATS);
      }
    }
  }

  /** Y = w x where the image is positive, else 0. */
  static void pullback(
      int m, float[] w, int wo, float[] image, int io, float[] x, int xo, float[] y, int yo) {
    FloatVector zero = FloatVector.zero(F);
    for (int c = 0; c < LANES; c += BLOCK) {
      FloatVector x0 = FloatVector.fromArray(F, x, xo + c);
      FloatVector x1 = FloatVector.fromArray(F, x, xo + c + FLOATS);
      FloatVector x2 = FloatVector.fromArray(F, x, xo + c + 2 * FLOATS);
      FloatVector x3 = FloatVector.fromArray(F, x, xo + c + 3 * FLOATS);
      int from = io + c;
      int to = yo + c;
      for (int i = 0; i < m; i++) {
        FloatVector f = FloatVector.broadcast(F, w[wo + i]);
        int at = from + i * LANES;
        int row = to + i * LANES;
        FloatVector i0 = FloatVector.fromArray(F, image, at);
        FloatVector i1 = FloatVector.fromArray(F, image, at + FLOATS);
        FloatVector i2 = FloatVector.fromArray(F, image, at + 2 * FLOATS);
        FloatVector i3 = FloatVector.fromArray(F, image, at + 3 * FLOATS);
        zero.blend(f.fma(x0, zero), i0.compare(VectorOperators.GT, 0f)).intoArray(y, row);
        zero.blend(f.fma(x1, zero), i1.compare(VectorOperators.GT, 0f)).intoArray(y, row + FLOATS);
        zero.blend(f.fma(x2, zero), i2.compare(VectorOperators.GT, 0f))
            .intoArray(y, row + 2 * FLOATS);
        zero.blend(f.fma(x3, zero), i3.compare(VectorOperators.GT, 0f))
            .intoArray(y, row + 3 * FLOATS);
      }
    }
  }
}

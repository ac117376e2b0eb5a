package org.p4inv.core.kernel.vector;

import static jdk.incubator.vector.VectorOperators.BITWISE_BLEND;
import static org.p4inv.core.kernel.vector.Exchange.SWAP_2;
import static org.p4inv.core.kernel.vector.Exchange.SWAP_4;
import static org.p4inv.core.kernel.vector.Exchange.SWAP_8;
import static org.p4inv.core.kernel.vector.Exchange.WITH_2;
import static org.p4inv.core.kernel.vector.Exchange.WITH_4;
import static org.p4inv.core.kernel.vector.Exchange.WITH_8;
import static org.p4inv.core.kernel.vector.Species.F;
import static org.p4inv.core.kernel.vector.Species.FLOATS;

import jdk.incubator.vector.FloatVector;
import jdk.incubator.vector.LongVector;
import jdk.incubator.vector.VectorOperators;

/**
 * The transposition of a matrix, in square blocks of one vector by one vector.
 *
 * <p>A block is transposed in log2(width) passes: the pass of distance s exchanges, in each pair of
 * rows i and i + s, the lanes that have bit s in the first row with those that do not have it in
 * the second. Two passes are done in one visit to four rows, and each pair of passes is one loop
 * over the whole matrix, before which the shuffles are loaded. What fills no block goes number by
 * number.
 */
final class Transposition {
  /** The even lane of a pair, and the odd one. */
  private static final long LOW = 0xFFFFFFFFL;

  private static final long HIGH = ~LOW;

  private Transposition() {}

  static void transpose(
      int rows, int columns, float[] x, int xo, int xs, float[] y, int yo, int ys) {
    int r = rows - rows % FLOATS;
    int c = columns - columns % FLOATS;
    switch (FLOATS) {
      case 16 -> {
        passes8and4(r, c, x, xo, xs, y, yo, ys);
        passes2and1(r, c, y, yo, ys, 1, y, yo, ys);
      }
      case 8 -> {
        pass4(r, c, x, xo, xs, y, yo, ys);
        passes2and1(r, c, y, yo, ys, 1, y, yo, ys);
      }
      default -> passes2and1(r, c, x, xo, 1, xs, y, yo, ys);
    }
    rest(0, rows, c, columns, x, xo, xs, y, yo, ys);
    rest(r, rows, 0, c, x, xo, xs, y, yo, ys);
  }

  private static void rest(
      int firstRow,
      int rows,
      int firstColumn,
      int columns,
      float[] x,
      int xo,
      int xs,
      float[] y,
      int yo,
      int ys) {
    for (int r = firstRow; r < rows; r++) {
      for (int c = firstColumn; c < columns; c++) {
        y[yo + c * ys + r] = x[xo + r * xs + c];
      }
    }
  }

  private static void passes8and4(
      int rows, int columns, float[] x, int xo, int xs, float[] y, int yo, int ys) {
    for (int r = 0; r < rows; r += FLOATS) {
      for (int c = 0; c < columns; c += FLOATS) {
        for (int row = 0; row < 4; row++) {
          int from = xo + (r + row) * xs + c;
          int to = yo + (c + row) * ys + r;
          LongVector v0 = FloatVector.fromArray(F, x, from).reinterpretAsLongs();
          LongVector v1 = FloatVector.fromArray(F, x, from + 4 * xs).reinterpretAsLongs();
          LongVector v2 = FloatVector.fromArray(F, x, from + 8 * xs).reinterpretAsLongs();
          LongVector v3 = FloatVector.fromArray(F, x, from + 12 * xs).reinterpretAsLongs();
          LongVector v02 = v0.lanewise(BITWISE_BLEND, v2.rearrange(SWAP_8), WITH_8);
          LongVector v20 = v0.rearrange(SWAP_8).lanewise(BITWISE_BLEND, v2, WITH_8);
          LongVector v13 = v1.lanewise(BITWISE_BLEND, v3.rearrange(SWAP_8), WITH_8);
          LongVector v31 = v1.rearrange(SWAP_8).lanewise(BITWISE_BLEND, v3, WITH_8);
          v02.lanewise(BITWISE_BLEND, v13.rearrange(SWAP_4), WITH_4)
              .reinterpretAsFloats()
              .intoArray(y, to);
          v02.rearrange(SWAP_4)
              .lanewise(BITWISE_BLEND, v13, WITH_4)
              .reinterpretAsFloats()
              .intoArray(y, to + 4 * ys);
          v20.lanewise(BITWISE_BLEND, v31.rearrange(SWAP_4), WITH_4)
              .reinterpretAsFloats()
              .intoArray(y, to + 8 * ys);
          v20.rearrange(SWAP_4)
              .lanewise(BITWISE_BLEND, v31, WITH_4)
              .reinterpretAsFloats()
              .intoArray(y, to + 12 * ys);
        }
      }
    }
  }

  private static void pass4(
      int rows, int columns, float[] x, int xo, int xs, float[] y, int yo, int ys) {
    for (int r = 0; r < rows; r += FLOATS) {
      for (int c = 0; c < columns; c += FLOATS) {
        for (int row = 0; row < 4; row++) {
          int from = xo + (r + row) * xs + c;
          int to = yo + (c + row) * ys + r;
          LongVector v0 = FloatVector.fromArray(F, x, from).reinterpretAsLongs();
          LongVector v1 = FloatVector.fromArray(F, x, from + 4 * xs).reinterpretAsLongs();
          v0.lanewise(BITWISE_BLEND, v1.rearrange(SWAP_4), WITH_4)
              .reinterpretAsFloats()
              .intoArray(y, to);
          v0.rearrange(SWAP_4)
              .lanewise(BITWISE_BLEND, v1, WITH_4)
              .reinterpretAsFloats()
              .intoArray(y, to + 4 * ys);
        }
      }
    }
  }

  /**
   * The last two passes, of each block's rows 0 to 3, 4 to 7 and so on. Block (r, c) is written
   * where its transposed stands; read from {@code xo + r * rowStep + c * columnStep}, its rows
   * {@code max(rowStep, columnStep)} apart: from the same place, or from the matrix itself.
   */
  private static void passes2and1(
      int rows,
      int columns,
      float[] x,
      int xo,
      int columnStep,
      int rowStep,
      float[] y,
      int yo,
      int ys) {
    int xs = Math.max(columnStep, rowStep);
    for (int r = 0; r < rows; r += FLOATS) {
      for (int c = 0; c < columns; c += FLOATS) {
        for (int row = 0; row < FLOATS; row += 4) {
          int from = xo + r * rowStep + c * columnStep + row * xs;
          int to = yo + (c + row) * ys + r;
          LongVector v0 = FloatVector.fromArray(F, x, from).reinterpretAsLongs();
          LongVector v1 = FloatVector.fromArray(F, x, from + xs).reinterpretAsLongs();
          LongVector v2 = FloatVector.fromArray(F, x, from + 2 * xs).reinterpretAsLongs();
          LongVector v3 = FloatVector.fromArray(F, x, from + 3 * xs).reinterpretAsLongs();
          LongVector v02 = v0.lanewise(BITWISE_BLEND, v2.rearrange(SWAP_2), WITH_2);
          LongVector v20 = v0.rearrange(SWAP_2).lanewise(BITWISE_BLEND, v2, WITH_2);
          LongVector v13 = v1.lanewise(BITWISE_BLEND, v3.rearrange(SWAP_2), WITH_2);
          LongVector v31 = v1.rearrange(SWAP_2).lanewise(BITWISE_BLEND, v3, WITH_2);
          // Neighbouring lanes are the halves of a long: shifts are cheaper than shuffles.
          v02.and(LOW)
              .or(v13.lanewise(VectorOperators.LSHL, 32))
              .reinterpretAsFloats()
              .intoArray(y, to);
          v02.lanewise(VectorOperators.LSHR, 32)
              .or(v13.and(HIGH))
              .reinterpretAsFloats()
              .intoArray(y, to + ys);
          v20.and(LOW)
              .or(v31.lanewise(VectorOperators.LSHL, 32))
              .reinterpretAsFloats()
              .intoArray(y, to + 2 * ys);
          v20.lanewise(VectorOperators.LSHR, 32)
              .or(v31.and(HIGH))
              .reinterpretAsFloats()
              .intoArray(y, to + 3 * ys);
        }
      }
    }
  }
}

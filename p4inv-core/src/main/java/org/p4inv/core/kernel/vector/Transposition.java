package org.p4inv.core.kernel.vector;

import static org.p4inv.core.kernel.vector.Exchange.SWAP_2;
import static org.p4inv.core.kernel.vector.Exchange.SWAP_4;
import static org.p4inv.core.kernel.vector.Exchange.SWAP_8;
import static org.p4inv.core.kernel.vector.Exchange.WITHOUT_2;
import static org.p4inv.core.kernel.vector.Exchange.WITHOUT_4;
import static org.p4inv.core.kernel.vector.Exchange.WITHOUT_8;
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
          FloatVector v0 = FloatVector.fromArray(F, x, from);
          FloatVector v1 = FloatVector.fromArray(F, x, from + 4 * xs);
          FloatVector v2 = FloatVector.fromArray(F, x, from + 8 * xs);
          FloatVector v3 = FloatVector.fromArray(F, x, from + 12 * xs);
          FloatVector v02 = v0.blend(v2.rearrange(SWAP_8), WITH_8);
          FloatVector v20 = v2.blend(v0.rearrange(SWAP_8), WITHOUT_8);
          FloatVector v13 = v1.blend(v3.rearrange(SWAP_8), WITH_8);
          FloatVector v31 = v3.blend(v1.rearrange(SWAP_8), WITHOUT_8);
          v02.blend(v13.rearrange(SWAP_4), WITH_4).intoArray(y, to);
          v13.blend(v02.rearrange(SWAP_4), WITHOUT_4).intoArray(y, to + 4 * ys);
          v20.blend(v31.rearrange(SWAP_4), WITH_4).intoArray(y, to + 8 * ys);
          v31.blend(v20.rearrange(SWAP_4), WITHOUT_4).intoArray(y, to + 12 * ys);
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
          FloatVector v0 = FloatVector.fromArray(F, x, from);
          FloatVector v1 = FloatVector.fromArray(F, x, from + 4 * xs);
          v0.blend(v1.rearrange(SWAP_4), WITH_4).intoArray(y, to);
          v1.blend(v0.rearrange(SWAP_4), WITHOUT_4).intoArray(y, to + 4 * ys);
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
          FloatVector v0 = FloatVector.fromArray(F, x, from);
          FloatVector v1 = FloatVector.fromArray(F, x, from + xs);
          FloatVector v2 = FloatVector.fromArray(F, x, from + 2 * xs);
          FloatVector v3 = FloatVector.fromArray(F, x, from + 3 * xs);
          FloatVector v02 = v0.blend(v2.rearrange(SWAP_2), WITH_2);
          FloatVector v20 = v2.blend(v0.rearrange(SWAP_2), WITHOUT_2);
          FloatVector v13 = v1.blend(v3.rearrange(SWAP_2), WITH_2);
          FloatVector v31 = v3.blend(v1.rearrange(SWAP_2), WITHOUT_2);
          // Neighbouring lanes are the halves of a long: shifts are cheaper than shuffles.
          LongVector a = v02.reinterpretAsLongs();
          LongVector b = v13.reinterpretAsLongs();
          a.and(LOW)
              .or(b.lanewise(VectorOperators.LSHL, 32))
              .reinterpretAsFloats()
              .intoArray(y, to);
          a.lanewise(VectorOperators.LSHR, 32)
              .or(b.and(HIGH))
              .reinterpretAsFloats()
              .intoArray(y, to + ys);
          a = v20.reinterpretAsLongs();
          b = v31.reinterpretAsLongs();
          a.and(LOW)
              .or(b.lanewise(VectorOperators.LSHL, 32))
              .reinterpretAsFloats()
              .intoArray(y, to + 2 * ys);
          a.lanewise(VectorOperators.LSHR, 32)
              .or(b.and(HIGH))
              .reinterpretAsFloats()
              .intoArray(y, to + 3 * ys);
        }
      }
    }
  }
}

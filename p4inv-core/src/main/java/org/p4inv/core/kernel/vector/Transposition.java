package org.p4inv.core.kernel.vector;

import static org.p4inv.core.kernel.Tile.LANES;
import static org.p4inv.core.kernel.vector.Exchange.SWAP_1;
import static org.p4inv.core.kernel.vector.Exchange.SWAP_2;
import static org.p4inv.core.kernel.vector.Exchange.SWAP_4;
import static org.p4inv.core.kernel.vector.Exchange.SWAP_8;
import static org.p4inv.core.kernel.vector.Exchange.WITHOUT_1;
import static org.p4inv.core.kernel.vector.Exchange.WITHOUT_2;
import static org.p4inv.core.kernel.vector.Exchange.WITHOUT_4;
import static org.p4inv.core.kernel.vector.Exchange.WITHOUT_8;
import static org.p4inv.core.kernel.vector.Exchange.WITH_1;
import static org.p4inv.core.kernel.vector.Exchange.WITH_2;
import static org.p4inv.core.kernel.vector.Exchange.WITH_4;
import static org.p4inv.core.kernel.vector.Exchange.WITH_8;
import static org.p4inv.core.kernel.vector.Species.F;
import static org.p4inv.core.kernel.vector.Species.FLOATS;

import jdk.incubator.vector.FloatVector;
import org.p4inv.core.kernel.Panels;

/**
 * A tile to {@link Panels}, in square blocks of one vector by one vector.
 *
 * <p>A block is transposed in log2(width) passes: the pass of distance s exchanges, in each pair of
 * rows i and i + s, the lanes that have bit s in the first row with those that do not have it in
 * the second. Two passes are done in one visit to four rows, and each pair of passes is one loop
 * over the whole tile, before which the shuffles are loaded.
 */
final class Transposition {
  private Transposition() {}

  static void transpose(int k, float[] x, int xo, float[] xt, int xto) {
    int whole = k - k % FLOATS;
    switch (FLOATS) {
      case 16 -> {
        passes8and4(whole, x, xo, xt, xto);
        passes2and1(whole, xt, xto, true, xt, xto);
      }
      case 8 -> {
        pass4(whole, x, xo, xt, xto);
        passes2and1(whole, xt, xto, true, xt, xto);
      }
      default -> passes2and1(whole, x, xo, false, xt, xto);
    }
    for (int j = whole; j < k; j++) {
      int to = xto + Panels.at(j);
      for (int lane = 0; lane < LANES; lane++) {
        xt[to + lane * LANES] = x[xo + j * LANES + lane];
      }
    }
  }

  private static void passes8and4(int k, float[] x, int xo, float[] y, int yo) {
    for (int j = 0; j < k; j += FLOATS) {
      for (int lane = 0; lane < LANES; lane += FLOATS) {
        int from = xo + j * LANES + lane;
        int to = yo + Panels.at(j) + lane * LANES;
        for (int row = 0; row < 4 * LANES; row += LANES) {
          FloatVector a = FloatVector.fromArray(F, x, from + row);
          FloatVector b = FloatVector.fromArray(F, x, from + row + 4 * LANES);
          FloatVector c = FloatVector.fromArray(F, x, from + row + 8 * LANES);
          FloatVector d = FloatVector.fromArray(F, x, from + row + 12 * LANES);
          FloatVector ac = a.blend(c.rearrange(SWAP_8), WITH_8);
          FloatVector ca = c.blend(a.rearrange(SWAP_8), WITHOUT_8);
          FloatVector bd = b.blend(d.rearrange(SWAP_8), WITH_8);
          FloatVector db = d.blend(b.rearrange(SWAP_8), WITHOUT_8);
          ac.blend(bd.rearrange(SWAP_4), WITH_4).intoArray(y, to + row);
          bd.blend(ac.rearrange(SWAP_4), WITHOUT_4).intoArray(y, to + row + 4 * LANES);
          ca.blend(db.rearrange(SWAP_4), WITH_4).intoArray(y, to + row + 8 * LANES);
          db.blend(ca.rearrange(SWAP_4), WITHOUT_4).intoArray(y, to + row + 12 * LANES);
        }
      }
    }
  }

  private static void passes2and1(int k, float[] x, int xo, boolean panels, float[] y, int yo) {
    for (int j = 0; j < k; j += FLOATS) {
      for (int lane = 0; lane < LANES; lane += FLOATS) {
        int to = yo + Panels.at(j) + lane * LANES;
        int from = panels ? to : xo + j * LANES + lane;
        for (int row = 0; row < FLOATS * LANES; row += 4 * LANES) {
          FloatVector a = FloatVector.fromArray(F, x, from + row);
          FloatVector b = FloatVector.fromArray(F, x, from + row + LANES);
          FloatVector c = FloatVector.fromArray(F, x, from + row + 2 * LANES);
          FloatVector d = FloatVector.fromArray(F, x, from + row + 3 * LANES);
          FloatVector ac = a.blend(c.rearrange(SWAP_2), WITH_2);
          FloatVector ca = c.blend(a.rearrange(SWAP_2), WITHOUT_2);
          FloatVector bd = b.blend(d.rearrange(SWAP_2), WITH_2);
          FloatVector db = d.blend(b.rearrange(SWAP_2), WITHOUT_2);
          ac.blend(bd.rearrange(SWAP_1), WITH_1).intoArray(y, to + row);
          bd.blend(ac.rearrange(SWAP_1), WITHOUT_1).intoArray(y, to + row + LANES);
          ca.blend(db.rearrange(SWAP_1), WITH_1).intoArray(y, to + row + 2 * LANES);
          db.blend(ca.rearrange(SWAP_1), WITHOUT_1).intoArray(y, to + row + 3 * LANES);
        }
      }
    }
  }

  private static void pass4(int k, float[] x, int xo, float[] y, int yo) {
    for (int j = 0; j < k; j += FLOATS) {
      for (int lane = 0; lane < LANES; lane += FLOATS) {
        int from = xo + j * LANES + lane;
        int to = yo + Panels.at(j) + lane * LANES;
        for (int row = 0; row < 4 * LANES; row += LANES) {
          FloatVector a = FloatVector.fromArray(F, x, from + row);
          FloatVector b = FloatVector.fromArray(F, x, from + row + 4 * LANES);
          a.blend(b.rearrange(SWAP_4), WITH_4).intoArray(y, to + row);
          b.blend(a.rearrange(SWAP_4), WITHOUT_4).intoArray(y, to + row + 4 * LANES);
        }
      }
    }
  }
}

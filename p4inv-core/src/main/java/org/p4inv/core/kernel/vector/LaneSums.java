package org.p4inv.core.kernel.vector;

import static jdk.incubator.vector.VectorOperators.BITWISE_BLEND;
import static jdk.incubator.vector.VectorOperators.LSHR;
import static org.p4inv.core.kernel.Tile.LANES;
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

/**
 * Sums over the 64 lanes of a tile's rows, in the tree that folds halves of 32, 16, 8, 4, 2 and 1.
 *
 * <p>The levels above the vector's width add vectors. Below it four rows go together: a level adds
 * the halves of two rows and leaves both results in one vector, so that no lane is computed in
 * vain. Where fewer than four are left the last one is repeated.
 */
final class LaneSums {
  private LaneSums() {}

  static void dotLanesAdd(
      int m, float[] y, int yo, float[] x, int xo, float[] g, int go, int stride) {
    switch (FLOATS) {
      case 16 -> dot16(m, y, yo, x, xo, g, go, stride);
      case 8 -> dot8(m, y, yo, x, xo, g, go, stride);
      default -> {
        for (int i = 0; i < m; i++) {
          g[go + i * stride] += dot4(y, yo + i * LANES, x, xo);
        }
      }
    }
  }

  /** Four rows at a time, 16 lanes in a vector. */
  private static void dot16(
      int m, float[] y, int yo, float[] x, int xo, float[] g, int go, int stride) {
    FloatVector x0 = FloatVector.fromArray(F, x, xo);
    FloatVector x1 = FloatVector.fromArray(F, x, xo + 16);
    FloatVector x2 = FloatVector.fromArray(F, x, xo + 32);
    FloatVector x3 = FloatVector.fromArray(F, x, xo + 48);
    int last = yo + (m - 1) * LANES;
    for (int i = 0; i < m; i += 4) {
      int y0 = yo + i * LANES;
      int y1 = Math.min(y0 + LANES, last);
      int y2 = Math.min(y0 + 2 * LANES, last);
      int y3 = Math.min(y0 + 3 * LANES, last);
      FloatVector a0 = FloatVector.fromArray(F, y, y0).mul(x0);
      a0 = FloatVector.fromArray(F, y, y0 + 32).fma(x2, a0);
      FloatVector a1 = FloatVector.fromArray(F, y, y0 + 16).mul(x1);
      a1 = FloatVector.fromArray(F, y, y0 + 48).fma(x3, a1);
      a0 = a0.add(a1);
      FloatVector b0 = FloatVector.fromArray(F, y, y1).mul(x0);
      b0 = FloatVector.fromArray(F, y, y1 + 32).fma(x2, b0);
      FloatVector b1 = FloatVector.fromArray(F, y, y1 + 16).mul(x1);
      b1 = FloatVector.fromArray(F, y, y1 + 48).fma(x3, b1);
      b0 = b0.add(b1);
      FloatVector c0 = FloatVector.fromArray(F, y, y2).mul(x0);
      c0 = FloatVector.fromArray(F, y, y2 + 32).fma(x2, c0);
      FloatVector c1 = FloatVector.fromArray(F, y, y2 + 16).mul(x1);
      c1 = FloatVector.fromArray(F, y, y2 + 48).fma(x3, c1);
      c0 = c0.add(c1);
      FloatVector d0 = FloatVector.fromArray(F, y, y3).mul(x0);
      d0 = FloatVector.fromArray(F, y, y3 + 32).fma(x2, d0);
      FloatVector d1 = FloatVector.fromArray(F, y, y3 + 16).mul(x1);
      d1 = FloatVector.fromArray(F, y, y3 + 48).fma(x3, d1);
      d0 = d0.add(d1);
      // Rows a and c, and b and d, in the halves of a vector; then all four in its quarters.
      LongVector al = a0.reinterpretAsLongs();
      LongVector bl = b0.reinterpretAsLongs();
      LongVector cl = c0.reinterpretAsLongs();
      LongVector dl = d0.reinterpretAsLongs();
      LongVector ac0 = al.lanewise(BITWISE_BLEND, cl, WITH_8);
      LongVector ac1 = cl.lanewise(BITWISE_BLEND, al, WITH_8).rearrange(SWAP_8);
      FloatVector ac = ac0.reinterpretAsFloats().add(ac1.reinterpretAsFloats());
      LongVector bd0 = bl.lanewise(BITWISE_BLEND, dl, WITH_8);
      LongVector bd1 = dl.lanewise(BITWISE_BLEND, bl, WITH_8).rearrange(SWAP_8);
      FloatVector bd = bd0.reinterpretAsFloats().add(bd1.reinterpretAsFloats());
      LongVector acl = ac.reinterpretAsLongs();
      LongVector bdl = bd.reinterpretAsLongs();
      LongVector all0 = acl.lanewise(BITWISE_BLEND, bdl, WITH_4);
      LongVector all1 = bdl.lanewise(BITWISE_BLEND, acl, WITH_4).rearrange(SWAP_4);
      FloatVector all = all0.reinterpretAsFloats().add(all1.reinterpretAsFloats());
      all = all.add(all.reinterpretAsLongs().rearrange(SWAP_2).reinterpretAsFloats());
      // The neighbour above, wanted in even lanes only.
      all = all.add(all.reinterpretAsLongs().lanewise(LSHR, 32).reinterpretAsFloats());
      g[go + i * stride] += all.lane(0);
      if (i + 1 < m) {
        g[go + (i + 1) * stride] += all.lane(4);
      }
      if (i + 2 < m) {
        g[go + (i + 2) * stride] += all.lane(8);
      }
      if (i + 3 < m) {
        g[go + (i + 3) * stride] += all.lane(12);
      }
    }
  }

  /** Four rows at a time, 8 lanes in a vector. */
  private static void dot8(
      int m, float[] y, int yo, float[] x, int xo, float[] g, int go, int stride) {
    FloatVector x0 = FloatVector.fromArray(F, x, xo);
    FloatVector x1 = FloatVector.fromArray(F, x, xo + 8);
    FloatVector x2 = FloatVector.fromArray(F, x, xo + 16);
    FloatVector x3 = FloatVector.fromArray(F, x, xo + 24);
    FloatVector x4 = FloatVector.fromArray(F, x, xo + 32);
    FloatVector x5 = FloatVector.fromArray(F, x, xo + 40);
    FloatVector x6 = FloatVector.fromArray(F, x, xo + 48);
    FloatVector x7 = FloatVector.fromArray(F, x, xo + 56);
    int last = yo + (m - 1) * LANES;
    for (int i = 0; i < m; i += 4) {
      int y0 = yo + i * LANES;
      int y1 = Math.min(y0 + LANES, last);
      int y2 = Math.min(y0 + 2 * LANES, last);
      int y3 = Math.min(y0 + 3 * LANES, last);
      FloatVector a0 = FloatVector.fromArray(F, y, y0).mul(x0);
      a0 = FloatVector.fromArray(F, y, y0 + 32).fma(x4, a0);
      FloatVector a1 = FloatVector.fromArray(F, y, y0 + 8).mul(x1);
      a1 = FloatVector.fromArray(F, y, y0 + 40).fma(x5, a1);
      FloatVector a2 = FloatVector.fromArray(F, y, y0 + 16).mul(x2);
      a2 = FloatVector.fromArray(F, y, y0 + 48).fma(x6, a2);
      FloatVector a3 = FloatVector.fromArray(F, y, y0 + 24).mul(x3);
      a3 = FloatVector.fromArray(F, y, y0 + 56).fma(x7, a3);
      a0 = a0.add(a2);
      a1 = a1.add(a3);
      a0 = a0.add(a1);
      FloatVector b0 = FloatVector.fromArray(F, y, y1).mul(x0);
      b0 = FloatVector.fromArray(F, y, y1 + 32).fma(x4, b0);
      FloatVector b1 = FloatVector.fromArray(F, y, y1 + 8).mul(x1);
      b1 = FloatVector.fromArray(F, y, y1 + 40).fma(x5, b1);
      FloatVector b2 = FloatVector.fromArray(F, y, y1 + 16).mul(x2);
      b2 = FloatVector.fromArray(F, y, y1 + 48).fma(x6, b2);
      FloatVector b3 = FloatVector.fromArray(F, y, y1 + 24).mul(x3);
      b3 = FloatVector.fromArray(F, y, y1 + 56).fma(x7, b3);
      b0 = b0.add(b2);
      b1 = b1.add(b3);
      b0 = b0.add(b1);
      FloatVector c0 = FloatVector.fromArray(F, y, y2).mul(x0);
      c0 = FloatVector.fromArray(F, y, y2 + 32).fma(x4, c0);
      FloatVector c1 = FloatVector.fromArray(F, y, y2 + 8).mul(x1);
      c1 = FloatVector.fromArray(F, y, y2 + 40).fma(x5, c1);
      FloatVector c2 = FloatVector.fromArray(F, y, y2 + 16).mul(x2);
      c2 = FloatVector.fromArray(F, y, y2 + 48).fma(x6, c2);
      FloatVector c3 = FloatVector.fromArray(F, y, y2 + 24).mul(x3);
      c3 = FloatVector.fromArray(F, y, y2 + 56).fma(x7, c3);
      c0 = c0.add(c2);
      c1 = c1.add(c3);
      c0 = c0.add(c1);
      FloatVector d0 = FloatVector.fromArray(F, y, y3).mul(x0);
      d0 = FloatVector.fromArray(F, y, y3 + 32).fma(x4, d0);
      FloatVector d1 = FloatVector.fromArray(F, y, y3 + 8).mul(x1);
      d1 = FloatVector.fromArray(F, y, y3 + 40).fma(x5, d1);
      FloatVector d2 = FloatVector.fromArray(F, y, y3 + 16).mul(x2);
      d2 = FloatVector.fromArray(F, y, y3 + 48).fma(x6, d2);
      FloatVector d3 = FloatVector.fromArray(F, y, y3 + 24).mul(x3);
      d3 = FloatVector.fromArray(F, y, y3 + 56).fma(x7, d3);
      d0 = d0.add(d2);
      d1 = d1.add(d3);
      d0 = d0.add(d1);
      // Rows a and c, and b and d, in the halves of a vector; then all four in its quarters.
      LongVector al = a0.reinterpretAsLongs();
      LongVector bl = b0.reinterpretAsLongs();
      LongVector cl = c0.reinterpretAsLongs();
      LongVector dl = d0.reinterpretAsLongs();
      LongVector ac0 = al.lanewise(BITWISE_BLEND, cl, WITH_4);
      LongVector ac1 = cl.lanewise(BITWISE_BLEND, al, WITH_4).rearrange(SWAP_4);
      FloatVector ac = ac0.reinterpretAsFloats().add(ac1.reinterpretAsFloats());
      LongVector bd0 = bl.lanewise(BITWISE_BLEND, dl, WITH_4);
      LongVector bd1 = dl.lanewise(BITWISE_BLEND, bl, WITH_4).rearrange(SWAP_4);
      FloatVector bd = bd0.reinterpretAsFloats().add(bd1.reinterpretAsFloats());
      LongVector acl = ac.reinterpretAsLongs();
      LongVector bdl = bd.reinterpretAsLongs();
      LongVector all0 = acl.lanewise(BITWISE_BLEND, bdl, WITH_2);
      LongVector all1 = bdl.lanewise(BITWISE_BLEND, acl, WITH_2).rearrange(SWAP_2);
      FloatVector all = all0.reinterpretAsFloats().add(all1.reinterpretAsFloats());
      // The neighbour above, wanted in even lanes only.
      all = all.add(all.reinterpretAsLongs().lanewise(LSHR, 32).reinterpretAsFloats());
      g[go + i * stride] += all.lane(0);
      if (i + 1 < m) {
        g[go + (i + 1) * stride] += all.lane(2);
      }
      if (i + 2 < m) {
        g[go + (i + 2) * stride] += all.lane(4);
      }
      if (i + 3 < m) {
        g[go + (i + 3) * stride] += all.lane(6);
      }
    }
  }

  /** One row, 4 lanes in a vector. */
  private static float dot4(float[] y, int y0, float[] x, int xo) {
    FloatVector x0 = FloatVector.fromArray(F, x, xo);
    FloatVector x1 = FloatVector.fromArray(F, x, xo + 4);
    FloatVector x2 = FloatVector.fromArray(F, x, xo + 8);
    FloatVector x3 = FloatVector.fromArray(F, x, xo + 12);
    FloatVector x4 = FloatVector.fromArray(F, x, xo + 16);
    FloatVector x5 = FloatVector.fromArray(F, x, xo + 20);
    FloatVector x6 = FloatVector.fromArray(F, x, xo + 24);
    FloatVector x7 = FloatVector.fromArray(F, x, xo + 28);
    FloatVector x8 = FloatVector.fromArray(F, x, xo + 32);
    FloatVector x9 = FloatVector.fromArray(F, x, xo + 36);
    FloatVector x10 = FloatVector.fromArray(F, x, xo + 40);
    FloatVector x11 = FloatVector.fromArray(F, x, xo + 44);
    FloatVector x12 = FloatVector.fromArray(F, x, xo + 48);
    FloatVector x13 = FloatVector.fromArray(F, x, xo + 52);
    FloatVector x14 = FloatVector.fromArray(F, x, xo + 56);
    FloatVector x15 = FloatVector.fromArray(F, x, xo + 60);
    FloatVector a0 = FloatVector.fromArray(F, y, y0).mul(x0);
    a0 = FloatVector.fromArray(F, y, y0 + 32).fma(x8, a0);
    FloatVector a1 = FloatVector.fromArray(F, y, y0 + 4).mul(x1);
    a1 = FloatVector.fromArray(F, y, y0 + 36).fma(x9, a1);
    FloatVector a2 = FloatVector.fromArray(F, y, y0 + 8).mul(x2);
    a2 = FloatVector.fromArray(F, y, y0 + 40).fma(x10, a2);
    FloatVector a3 = FloatVector.fromArray(F, y, y0 + 12).mul(x3);
    a3 = FloatVector.fromArray(F, y, y0 + 44).fma(x11, a3);
    FloatVector a4 = FloatVector.fromArray(F, y, y0 + 16).mul(x4);
    a4 = FloatVector.fromArray(F, y, y0 + 48).fma(x12, a4);
    FloatVector a5 = FloatVector.fromArray(F, y, y0 + 20).mul(x5);
    a5 = FloatVector.fromArray(F, y, y0 + 52).fma(x13, a5);
    FloatVector a6 = FloatVector.fromArray(F, y, y0 + 24).mul(x6);
    a6 = FloatVector.fromArray(F, y, y0 + 56).fma(x14, a6);
    FloatVector a7 = FloatVector.fromArray(F, y, y0 + 28).mul(x7);
    a7 = FloatVector.fromArray(F, y, y0 + 60).fma(x15, a7);
    a0 = a0.add(a4);
    a1 = a1.add(a5);
    a2 = a2.add(a6);
    a3 = a3.add(a7);
    a0 = a0.add(a2);
    a1 = a1.add(a3);
    a0 = a0.add(a1);
    return (a0.lane(0) + a0.lane(2)) + (a0.lane(1) + a0.lane(3));
  }
}

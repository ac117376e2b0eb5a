package org.p4inv.core.kernel.vector;

import static org.p4inv.core.kernel.Philox.WORD;
import static org.p4inv.core.kernel.vector.Species.DOUBLES;
import static org.p4inv.core.kernel.vector.Species.F;
import static org.p4inv.core.kernel.vector.Species.L;

import jdk.incubator.vector.FloatVector;
import jdk.incubator.vector.IntVector;
import jdk.incubator.vector.LongVector;
import jdk.incubator.vector.VectorOperators;
import org.p4inv.core.kernel.Philox;

/**
 * {@link Philox} on vectors: a word of 32 bits in each long, so that a product of two is one
 * multiplication.
 */
final class PhiloxBlocks {
  private PhiloxBlocks() {}

  static void uniform(
      int c0, int c1, int c2, int c3, int k0, int k1, float[] radius, float[] angle, long[] w) {
    for (int i = 0; i < Philox.BLOCKS; i += DOUBLES) {
      rounds(c0 + i, c1, c2, c3, k0, k1, w, i);
    }
    for (int i = 0; i < Philox.BLOCKS / 2; i += DOUBLES) {
      for (int half = 0; half < 2; half++) {
        int from = 2 * half * Philox.BLOCKS + i;
        numbers(w, from, from + Philox.BLOCKS, radius, angle, half * Philox.BLOCKS + 2 * i);
      }
    }
  }

  private static void rounds(int d0, int d1, int d2, int d3, int k0, int k1, long[] w, int to) {
    LongVector c0 = LongVector.broadcast(L, d0).addIndex(1).and(WORD);
    LongVector c1 = LongVector.broadcast(L, d1 & WORD);
    LongVector c2 = LongVector.broadcast(L, d2 & WORD);
    LongVector c3 = LongVector.broadcast(L, d3 & WORD);
    for (int round = 0; round < Philox.ROUNDS; round += 2) {
      int next0 = k0 + Philox.WEYL_0;
      int next1 = k1 + Philox.WEYL_1;
      LongVector p0;
      LongVector p1;
      p0 = c0.mul(Philox.MULTIPLIER_0 & WORD);
      p1 = c2.mul(Philox.MULTIPLIER_1 & WORD);
      c0 = p1.lanewise(VectorOperators.LSHR, 32).lanewise(VectorOperators.XOR, c1);
      c0 = c0.lanewise(VectorOperators.XOR, k0 & WORD);
      c2 = p0.lanewise(VectorOperators.LSHR, 32).lanewise(VectorOperators.XOR, c3);
      c2 = c2.lanewise(VectorOperators.XOR, k1 & WORD);
      c1 = p1.and(WORD);
      c3 = p0.and(WORD);
      p0 = c0.mul(Philox.MULTIPLIER_0 & WORD);
      p1 = c2.mul(Philox.MULTIPLIER_1 & WORD);
      c0 = p1.lanewise(VectorOperators.LSHR, 32).lanewise(VectorOperators.XOR, c1);
      c0 = c0.lanewise(VectorOperators.XOR, next0 & WORD);
      c2 = p0.lanewise(VectorOperators.LSHR, 32).lanewise(VectorOperators.XOR, c3);
      c2 = c2.lanewise(VectorOperators.XOR, next1 & WORD);
      c1 = p1.and(WORD);
      c3 = p0.and(WORD);
      k0 = next0 + Philox.WEYL_0;
      k1 = next1 + Philox.WEYL_1;
    }
    c0.intoArray(w, to);
    c1.intoArray(w, to + Philox.BLOCKS);
    c2.intoArray(w, to + 2 * Philox.BLOCKS);
    c3.intoArray(w, to + 3 * Philox.BLOCKS);
  }

  /** Radii from the words at {@code at}, angles from those at {@code next}. */
  private static void numbers(long[] w, int at, int next, float[] radius, float[] angle, int to) {
    // The words of blocks i and i + 16 become neighbours.
    IntVector words =
        LongVector.fromArray(L, w, at + Philox.BLOCKS / 2)
            .lanewise(VectorOperators.LSHL, 32)
            .or(LongVector.fromArray(L, w, at))
            .reinterpretAsInts();
    FloatVector high =
        (FloatVector) words.lanewise(VectorOperators.LSHR, 16).convert(VectorOperators.I2F, 0);
    FloatVector low = (FloatVector) words.and(0xFFFF).convert(VectorOperators.I2F, 0);
    high.fma(FloatVector.broadcast(F, 0x1p16f), low.add(1f)).mul(0x1p-32f).intoArray(radius, to);
    words =
        LongVector.fromArray(L, w, next + Philox.BLOCKS / 2)
            .lanewise(VectorOperators.LSHL, 32)
            .or(LongVector.fromArray(L, w, next))
            .reinterpretAsInts();
    ((FloatVector) words.lanewise(VectorOperators.LSHR, 8).convert(VectorOperators.I2F, 0))
        .mul(0x1p-24f)
        .intoArray(angle, to);
  }
}

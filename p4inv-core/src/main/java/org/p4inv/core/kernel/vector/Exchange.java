package org.p4inv.core.kernel.vector;

import static org.p4inv.core.kernel.vector.Species.L;

import jdk.incubator.vector.LongVector;
import jdk.incubator.vector.VectorShuffle;

/**
 * The constants of butterflies within a vector, whose lanes are looked at as longs of two floats
 * each. {@code SWAP_s} exchanges each float lane l with lane l xor s; {@code WITH_s} has all bits
 * set in the lanes that have bit s. Distances of a vector's width and more are not used; they stand
 * here as the largest there is.
 *
 * <p>JDK 17 checks a shuffle at each use, against a constant vector of the shuffle's type that it
 * loads anew behind every store to an array of that type. The kernels store floats: as longs the
 * check is hoisted out of their loops, and a choice by bits is one operation with AVX-512, where
 * one by a mask is two.
 */
final class Exchange {
  static final VectorShuffle<Long> SWAP_2 = swap(1);
  static final VectorShuffle<Long> SWAP_4 = swap(2);
  static final VectorShuffle<Long> SWAP_8 = swap(4);
  static final LongVector WITH_2 = with(1);
  static final LongVector WITH_4 = with(2);
  static final LongVector WITH_8 = with(4);

  private Exchange() {}

  private static int within(int distance) {
    return Math.min(distance, Math.max(1, L.length() / 2));
  }

  private static VectorShuffle<Long> swap(int distance) {
    return VectorShuffle.fromOp(L, lane -> lane ^ within(distance));
  }

  private static LongVector with(int bit) {
    long[] lanes = new long[L.length()];
    for (int lane = 0; lane < lanes.length; lane++) {
      lanes[lane] = (lane & within(bit)) != 0 ? -1 : 0;
    }
    return LongVector.fromArray(L, lanes, 0);
  }
}

package org.p4inv.core.kernel.vector;

import static org.p4inv.core.kernel.vector.Species.F;
import static org.p4inv.core.kernel.vector.Species.FLOATS;

import jdk.incubator.vector.VectorMask;
import jdk.incubator.vector.VectorShuffle;

/**
 * The constants of butterflies within a vector. {@code SWAP_s} exchanges each lane l with lane l
 * xor s; {@code WITH_s} holds the lanes that have bit s, {@code WITHOUT_s} the others. Distances of
 * a vector's width and more are not used; they stand here as the largest there is.
 */
final class Exchange {
  static final VectorShuffle<Float> SWAP_1 = swap(1);
  static final VectorShuffle<Float> SWAP_2 = swap(2);
  static final VectorShuffle<Float> SWAP_4 = swap(4);
  static final VectorShuffle<Float> SWAP_8 = swap(8);
  static final VectorMask<Float> WITH_1 = with(1);
  static final VectorMask<Float> WITH_2 = with(2);
  static final VectorMask<Float> WITH_4 = with(4);
  static final VectorMask<Float> WITH_8 = with(8);
  static final VectorMask<Float> WITHOUT_1 = WITH_1.not();
  static final VectorMask<Float> WITHOUT_2 = WITH_2.not();
  static final VectorMask<Float> WITHOUT_4 = WITH_4.not();
  static final VectorMask<Float> WITHOUT_8 = WITH_8.not();

  private Exchange() {}

  private static VectorShuffle<Float> swap(int distance) {
    int within = Math.min(distance, FLOATS / 2);
    return VectorShuffle.fromOp(F, lane -> lane ^ within);
  }

  private static VectorMask<Float> with(int bit) {
    int within = Math.min(bit, FLOATS / 2);
    boolean[] lanes = new boolean[FLOATS];
    for (int lane = 0; lane < FLOATS; lane++) {
      lanes[lane] = (lane & within) != 0;
    }
    return VectorMask.fromArray(F, lanes, 0);
  }
}

package org.p4inv.samplers.math;

import static org.p4inv.core.kernel.Tile.LANES;

import java.util.concurrent.atomic.AtomicReferenceArray;

/**
 * Lends the scratch of one tile in double precision: rows of 64 lanes, each an array of its own, so
 * that loops over lanes have one index and are vectorised. What the rows hold is not defined.
 *
 * <p>Lock-free and without allocation while no more than 64 borrowers are at work at a time; beyond
 * that a borrower gets new rows, which are then dropped.
 */
public final class LanePool {
  private static final int SLOTS = 64;

  private final int rows;
  private final AtomicReferenceArray<double[][]> slots = new AtomicReferenceArray<>(SLOTS);

  public LanePool(int rows) {
    this.rows = rows;
  }

  public double[][] take() {
    for (int i = 0; i < SLOTS; i++) {
      double[][] lent = slots.getAndSet(i, null);
      if (lent != null) {
        return lent;
      }
    }
    return new double[rows][LANES];
  }

  public void give(double[][] lent) {
    for (int i = 0; i < SLOTS; i++) {
      if (slots.compareAndSet(i, null, lent)) {
        return;
      }
    }
  }
}

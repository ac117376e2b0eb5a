package org.p4inv.samplers.energy;

import java.util.concurrent.atomic.AtomicReferenceArray;

/**
 * Lends the arrays of one point. Lock-free and without allocation while no more than 64 borrowers
 * are at work at a time; beyond that a borrower gets new arrays, which are then dropped.
 *
 * <p>A pool and not a {@code ThreadLocal}: the threads are often those of a host application, which
 * live longer than an energy, or virtual ones, which live for one task.
 */
final class ScratchPool {
  private static final int SLOTS = 64;

  private final int dimension;
  private final AtomicReferenceArray<Scratch> slots = new AtomicReferenceArray<>(SLOTS);

  ScratchPool(int dimension) {
    this.dimension = dimension;
  }

  Scratch take() {
    for (int i = 0; i < SLOTS; i++) {
      Scratch scratch = slots.getAndSet(i, null);
      if (scratch != null) {
        return scratch;
      }
    }
    return new Scratch(dimension);
  }

  void give(Scratch scratch) {
    for (int i = 0; i < SLOTS; i++) {
      if (slots.compareAndSet(i, null, scratch)) {
        return;
      }
    }
  }

  /** Position and gradient of one point. */
  static final class Scratch {
    final double[] x;
    final double[] gradient;

    private Scratch(int dimension) {
      x = new double[dimension];
      gradient = new double[dimension];
    }
  }
}

package org.p4inv.samplers.math;

import java.util.concurrent.atomic.AtomicReferenceArray;
import java.util.function.Supplier;

/**
 * Lends scratch arrays. Lock-free and without allocation while no more than 64 borrowers are at
 * work at a time; beyond that a borrower gets new ones, which are then dropped.
 *
 * <p>A pool and not a {@code ThreadLocal}: the threads are often those of a host application, which
 * live longer than an energy, or virtual ones, which live for one task.
 */
public final class Pool<T> {
  private static final int SLOTS = 64;

  private final Supplier<T> make;
  private final AtomicReferenceArray<T> slots = new AtomicReferenceArray<>(SLOTS);

  public Pool(Supplier<T> make) {
    this.make = make;
  }

  public T take() {
    for (int i = 0; i < SLOTS; i++) {
      T scratch = slots.getAndSet(i, null);
      if (scratch != null) {
        return scratch;
      }
    }
    return make.get();
  }

  public void give(T scratch) {
    for (int i = 0; i < SLOTS; i++) {
      if (slots.compareAndSet(i, null, scratch)) {
        return;
      }
    }
  }
}

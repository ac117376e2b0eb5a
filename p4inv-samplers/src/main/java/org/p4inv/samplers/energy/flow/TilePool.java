package org.p4inv.samplers.energy.flow;

import java.util.concurrent.atomic.AtomicReferenceArray;
import org.p4inv.flows.Flow;
import org.p4inv.flows.FlowTile;

/**
 * Lends the memory for 64 points in a flow. Lock-free and without allocation while no more than 64
 * borrowers are at work at a time; beyond that a borrower gets a new one, which is then dropped.
 */
final class TilePool {
  private static final int SLOTS = 64;

  private final Flow flow;
  private final AtomicReferenceArray<Lent> slots = new AtomicReferenceArray<>(SLOTS);

  /** A pool for a flow, which must have no context. */
  TilePool(Flow flow) {
    if (flow.contextDimension() != 0) {
      throw new IllegalArgumentException(
          "`flow` must have no context, got one of " + flow.contextDimension() + " features");
    }
    this.flow = flow;
  }

  Lent take() {
    for (int i = 0; i < SLOTS; i++) {
      Lent lent = slots.getAndSet(i, null);
      if (lent != null) {
        return lent;
      }
    }
    return new Lent(flow);
  }

  void give(Lent lent) {
    for (int i = 0; i < SLOTS; i++) {
      if (slots.compareAndSet(i, null, lent)) {
        return;
      }
    }
  }

  /** A tile of the flow, and one for cotangents. */
  static final class Lent {
    final FlowTile tile;
    final float[] bar;

    private Lent(Flow flow) {
      tile = flow.tile();
      bar = new float[tile.x().length];
    }
  }
}

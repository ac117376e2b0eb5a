package org.p4inv.samplers.energy.flow;

import org.p4inv.flows.Flow;
import org.p4inv.flows.FlowTile;
import org.p4inv.samplers.math.Pool;

/** What a pool lends: a tile of a flow, and one for cotangents. */
final class Lent {
  final FlowTile tile;
  final float[] bar;

  private Lent(Flow flow) {
    tile = flow.tile();
    bar = new float[tile.x().length];
  }

  /** A pool for a flow, which must have no context. */
  static Pool<Lent> pool(Flow flow) {
    if (flow.contextDimension() != 0) {
      throw new IllegalArgumentException(
          "`flow` must have no context, got one of " + flow.contextDimension() + " features");
    }
    return new Pool<>(() -> new Lent(flow));
  }
}

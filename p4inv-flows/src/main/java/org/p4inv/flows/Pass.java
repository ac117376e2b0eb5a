package org.p4inv.flows;

import static org.p4inv.core.kernel.Tile.LANES;

import java.util.Arrays;
import org.p4inv.core.kernel.Tile;
import org.p4inv.core.parallel.Workers;
import org.p4inv.core.random.Domain;
import org.p4inv.core.random.RandomStream;

/**
 * One call of a flow by one thread: its arguments, and memory for a tile on each worker. Passes are
 * reused, so that a call allocates nothing.
 */
final class Pass implements Workers.Part {
  /** What is done with each tile. */
  enum Kind {
    /** Base to data, points and log-densities written. */
    SAMPLE,
    /** Data to base, log-densities written. */
    SCORE
  }

  private final Flow flow;
  private Scratch[] scratch = new Scratch[0];
  private Kind kind;
  private long seed;
  private float[] context;
  private float[] points;
  private double[] logDensity;

  Pass(Flow flow) {
    this.flow = flow;
  }

  /** The memory of one worker. */
  private static final class Scratch {
    final FlowTile tile;
    final double[] logDensity = new double[LANES];
    final RandomStream random = new RandomStream(0, Domain.SAMPLING);

    Scratch(Flow flow) {
      tile = flow.tile();
    }
  }

  void run(
      Kind kind, long seed, float[] context, float[] points, double[] logDensity, Workers workers) {
    int known = scratch.length;
    if (known < workers.size()) {
      scratch = Arrays.copyOf(scratch, workers.size());
      for (int i = known; i < scratch.length; i++) {
        scratch[i] = new Scratch(flow);
      }
    }
    this.kind = kind;
    this.seed = seed;
    this.context = context;
    this.points = points;
    this.logDensity = logDensity;
    try {
      workers.run(Tile.count(logDensity.length), this);
    } finally {
      this.context = null;
      this.points = null;
      this.logDensity = null;
    }
  }

  @Override
  public void run(int index, int worker) {
    Scratch s = scratch[worker];
    FlowTile tile = s.tile;
    int first = index * LANES;
    int lanes = Tile.lanes(logDensity.length, index);
    loadContext(first, lanes, tile.context());
    tile.limit(lanes);
    if (kind == Kind.SAMPLE) {
      s.random.restart(seed, Domain.SAMPLING, 0, index);
      tile.sampleBase(s.random);
      tile.forward();
      for (int lane = 0; lane < LANES; lane++) {
        s.logDensity[lane] = -tile.logDet()[lane];
      }
      tile.addBaseLogDensity(s.logDensity);
      Tile.store(tile.x(), lanes, flow.dimension(), points, first);
    } else {
      Tile.load(points, first, lanes, flow.dimension(), tile.x());
      tile.logDensity(s.logDensity);
    }
    System.arraycopy(s.logDensity, 0, logDensity, first, lanes);
  }

  /** The context of the points of a tile: one vector for each, or the same for all. */
  private void loadContext(int first, int lanes, float[] tile) {
    int c = flow.contextDimension();
    if (context.length == c) {
      for (int j = 0; j < c; j++) {
        Arrays.fill(tile, j * LANES, (j + 1) * LANES, context[j]);
      }
    } else {
      Tile.load(context, first, lanes, c, tile);
    }
  }
}

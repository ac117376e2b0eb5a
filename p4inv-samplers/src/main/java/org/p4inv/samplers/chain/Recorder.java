package org.p4inv.samplers.chain;

import static org.p4inv.core.kernel.Tile.LANES;

import org.p4inv.core.kernel.Tile;

/**
 * What is kept of a run, by tile, so that tiles may be recorded by different threads. Nothing is
 * allocated while they are.
 */
public final class Recorder {
  private final int dimension;
  private final int chains;
  private final float[] points;
  private final double[] energies;
  private final double[] acceptance;
  private final long[] moves;
  private final long[] warmupCalls;
  private final long[] calls;
  private final Tuning[] tunings;

  /** Room for the draws of all chains, a multiple of 64. */
  public Recorder(int dimension, int chains, int draws) {
    int tiles = chains / LANES;
    this.dimension = dimension;
    this.chains = chains;
    this.points = new float[draws * chains * dimension];
    this.energies = new double[draws * chains];
    this.acceptance = new double[tiles];
    this.moves = new long[tiles];
    this.warmupCalls = new long[tiles];
    this.calls = new long[tiles];
    this.tunings = new Tuning[tiles];
  }

  /** The warm-up of a tile has ended. */
  public void begin(int tile, ChainTile state) {
    warmupCalls[tile] = state.energyCalls();
  }

  /** A tile has moved. */
  public void count(int tile, ChainTile state) {
    double sum = 0;
    for (double probability : state.acceptance()) {
      sum += probability;
    }
    acceptance[tile] += sum;
    moves[tile] += LANES;
  }

  /** Keeps the points of a tile as one draw. */
  public void record(int tile, int draw, ChainTile state) {
    int first = draw * chains + tile * LANES;
    Tile.store(state.x(), LANES, dimension, points, first);
    System.arraycopy(state.energy(), 0, energies, first, LANES);
  }

  /** The run of a tile has ended. */
  public void end(int tile, ChainTile state) {
    calls[tile] = state.energyCalls() - warmupCalls[tile];
    tunings[tile] = state.tuning();
  }

  /** All that was kept. */
  public ChainSamples samples() {
    double accepted = 0;
    long moved = 0;
    long warmup = 0;
    long sampling = 0;
    for (int tile = 0; tile < calls.length; tile++) {
      accepted += acceptance[tile];
      moved += moves[tile];
      warmup += warmupCalls[tile];
      sampling += calls[tile];
    }
    return new ChainSamples(
        dimension, chains, points, energies, accepted / moved, warmup, sampling, tunings);
  }
}

package org.p4inv.samplers.boltzmann;

import static org.p4inv.core.kernel.Tile.LANES;

import org.p4inv.core.kernel.Tile;
import org.p4inv.core.random.Domain;
import org.p4inv.core.random.RandomStream;
import org.p4inv.samplers.chain.ChainTile;
import org.p4inv.samplers.chain.MarkovKernel;
import org.p4inv.samplers.chain.kernel.Independence;
import org.p4inv.samplers.energy.Energy;

/**
 * 64 chains with local moves, and jumps to points of a flow that may be another one in each round.
 * For one thread at a time.
 */
final class JumpingChains {
  private final Energy energy;
  private final MarkovKernel local;
  private final ChainTile chains;
  private final RandomStream random;
  private final int tile;
  private long moves;
  private long jumpCalls;

  /** Chains at points {@code [n x d]}, from row 64 tile on; their streams have that index. */
  JumpingChains(Energy energy, AdaptiveSettings settings, float[] starts, long seed, int tile) {
    this.energy = energy;
    this.local = settings.kernel();
    this.chains = new ChainTile(energy.dimension(), local);
    this.random = new RandomStream(seed, Domain.CHAIN);
    this.tile = tile;
    chains.tuning().stepSize(settings.stepSize());
    Tile.load(starts, tile * LANES, LANES, energy.dimension(), chains.x());
    chains.evaluate(energy);
  }

  /** The points at which the energy was evaluated so far. */
  long energyCalls() {
    return chains.energyCalls() + jumpCalls;
  }

  /**
   * A round: jumps, each followed by local moves, after which the points are stored.
   *
   * @param points {@code [jumps x n x d]}; the rows of this tile are overwritten
   * @param n all chains
   * @return the mean acceptance probability of the jumps
   */
  double round(Independence jump, AdaptiveSettings settings, float[] points, int n) {
    ChainTile jumping = new ChainTile(energy.dimension(), jump);
    double accepted = 0;
    for (int i = 0; i < settings.jumps(); i++) {
      copy(chains, jumping);
      move(jump, jumping);
      copy(jumping, chains);
      for (double acceptance : jumping.acceptance()) {
        accepted += acceptance;
      }
      for (int k = 0; k < settings.moves(); k++) {
        move(local, chains);
      }
      Tile.store(chains.x(), LANES, energy.dimension(), points, i * n + tile * LANES);
    }
    jumpCalls += jumping.energyCalls();
    return accepted / (settings.jumps() * LANES);
  }

  private void move(MarkovKernel kernel, ChainTile moved) {
    random.restart(Domain.CHAIN, ++moves, tile);
    kernel.move(energy, moved, random);
  }

  private static void copy(ChainTile from, ChainTile to) {
    System.arraycopy(from.x(), 0, to.x(), 0, from.x().length);
    System.arraycopy(from.gradient(), 0, to.gradient(), 0, from.gradient().length);
    System.arraycopy(from.energy(), 0, to.energy(), 0, LANES);
  }
}

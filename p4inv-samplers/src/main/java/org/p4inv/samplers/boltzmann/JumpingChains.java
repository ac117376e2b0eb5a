package org.p4inv.samplers.boltzmann;

import static org.p4inv.core.kernel.Tile.LANES;

import org.p4inv.core.kernel.Tile;
import org.p4inv.core.random.Domain;
import org.p4inv.core.random.RandomStream;
import org.p4inv.samplers.chain.ChainTile;
import org.p4inv.samplers.chain.kernel.Independence;
import org.p4inv.samplers.chain.temper.Ladder;
import org.p4inv.samplers.chain.temper.Replicas;
import org.p4inv.samplers.energy.Energy;

/**
 * 64 ladders of chains with local moves and exchanges, whose target level jumps to points of a flow
 * that may be another one in each round. For one thread at a time.
 */
final class JumpingChains {
  private final Energy energy;
  private final Replicas replicas;
  private final RandomStream random;
  private final int tile;
  private final int levels;
  private long moves;
  private long exchanges;

  /** Chains at points {@code [n x d]}, from row 64 tile on; their streams have that index. */
  JumpingChains(Energy energy, AdaptiveSettings settings, float[] starts, long seed, int tile) {
    Ladder ladder = settings.ladder();
    this.energy = energy;
    this.levels = ladder.levels();
    this.replicas = Replicas.at(starts, energy, settings.kernel(), ladder, seed, tile);
    this.random = new RandomStream(seed, Domain.CHAIN);
    this.tile = tile;
    for (int level = 0; level < levels; level++) {
      double stepSize = settings.stepSize() / Math.sqrt(ladder.beta(level));
      replicas.level(level).tuning().stepSize(stepSize);
    }
  }

  /** The points at which the energy was evaluated so far. */
  long energyCalls() {
    return replicas.energyCalls();
  }

  /**
   * A round: jumps, each followed by local moves and an exchange, after which the points of the
   * target level are stored.
   *
   * @param points {@code [jumps x n x d]}; the rows of this tile are overwritten
   * @param n all chains
   * @return the mean acceptance probability of the jumps
   */
  double round(Independence jump, AdaptiveSettings settings, float[] points, int n) {
    ChainTile target = replicas.level(0);
    ChainTile jumping = target.viewFor(jump);
    double accepted = 0;
    for (int i = 0; i < settings.jumps(); i++) {
      random.restart(Domain.CHAIN, ++moves, tile * levels);
      jump.move(energy, jumping, random);
      for (double acceptance : jumping.acceptance()) {
        accepted += acceptance;
      }
      for (int k = 0; k < settings.moves(); k++) {
        replicas.move(++moves);
      }
      replicas.exchange(exchanges++);
      Tile.store(target.x(), LANES, energy.dimension(), points, i * n + tile * LANES);
    }
    return accepted / (settings.jumps() * LANES);
  }
}

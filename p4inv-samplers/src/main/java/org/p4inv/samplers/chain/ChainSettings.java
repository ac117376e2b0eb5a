package org.p4inv.samplers.chain;

import static org.p4inv.core.kernel.Tile.LANES;

/**
 * How long Markov chains run; {@link #DEFAULT} and the {@code with} methods.
 *
 * @param chains how many chains, at least 1; rounded up to whole tiles of 64
 * @param warmup moves that tune the kernel and are not recorded, at least 0
 * @param draws points recorded of each chain, at least 1
 * @param thinning moves for each recorded point, at least 1
 * @param stepSize the step size to begin with, and to keep where nothing tunes it; positive
 * @param seed of starts and moves
 */
public record ChainSettings(
    int chains, int warmup, int draws, int thinning, double stepSize, long seed) {

  /** 64 chains, 500 moves of warm-up and 1000 recorded. */
  public static final ChainSettings DEFAULT = new ChainSettings(LANES, 500, 1000, 1, 1, 1);

  /** Checks the numbers, and rounds the chains. */
  public ChainSettings {
    requireAtLeast("chains", chains, 1);
    requireAtLeast("warmup", warmup, 0);
    requireAtLeast("draws", draws, 1);
    requireAtLeast("thinning", thinning, 1);
    if (!(stepSize > 0) || stepSize == Double.POSITIVE_INFINITY) {
      throw new IllegalArgumentException("`stepSize` must be positive and finite, got " + stepSize);
    }
    if (chains > Integer.MAX_VALUE - LANES) {
      throw new IllegalArgumentException("`chains` must be below 2^31 - 64, got " + chains);
    }
    chains = (chains + LANES - 1) / LANES * LANES;
  }

  private static void requireAtLeast(String name, int value, int least) {
    if (value < least) {
      throw new IllegalArgumentException(
          "`" + name + "` must be at least " + least + ", got " + value);
    }
  }

  /** The same with another number of chains. */
  public ChainSettings withChains(int other) {
    return new ChainSettings(other, warmup, draws, thinning, stepSize, seed);
  }

  /** The same with another warm-up. */
  public ChainSettings withWarmup(int other) {
    return new ChainSettings(chains, other, draws, thinning, stepSize, seed);
  }

  /** The same with another number of recorded points. */
  public ChainSettings withDraws(int other) {
    return new ChainSettings(chains, warmup, other, thinning, stepSize, seed);
  }

  /** The same with another thinning. */
  public ChainSettings withThinning(int other) {
    return new ChainSettings(chains, warmup, draws, other, stepSize, seed);
  }

  /** The same with another step size to begin with. */
  public ChainSettings withStepSize(double other) {
    return new ChainSettings(chains, warmup, draws, thinning, other, seed);
  }

  /** The same with another seed. */
  public ChainSettings withSeed(long other) {
    return new ChainSettings(chains, warmup, draws, thinning, stepSize, other);
  }
}

package org.p4inv.samplers.chain.temper;

import static org.p4inv.core.kernel.Tile.LANES;

/**
 * How sequential Monte Carlo runs; {@link #DEFAULT} and the {@code with} methods.
 *
 * @param particles at least 2, rounded up to whole tiles of 64
 * @param moves of the kernel at each level, at least 1
 * @param conditionalEss how far the next level is: the conditional effective sample size, as a
 *     fraction, that one step leaves; above 0 and below 1
 * @param threshold particles are resampled when their effective sample size, as a fraction, falls
 *     below it; 0 to 1, 0 being never
 * @param stepSize the kernel's step size to begin with
 * @param seed of starts, moves and resampling
 */
public record SmcSettings(
    int particles, int moves, double conditionalEss, double threshold, double stepSize, long seed) {

  /** 1024 particles, 5 moves at each level, levels by 0.9, resampling below 0.5. */
  public static final SmcSettings DEFAULT = new SmcSettings(16 * LANES, 5, 0.9, 0.5, 1, 1);

  /** Checks the numbers, and rounds the particles. */
  public SmcSettings {
    if (particles < 2) {
      throw new IllegalArgumentException("`particles` must be at least 2, got " + particles);
    }
    if (moves < 1) {
      throw new IllegalArgumentException("`moves` must be at least 1, got " + moves);
    }
    if (!(conditionalEss > 0 && conditionalEss < 1)) {
      throw new IllegalArgumentException(
          "`conditionalEss` must be above 0 and below 1, got " + conditionalEss);
    }
    if (!(threshold >= 0 && threshold <= 1)) {
      throw new IllegalArgumentException("`threshold` must be in 0 to 1, got " + threshold);
    }
    if (!(stepSize > 0) || stepSize == Double.POSITIVE_INFINITY) {
      throw new IllegalArgumentException("`stepSize` must be positive and finite, got " + stepSize);
    }
    particles = Population.tiles(particles) * LANES;
  }

  /** The same with another number of particles. */
  public SmcSettings withParticles(int other) {
    return new SmcSettings(other, moves, conditionalEss, threshold, stepSize, seed);
  }

  /** The same with another number of moves. */
  public SmcSettings withMoves(int other) {
    return new SmcSettings(particles, other, conditionalEss, threshold, stepSize, seed);
  }

  /** The same with another distance of levels. */
  public SmcSettings withConditionalEss(double other) {
    return new SmcSettings(particles, moves, other, threshold, stepSize, seed);
  }

  /** The same with another threshold. */
  public SmcSettings withThreshold(double other) {
    return new SmcSettings(particles, moves, conditionalEss, other, stepSize, seed);
  }

  /** The same with another step size to begin with. */
  public SmcSettings withStepSize(double other) {
    return new SmcSettings(particles, moves, conditionalEss, threshold, other, seed);
  }

  /** The same with another seed. */
  public SmcSettings withSeed(long other) {
    return new SmcSettings(particles, moves, conditionalEss, threshold, stepSize, other);
  }
}

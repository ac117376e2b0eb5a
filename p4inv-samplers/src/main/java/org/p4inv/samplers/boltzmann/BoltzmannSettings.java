package org.p4inv.samplers.boltzmann;

import org.p4inv.flows.config.Config;

/**
 * How a Boltzmann generator is built and trained; {@link #DEFAULT} and the {@code with} methods.
 *
 * @param couplings affine couplings, each behind a P4Inv layer; at least 1
 * @param hidden width of the two hidden layers of each conditioner
 * @param rank rank of the P4Inv perturbations
 * @param steps training steps, at least 1
 * @param batch points a step
 * @param learningRate of Adam at the start; falls along half a cosine to 1/100 of it
 * @param hotShare the share of the steps in which the inverse temperature rises from {@link
 *     #HOTTEST} to 1; 0 for none
 * @param maxGradientNorm longer gradients are scaled down to this norm
 * @param seed of start values and training
 */
public record BoltzmannSettings(
    int couplings,
    int hidden,
    int rank,
    int steps,
    int batch,
    double learningRate,
    double hotShare,
    double maxGradientNorm,
    long seed) {

  /** The inverse temperature at the first step. */
  public static final double HOTTEST = 0.1;

  /** Settings that train a 2-D energy with a few wells in well under a minute. */
  public static final BoltzmannSettings DEFAULT =
      new BoltzmannSettings(16, 16, 1, 6000, 1024, 3e-3, 0.9, 10, 1);

  /** Checks the values that no part of the training checks itself. */
  public BoltzmannSettings {
    requireAtLeast("couplings", couplings, 1);
    requireAtLeast("hidden", hidden, 1);
    requireAtLeast("steps", steps, 1);
    if (!(hotShare >= 0 && hotShare <= 1)) {
      throw new IllegalArgumentException("`hotShare` must be in 0 to 1, got " + hotShare);
    }
  }

  private static void requireAtLeast(String name, int value, int least) {
    if (value < least) {
      throw new IllegalArgumentException(
          "`" + name + "` must be at least " + least + ", got " + value);
    }
  }

  /** The settings for the provenance of a model; an infinite norm is left out. */
  Config config() {
    Config config =
        Config.of("couplings", couplings)
            .with("hidden", hidden)
            .with("rank", rank)
            .with("steps", steps)
            .with("batch", batch)
            .with("learning_rate", learningRate)
            .with("hot_share", hotShare)
            .with("seed", seed);
    return Double.isFinite(maxGradientNorm)
        ? config.with("max_gradient_norm", maxGradientNorm)
        : config;
  }

  /** The inverse temperature that these settings ask for. */
  Schedule annealing() {
    long hot = Math.round(hotShare * steps);
    return hot == 0 ? Schedule.constant(1) : Schedule.linear(HOTTEST, 1, hot);
  }

  /** The same with another seed. */
  public BoltzmannSettings withSeed(long newSeed) {
    return new BoltzmannSettings(
        couplings, hidden, rank, steps, batch, learningRate, hotShare, maxGradientNorm, newSeed);
  }

  /** The same with another number of steps. */
  public BoltzmannSettings withSteps(int newSteps) {
    return new BoltzmannSettings(
        couplings, hidden, rank, newSteps, batch, learningRate, hotShare, maxGradientNorm, seed);
  }
}

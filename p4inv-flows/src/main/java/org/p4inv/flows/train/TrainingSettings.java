package org.p4inv.flows.train;

import java.util.Objects;
import org.p4inv.core.optimize.LearningRate;

/**
 * How a {@link Trainer} goes about it.
 *
 * @param batch points a step, at least 1; multiples of 64 fill their tiles
 * @param learningRate of Adam
 * @param maxGradientNorm longer gradients are scaled down to this norm; infinity for no bound
 * @param merges when perturbations are merged
 * @param penaltyWeight weight of the penalty of perturbations that leave their bounds
 * @param seed of everything random in training
 */
public record TrainingSettings(
    int batch,
    LearningRate learningRate,
    double maxGradientNorm,
    MergeSchedule merges,
    double penaltyWeight,
    long seed) {

  /** Checks the values. */
  public TrainingSettings {
    if (batch < 1 || batch > 1 << 24) {
      throw new IllegalArgumentException("batch must be in 1 to 2^24, got " + batch);
    }
    Objects.requireNonNull(learningRate, "learningRate");
    Objects.requireNonNull(merges, "merges");
    if (!(maxGradientNorm > 0)) {
      throw new IllegalArgumentException(
          "maxGradientNorm must be positive, got " + maxGradientNorm);
    }
    if (!(penaltyWeight >= 0)) {
      throw new IllegalArgumentException(
          "penaltyWeight must not be negative, got " + penaltyWeight);
    }
  }

  /**
   * Batches of 1024, no clipping, merges every 10 steps and a penalty of weight 0.1, as in the
   * paper.
   */
  public static TrainingSettings of(LearningRate learningRate, long seed) {
    return new TrainingSettings(
        1024, learningRate, Double.POSITIVE_INFINITY, new MergeSchedule(10), 0.1, seed);
  }

  /** The same with another batch. */
  public TrainingSettings withBatch(int points) {
    return new TrainingSettings(points, learningRate, maxGradientNorm, merges, penaltyWeight, seed);
  }

  /** The same with another bound on the gradient. */
  public TrainingSettings withMaxGradientNorm(double norm) {
    return new TrainingSettings(batch, learningRate, norm, merges, penaltyWeight, seed);
  }
}

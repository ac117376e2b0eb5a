package org.p4inv.flows.train;

import org.p4inv.core.optimize.LearningRate;
import org.p4inv.flows.config.Config;

/**
 * How {@link MaximumLikelihood} trains; {@link #DEFAULT} and the {@code with} methods.
 *
 * @param epochs at most, at least 1
 * @param batch points a step, at most
 * @param learningRate of Adam at the start, or after the warm-up
 * @param finalLearningRate as a share of {@code learningRate}, which falls to it along half a
 *     cosine over all epochs; 1 for a constant rate
 * @param warmUpSteps over which the rate rises linearly from nearly 0; 0 for none
 * @param maxGradientNorm longer gradients are scaled down to this norm; infinity for no bound
 * @param validationShare the share of the points that is not trained on, in 0 to 1; 0 for none, and
 *     then the last epoch is the best and there is no early stopping
 * @param patience the epochs without a better validation likelihood after which training ends, at
 *     least 1
 * @param startFromData whether start values that depend on data (of an ActNorm, say) are set before
 *     the first step; false where a trained flow is trained on
 * @param seed of everything random: split, order, merges
 */
public record LikelihoodSettings(
    int epochs,
    int batch,
    double learningRate,
    double finalLearningRate,
    int warmUpSteps,
    double maxGradientNorm,
    double validationShare,
    int patience,
    boolean startFromData,
    long seed) {

  /** Settings for some ten thousand points of a few dimensions. */
  public static final LikelihoodSettings DEFAULT =
      new LikelihoodSettings(100, 512, 2e-3, 0.01, 0, 10, 0.1, 20, true, 1);

  /** Checks the values. */
  public LikelihoodSettings {
    requireAtLeast("epochs", epochs, 1);
    requireAtLeast("batch", batch, 1);
    requireAtLeast("warmUpSteps", warmUpSteps, 0);
    requireAtLeast("patience", patience, 1);
    requirePositive("learningRate", learningRate);
    requirePositive("maxGradientNorm", maxGradientNorm);
    if (!(finalLearningRate >= 0 && finalLearningRate <= 1)) {
      throw new IllegalArgumentException(
          "finalLearningRate must be in 0 to 1, got " + finalLearningRate);
    }
    if (!(validationShare >= 0 && validationShare < 1)) {
      throw new IllegalArgumentException(
          "validationShare must be at least 0 and less than 1, got " + validationShare);
    }
  }

  private static void requireAtLeast(String name, int value, int least) {
    if (value < least) {
      throw new IllegalArgumentException(name + " must be at least " + least + ", got " + value);
    }
  }

  private static void requirePositive(String name, double value) {
    if (!(value > 0)) {
      throw new IllegalArgumentException(name + " must be positive, got " + value);
    }
  }

  /** The rate over all steps. */
  LearningRate rate(long steps) {
    LearningRate rate = LearningRate.cosine(learningRate, finalLearningRate, steps);
    return warmUpSteps == 0 ? rate : rate.warmedUp(warmUpSteps);
  }

  /** The same with another number of epochs. */
  public LikelihoodSettings withEpochs(int most) {
    return new LikelihoodSettings(
        most,
        batch,
        learningRate,
        finalLearningRate,
        warmUpSteps,
        maxGradientNorm,
        validationShare,
        patience,
        startFromData,
        seed);
  }

  /** The same with another batch. */
  public LikelihoodSettings withBatch(int points) {
    return new LikelihoodSettings(
        epochs,
        points,
        learningRate,
        finalLearningRate,
        warmUpSteps,
        maxGradientNorm,
        validationShare,
        patience,
        startFromData,
        seed);
  }

  /** The same with another learning rate, its end and its warm-up. */
  public LikelihoodSettings withLearningRate(double rate, double end, int warmUp) {
    return new LikelihoodSettings(
        epochs,
        batch,
        rate,
        end,
        warmUp,
        maxGradientNorm,
        validationShare,
        patience,
        startFromData,
        seed);
  }

  /** The same with another bound on the gradient. */
  public LikelihoodSettings withMaxGradientNorm(double norm) {
    return new LikelihoodSettings(
        epochs,
        batch,
        learningRate,
        finalLearningRate,
        warmUpSteps,
        norm,
        validationShare,
        patience,
        startFromData,
        seed);
  }

  /** The same with another validation split and patience. */
  public LikelihoodSettings withValidation(double share, int patientEpochs) {
    return new LikelihoodSettings(
        epochs,
        batch,
        learningRate,
        finalLearningRate,
        warmUpSteps,
        maxGradientNorm,
        share,
        patientEpochs,
        startFromData,
        seed);
  }

  /** The same with or without start values from the data. */
  public LikelihoodSettings withStartFromData(boolean fromData) {
    return new LikelihoodSettings(
        epochs,
        batch,
        learningRate,
        finalLearningRate,
        warmUpSteps,
        maxGradientNorm,
        validationShare,
        patience,
        fromData,
        seed);
  }

  /** The same with another seed. */
  public LikelihoodSettings withSeed(long newSeed) {
    return new LikelihoodSettings(
        epochs,
        batch,
        learningRate,
        finalLearningRate,
        warmUpSteps,
        maxGradientNorm,
        validationShare,
        patience,
        startFromData,
        newSeed);
  }

  /** The settings as a model file can keep them; no bound on the gradient is left out. */
  public Config config() {
    Config config =
        Config.of("epochs", epochs)
            .with("batch", batch)
            .with("learning_rate", learningRate)
            .with("final_learning_rate", finalLearningRate)
            .with("warm_up_steps", warmUpSteps)
            .with("validation_share", validationShare)
            .with("patience", patience)
            .with("start_from_data", startFromData)
            .with("seed", seed);
    return Double.isInfinite(maxGradientNorm)
        ? config
        : config.with("max_gradient_norm", maxGradientNorm);
  }
}

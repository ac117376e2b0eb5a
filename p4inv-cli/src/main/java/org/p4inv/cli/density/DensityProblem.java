package org.p4inv.cli.density;

import org.p4inv.core.parallel.Workers;
import org.p4inv.flows.Flow;
import org.p4inv.flows.data.Dataset2D;
import org.p4inv.flows.train.Fit;
import org.p4inv.flows.train.FitListener;
import org.p4inv.flows.train.LikelihoodSettings;
import org.p4inv.flows.train.MaximumLikelihood;
import org.p4inv.flows.train.TrainingData;

/**
 * Learns a density of the plane from {@value #POINTS} points by maximum likelihood, and holds its
 * likelihood on as many fresh points against the entropy.
 *
 * @param data the density
 * @param settings of the training
 */
public record DensityProblem(Dataset2D data, LikelihoodSettings settings) {
  /** Points that are given, and fresh points that are scored. */
  public static final int POINTS = 100_000;

  private static final int BATCH = 256;
  private static final double RATE = 2e-3;
  private static final double FINAL_RATE = 0.003;
  private static final double VALIDATION = 0.05;
  private static final int FRESH = 1;

  /**
   * How it went; snake_case names in the file.
   *
   * @param dataset name of the density
   * @param nll mean negative log-likelihood of fresh points, in nats
   * @param nllError its standard error
   * @param entropy of the density, the least expected value of the former
   * @param excess nll - entropy
   * @param validationNll of the best epoch
   * @param parameters that were trained
   * @param bestEpoch which was kept
   * @param epochs that were done
   * @param dataSha256 of the points that were trained on
   * @param seconds of training
   */
  public record Result(
      String dataset,
      double nll,
      double nllError,
      double entropy,
      double excess,
      double validationNll,
      int parameters,
      int bestEpoch,
      int epochs,
      String dataSha256,
      double seconds) {}

  /** The problem with the settings of the table: at least so many steps, in whole epochs. */
  public static DensityProblem of(Dataset2D data, int steps, long seed) {
    int stepsPerEpoch = (int) Math.ceil(POINTS * (1 - VALIDATION) / BATCH);
    int epochs = (steps + stepsPerEpoch - 1) / stepsPerEpoch;
    return new DensityProblem(
        data,
        LikelihoodSettings.DEFAULT
            .withEpochs(epochs)
            .withBatch(BATCH)
            .withLearningRate(RATE, FINAL_RATE, 0)
            .withValidation(VALIDATION, epochs)
            .withSeed(seed));
  }

  /** Trains and scores. The result but its seconds does not depend on the workers. */
  public Result solve(Workers workers, FitListener listener) {
    long seed = settings.seed();
    TrainingData points = TrainingData.of(data.sample(POINTS, seed), 2);
    Flow start = DensityFlow.untrained(seed);
    long begin = System.nanoTime();
    Fit fit = MaximumLikelihood.fit(start, points, settings, workers, listener);
    double seconds = (System.nanoTime() - begin) / 1e9;
    double[] logDensity = new double[POINTS];
    fit.flow().logDensity(data.sample(POINTS, seed + FRESH), logDensity, workers);
    double nll = -mean(logDensity);
    double entropy = data.entropy();
    return new Result(
        data.name(),
        nll,
        Math.sqrt(variance(logDensity, -nll) / POINTS),
        entropy,
        nll - entropy,
        fit.history().get(fit.bestEpoch() - 1).validationNll(),
        fit.flow().parameters().length,
        fit.bestEpoch(),
        fit.history().size(),
        fit.dataSha256(),
        seconds);
  }

  private static double mean(double[] values) {
    double sum = 0;
    for (double value : values) {
      sum += value;
    }
    return sum / values.length;
  }

  private static double variance(double[] values, double mean) {
    double sum = 0;
    for (double value : values) {
      sum += (value - mean) * (value - mean);
    }
    return sum / values.length;
  }
}

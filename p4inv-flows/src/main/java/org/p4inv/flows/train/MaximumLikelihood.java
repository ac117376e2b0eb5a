package org.p4inv.flows.train;

import java.util.ArrayList;
import java.util.List;
import org.p4inv.core.optimize.LearningRate;
import org.p4inv.core.parallel.Workers;
import org.p4inv.flows.Flow;

/**
 * Trains a flow on points by maximum likelihood: a validation split, mini-batches, early stopping,
 * and the best state kept.
 *
 * <p>Minimises {@link Likelihood} with {@link Trainer}. After every epoch the negative
 * log-likelihood of the validation points is computed, and the flow with the least one is the
 * result. The bits of the result depend on flow, data and settings, not on the workers. A step
 * allocates nothing in steady state; the end of an epoch copies the flow.
 *
 * <p>Where losses or gradients stay non-finite, as {@link Trainer} defines it, the best flow so far
 * is returned and {@link Fit#stopped} says so; where no epoch was good, the training fails. An
 * epoch is good if it has a step that was not skipped and its validation likelihood is finite.
 */
public final class MaximumLikelihood {
  private final LikelihoodSettings settings;
  private final FitListener listener;
  private final Validation validation;
  private final LearningRate rate;
  private final Trainer trainer;
  private final int stepsPerEpoch;
  private final List<Epoch> history = new ArrayList<>();
  private Flow best;
  private int bestEpoch;
  private double bestNll = Double.POSITIVE_INFINITY;

  private MaximumLikelihood(
      Flow start,
      TrainingData data,
      Split split,
      LikelihoodSettings settings,
      Workers workers,
      FitListener listener) {
    this.settings = settings;
    this.listener = listener;
    validation = new Validation(data, split.validation(), workers);
    Likelihood likelihood = new Likelihood(data, split.training(), settings.seed());
    int batch = Math.min(settings.batch(), split.training().length);
    stepsPerEpoch = likelihood.stepsPerEpoch(batch);
    rate = settings.rate((long) settings.epochs() * stepsPerEpoch);
    TrainingSettings training =
        TrainingSettings.of(rate, settings.seed())
            .withBatch(batch)
            .withMaxGradientNorm(settings.maxGradientNorm());
    Flow flow = settings.startFromData() ? DataStart.of(start, data, split.training()) : start;
    trainer = new Trainer(flow, likelihood, training, workers);
  }

  /** Trains on the calling thread. */
  public static Fit fit(Flow start, TrainingData data, LikelihoodSettings settings) {
    try (Workers workers = Workers.serial()) {
      return fit(start, data, settings, workers, progress -> {});
    }
  }

  /**
   * Trains.
   *
   * @param start what training begins with. Not modified.
   * @throws IllegalArgumentException if the data do not fit the flow, or are too few for the split
   * @throws TrainingDivergedException if no epoch is good
   */
  public static Fit fit(
      Flow start,
      TrainingData data,
      LikelihoodSettings settings,
      Workers workers,
      FitListener listener) {
    require("dimension", data.dimension(), start.dimension());
    require("context dimension", data.contextDimension(), start.contextDimension());
    Split split = Split.of(data, settings.validationShare(), settings.seed());
    MaximumLikelihood run = new MaximumLikelihood(start, data, split, settings, workers, listener);
    StopReason stopped = run.train();
    if (run.best == null && stopped != StopReason.CANCELLED) {
      throw new TrainingDivergedException(
          "an epoch must have a finite loss and a finite validation likelihood, none of "
              + run.history.size()
              + " had");
    }
    return new Fit(
        run.best == null ? run.trainer.flow() : run.best,
        run.history,
        run.bestEpoch,
        stopped,
        split.training().length,
        split.validation().length,
        data.setAside(),
        data.sha256(),
        settings);
  }

  private static void require(String what, int ofData, int ofFlow) {
    if (ofData != ofFlow) {
      throw new IllegalArgumentException(
          "data must have the " + what + " of the flow, " + ofFlow + ", got " + ofData);
    }
  }

  private StopReason train() {
    for (int epoch = 1; epoch <= settings.epochs(); epoch++) {
      try {
        if (!trainEpoch(epoch)) {
          return StopReason.CANCELLED;
        }
      } catch (TrainingDivergedException e) {
        if (best == null) {
          throw e;
        }
        best = validation.isEmpty() ? trainer.flow() : best;
        return StopReason.DIVERGED;
      }
      if (epoch - bestEpoch >= settings.patience()) {
        return StopReason.PATIENCE;
      }
    }
    return StopReason.EPOCHS;
  }

  /** Returns whether the epoch came to its end. */
  private boolean trainEpoch(int epoch) {
    long skippedBefore = trainer.skipped();
    double sum = 0;
    long points = 0;
    for (int i = 0; i < stepsPerEpoch; i++) {
      if (listener.cancelled()) {
        return false;
      }
      double nll = trainer.step() - trainer.penalty();
      if (Double.isFinite(nll)) {
        sum += nll * trainer.points();
        points += trainer.points();
      }
    }
    Flow flow = trainer.flow();
    long steps = trainer.steps();
    end(
        new Epoch(
            epoch,
            steps,
            rate.at(steps - 1),
            sum / points,
            validation.nll(flow),
            trainer.skipped() - skippedBefore),
        flow);
    return true;
  }

  /** Without validation points, every epoch that did something is better than those before it. */
  private boolean better(Epoch epoch) {
    boolean stepped = epoch.skippedSteps() < stepsPerEpoch;
    return stepped && (validation.isEmpty() || epoch.validationNll() < bestNll);
  }

  private void end(Epoch epoch, Flow flow) {
    history.add(epoch);
    boolean better = better(epoch);
    if (better) {
      best = flow;
      bestEpoch = epoch.number();
      bestNll = epoch.validationNll();
    }
    listener.onEpoch(new FitProgress(epoch, settings.epochs(), better, flow));
  }
}

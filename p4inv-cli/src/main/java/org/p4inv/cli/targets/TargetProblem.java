package org.p4inv.cli.targets;

import java.util.function.LongConsumer;
import org.p4inv.core.parallel.Workers;

/**
 * Learns a target from its energy alone, and holds what came of it against the truth.
 *
 * @param target what is learned
 * @param steps of training
 * @param seed of everything random
 */
public record TargetProblem(Target target, int steps, long seed) {

  /**
   * How it went; snake_case names in the file. All but the seconds is the same on every machine.
   *
   * @param target name of the target
   * @param seed of the training
   * @param errorOfLogZ estimate - exact log Z, in nats
   * @param score the other numbers
   * @param chainCalls points at which chains evaluated the energy
   * @param trainingCalls points at which the training evaluated it
   * @param seconds of chains and training
   */
  public record Result(
      String target,
      long seed,
      double errorOfLogZ,
      TargetScore score,
      long chainCalls,
      long trainingCalls,
      double seconds) {}

  /** Trains and scores. */
  public Result solve(Workers workers, LongConsumer listener) {
    long begin = System.nanoTime();
    Recipe.Outcome outcome = target.recipe().train(target.energy(), steps, seed, workers, listener);
    double seconds = (System.nanoTime() - begin) / 1e9;
    TargetScore score = TargetScore.of(outcome.generator(), seed, workers);
    return new Result(
        target.energyName(),
        seed,
        score.logZ() - outcome.generator().energy().truth().logZ().getAsDouble(),
        score,
        outcome.chainCalls(),
        outcome.trainingCalls(),
        seconds);
  }
}

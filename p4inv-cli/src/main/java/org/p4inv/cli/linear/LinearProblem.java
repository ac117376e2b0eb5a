package org.p4inv.cli.linear;

import java.util.function.BiConsumer;
import org.p4inv.core.optimize.LearningRate;
import org.p4inv.core.p4.InvertiblePerturbation;
import org.p4inv.core.p4.Merge;
import org.p4inv.core.parallel.Workers;
import org.p4inv.flows.Flow;
import org.p4inv.flows.base.StandardNormal;
import org.p4inv.flows.linear.P4InvLinear;
import org.p4inv.flows.train.MergeCounts;
import org.p4inv.flows.train.MergeSchedule;
import org.p4inv.flows.train.Trainer;
import org.p4inv.flows.train.TrainingSettings;

/**
 * Trains one P4Inv layer from the identity towards -I. In odd dimensions det W has to become
 * negative on the way, through 0, which is possible only between two merges. Source: arXiv
 * 2010.07033, section 5.1.
 *
 * @param dimension d
 * @param rank of a perturbation
 * @param mostSteps where training stops if the target is not reached
 * @param batch points a step
 * @param rate of Adam
 * @param penaltyWeight of log|det| outside its bounds; the loss itself has no such term
 * @param seed of everything random
 */
public record LinearProblem(
    int dimension,
    int rank,
    int mostSteps,
    int batch,
    double rate,
    double penaltyWeight,
    long seed) {
  /** The mean squared error at which training stops. */
  public static final double TARGET = 1e-3;

  private static final int MERGE_INTERVAL = 10;

  /**
   * How it went; snake_case names in the file.
   *
   * @param rank of a perturbation
   * @param reached whether the loss came down to the target
   * @param steps done
   * @param loss mean squared error of the last batch
   * @param exactLoss the same of the final layer over all x ~ N(0, I)
   * @param signChanges how often the sign of det W differed from that after the step before
   * @param sign of det W at the end
   * @param logDet log|det W| at the end
   * @param drift max |A A^-1 - I| at the end
   * @param merges that were done
   * @param refusedMerges the others
   * @param repairs of the tracked inverse
   * @param seconds of wall time
   */
  public record Result(
      int rank,
      boolean reached,
      long steps,
      double loss,
      double exactLoss,
      int signChanges,
      int sign,
      double logDet,
      double drift,
      long merges,
      long refusedMerges,
      long repairs,
      double seconds) {}

  /**
   * Trains. The result but its seconds does not depend on the workers.
   *
   * @param listener is told step, counted from 1, and loss after every step
   */
  public Result solve(Workers workers, BiConsumer<Long, Double> listener) {
    TrainingSettings settings =
        new TrainingSettings(
            batch,
            LearningRate.constant(rate),
            Double.POSITIVE_INFINITY,
            new MergeSchedule(MERGE_INTERVAL),
            penaltyWeight,
            seed);
    P4InvLinear layer = new P4InvLinear(dimension, rank, P4InvLinear.Start.IDENTITY);
    Flow start = Flow.initial(new StandardNormal(dimension), layer, seed);
    Trainer trainer = new Trainer(start, new NegativeIdentity(), settings, workers);
    InvertiblePerturbation perturbation = (InvertiblePerturbation) trainer.perturbations().get(0);
    long begin = System.nanoTime();
    int signChanges = 0;
    int sign = perturbation.sign();
    double loss = Double.POSITIVE_INFINITY;
    while (trainer.steps() < mostSteps && !(loss <= TARGET)) {
      loss = trainer.step();
      int now = perturbation.sign();
      signChanges += now == sign ? 0 : 1;
      sign = now;
      listener.accept(trainer.steps(), loss);
    }
    double seconds = (System.nanoTime() - begin) / 1e9;
    Flow flow = trainer.flow();
    MergeCounts merges = trainer.merges();
    return new Result(
        rank,
        loss <= TARGET,
        trainer.steps(),
        loss,
        NegativeIdentity.exact(dimension, rank, flow.parameters(), flow.frozen()),
        signChanges,
        sign,
        perturbation.logDet(),
        perturbation.residual(),
        merges.of(Merge.MERGED) + merges.of(Merge.MERGED_AND_REPAIRED),
        merges.refused(),
        perturbation.repairs(),
        seconds);
  }
}

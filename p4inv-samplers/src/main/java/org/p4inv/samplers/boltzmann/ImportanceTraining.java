package org.p4inv.samplers.boltzmann;

import java.util.Objects;
import org.p4inv.core.parallel.Workers;
import org.p4inv.core.random.Domain;
import org.p4inv.core.random.RandomStream;
import org.p4inv.flows.Flow;
import org.p4inv.flows.train.Trainer;
import org.p4inv.flows.train.TrainingSettings;
import org.p4inv.samplers.energy.Energy;
import org.p4inv.samplers.estimate.ImportanceWeights;

/**
 * Trains a flow by likelihood on samples of the target, and then on points of its own that are
 * weighted to the target, drawn anew every now and then.
 *
 * <p>Markov chains give the first samples. These have to reach all modes, but need be neither
 * independent nor many: once the flow covers the target, its own points, weighted by exp(-u) / q,
 * stand for as many samples as their effective sample size says, are independent of each other, and
 * cost one energy call each and no gradient. So what a run of chains leaves wrong, the shares of
 * modes first of all, is mended by the flow itself. A mode that has no sample at first stays
 * unseen, as long as the flow has no points there; and where the effective sample size is a few
 * points, redrawing fits the flow to these: anneal then, as {@link FabTraining} does.
 *
 * <p>The objective is {@link ForwardKl}, whose samples are replaced: adaptive importance sampling,
 * with a flow as the family. Equal seeds give equal bits whatever the workers. For one thread.
 * Sources: Cappe, Douc, Guillin, Marin and Robert, Adaptive importance sampling in general mixture
 * classes, arXiv 0710.4242; Mueller, McWilliams, Rousselle, Gross and Novak, Neural importance
 * sampling, arXiv 1808.03856.
 */
public final class ImportanceTraining {
  private final Energy energy;
  private final Workers workers;
  private final ForwardKl objective;
  private final Trainer trainer;
  private final RandomStream seeds;
  private long energyCalls;

  /**
   * A training at step 0.
   *
   * @param start the flow that training starts from, without a context; not changed
   * @param first samples of the target
   */
  public ImportanceTraining(
      Flow start, Energy energy, SampleSet first, TrainingSettings training, Workers workers) {
    this.energy = Objects.requireNonNull(energy, "energy");
    this.workers = workers;
    this.objective = new ForwardKl(first);
    this.trainer = new Trainer(start, objective, training, workers);
    this.seeds = new RandomStream(training.seed(), Domain.TARGET);
  }

  /**
   * One step on the samples as they are.
   *
   * @return the loss of {@link ForwardKl}
   * @throws org.p4inv.flows.train.TrainingDivergedException if losses stay non-finite
   */
  public double step() {
    return trainer.step();
  }

  /**
   * Replaces the samples by n weighted points of the flow as it is now; n energy calls.
   *
   * @param n at least 1
   * @return the effective sample size of these points, as a fraction
   * @throws IllegalStateException if none of them has a positive weight; the samples stay
   */
  public double redraw(int n) {
    long seed = ((long) seeds.nextInt() << 32) | (seeds.nextInt() & 0xFFFFFFFFL);
    WeightedSamples drawn = generator().sample(n, seed, workers);
    energyCalls += n;
    double[] logWeights = drawn.logWeights();
    double ess = ImportanceWeights.of(logWeights).reverseEss();
    if (ess == 0) {
      throw new IllegalStateException("of " + n + " points of the flow none has a positive weight");
    }
    for (int i = 0; i < n; i++) {
      if (!Double.isFinite(logWeights[i])) {
        logWeights[i] = Double.NEGATIVE_INFINITY;
      }
    }
    objective.samples(SampleSet.of(drawn.points(), energy.dimension(), logWeights));
    return ess;
  }

  /** The training of the flow. */
  public Trainer trainer() {
    return trainer;
  }

  /** The points at which the energy was evaluated so far. */
  public long energyCalls() {
    return energyCalls;
  }

  /** The generator as it is now; training goes on without changing it. */
  public BoltzmannGenerator generator() {
    return new BoltzmannGenerator(energy, trainer.flow());
  }
}

package org.p4inv.samplers.boltzmann;

import java.util.Objects;
import org.p4inv.core.parallel.Workers;
import org.p4inv.core.random.Domain;
import org.p4inv.core.random.RandomStream;
import org.p4inv.flows.Flow;
import org.p4inv.flows.train.Trainer;
import org.p4inv.flows.train.TrainingSettings;
import org.p4inv.samplers.chain.Tuning;
import org.p4inv.samplers.chain.temper.AnnealedImportance;
import org.p4inv.samplers.chain.temper.AnnealedSamples;
import org.p4inv.samplers.chain.temper.AnnealingPath;
import org.p4inv.samplers.energy.Energy;
import org.p4inv.samplers.energy.flow.FlowEnergy;

/**
 * Trains a flow by {@link Fab}: every few steps points of the flow are annealed to p^2 / q and go
 * to the buffer that the steps draw from.
 *
 * <p>The way from q to p^2 / q has the levels b in exp((1 - b) ln q + b (2 ln p - ln q)), equally
 * spaced; see {@link AnnealedImportance}. No samples of the target are needed, and modes that the
 * flow all but misses are found by the moves and weighed up. Tuning is fixed, so that weights are
 * exact. Equal seeds give equal bits whatever the workers. For one thread.
 */
public final class FabTraining {
  private final Energy energy;
  private final FabSettings settings;
  private final Workers workers;
  private final Fab objective;
  private final Trainer trainer;
  private final AnnealingPath path;
  private final RandomStream seeds;
  private long energyCalls;

  /**
   * A training at step 0.
   *
   * @param start the flow that training starts from, without a context; not changed
   * @param settings of the buffer
   * @param training of the steps
   */
  public FabTraining(
      Flow start, Energy energy, FabSettings settings, TrainingSettings training, Workers workers) {
    this.energy = Objects.requireNonNull(energy, "energy");
    this.settings = settings;
    this.workers = workers;
    this.objective = new Fab(new ReplayBuffer(energy.dimension(), settings.capacity()));
    this.trainer = new Trainer(start, objective, training, workers);
    Tuning tuning = new Tuning(energy.dimension());
    tuning.stepSize(settings.stepSize());
    this.path = AnnealingPath.linear(tuning, settings.levels());
    this.seeds = new RandomStream(training.seed(), Domain.CHAIN);
  }

  /**
   * One step of training, after a round of annealing where one is due.
   *
   * @return the loss of {@link Fab}
   * @throws org.p4inv.flows.train.TrainingDivergedException if losses stay non-finite
   */
  public double step() {
    if (trainer.steps() % settings.every() == 0) {
      anneal();
    }
    return trainer.step();
  }

  private void anneal() {
    Flow flow = trainer.flow();
    FlowEnergy start = new FlowEnergy(flow);
    AnnealedImportance annealed =
        new AnnealedImportance(
            start, new AlphaTwoTarget(energy, start), settings.kernel(), path, settings.moves());
    long seed = ((long) seeds.nextInt() << 32) | (seeds.nextInt() & 0xFFFFFFFFL);
    AnnealedSamples samples = annealed.run(settings.particles(), seed, workers);
    energyCalls += samples.energyCalls();
    double[] logDensity = new double[samples.logWeights().length];
    flow.logDensity(samples.points(), logDensity, workers);
    objective.add(samples.points(), samples.logWeights(), logDensity);
  }

  /** The training of the flow. */
  public Trainer trainer() {
    return trainer;
  }

  /** The points that are trained on. */
  public ReplayBuffer buffer() {
    return objective.buffer();
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

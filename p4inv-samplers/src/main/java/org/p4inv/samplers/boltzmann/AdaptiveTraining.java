package org.p4inv.samplers.boltzmann;

import static org.p4inv.core.kernel.Tile.LANES;

import java.util.Arrays;
import java.util.List;
import org.p4inv.core.parallel.Workers;
import org.p4inv.flows.Flow;
import org.p4inv.flows.train.Trainer;
import org.p4inv.flows.train.TrainingSettings;
import org.p4inv.samplers.chain.kernel.Independence;
import org.p4inv.samplers.energy.Energy;

/**
 * Sampling and training in turn: Markov chains jump to points of the flow, and the flow is trained
 * on the points of the chains.
 *
 * <p>In a round the chains make jumps, proposals of the flow as it is by {@link Independence}, and
 * local moves between them; then the flow is trained for some steps by {@link ForwardKl} on the
 * points of the latest rounds, beside {@link ReverseKl} where that has a weight. Local moves find
 * the shape of the modes that chains start in, jumps their proportions. A mode that no chain starts
 * in and no move finds stays unseen: with a {@link AdaptiveSettings#withLadder ladder} the chains
 * are the target level of replica exchange, whose hot levels find modes that the flow then learns.
 *
 * <p>The flow learns from the chains it moves, so the points of a training are not exact samples of
 * the target; weigh those of {@link #generator}, or run chains with the trained flow. Equal seeds
 * give equal bits whatever the workers. For one thread. Source: Gabrie, Rotskoff and
 * Vanden-Eijnden, Adaptive Monte Carlo augmented with normalizing flows, arXiv 2105.12603, PNAS
 * 119, 2022.
 */
public final class AdaptiveTraining {
  private final Energy energy;
  private final AdaptiveSettings settings;
  private final Workers workers;
  private final ForwardKl forward;
  private final Trainer trainer;
  private final JumpingChains[] chains;
  private final double[] accepted;

  /** The points of the latest rounds, each {@code [jumps x chains x d]}. */
  private final float[] memory;

  private final int roundLength;
  private long rounds;

  /**
   * A training before its first round.
   *
   * @param start the flow that training starts from, without a context; not changed
   * @param starts of the chains, {@code [n x d]}, n a multiple of 64. Not modified.
   */
  public AdaptiveTraining(
      Flow start,
      TrainingEnergy energy,
      float[] starts,
      AdaptiveSettings settings,
      TrainingSettings training,
      Workers workers) {
    int d = energy.exact().dimension();
    if (starts.length == 0 || starts.length % (LANES * d) != 0) {
      throw new IllegalArgumentException(
          "`starts` must have length n d, n a multiple of 64, d = " + d + ", got " + starts.length);
    }
    this.energy = energy.exact();
    this.settings = settings;
    this.workers = workers;
    this.forward = new ForwardKl(SampleSet.of(starts, d));
    Mixture mixture =
        new Mixture(
            List.of(
                new Mixture.Part(forward, Schedule.constant(1)),
                new Mixture.Part(
                    new ReverseKl(energy, Temperatures.of(Schedule.constant(1))),
                    settings.reverseWeight())));
    this.trainer = new Trainer(start, mixture, training, workers);
    this.chains = new JumpingChains[starts.length / (LANES * d)];
    Arrays.setAll(
        chains, tile -> new JumpingChains(energy.exact(), settings, starts, training.seed(), tile));
    this.accepted = new double[chains.length];
    this.roundLength = Math.multiplyExact(settings.jumps(), starts.length);
    this.memory = new float[Math.multiplyExact(settings.memory(), roundLength)];
  }

  /**
   * One round: moves, then steps of training.
   *
   * @return the loss of the last step
   * @throws org.p4inv.flows.train.TrainingDivergedException if losses stay non-finite
   */
  public double round() {
    Independence jump = new Independence(trainer.flow());
    int n = chains.length * LANES;
    float[] points = new float[roundLength];
    workers.run(
        chains.length,
        (tile, worker) -> accepted[tile] = chains[tile].round(jump, settings, points, n));
    System.arraycopy(
        points, 0, memory, (int) (rounds % settings.memory()) * roundLength, roundLength);
    rounds++;
    int held = (int) Math.min(rounds, settings.memory());
    forward.samples(SampleSet.of(Arrays.copyOf(memory, held * roundLength), energy.dimension()));
    double loss = Double.NaN;
    for (int i = 0; i < settings.steps(); i++) {
      loss = trainer.step();
    }
    return loss;
  }

  /** The rounds done. */
  public long rounds() {
    return rounds;
  }

  /** The acceptance probability of the jumps of the last round, mean over all chains. */
  public double jumpAcceptance() {
    return Arrays.stream(accepted).sum() / accepted.length;
  }

  /** The points that were recorded in the last round, {@code [jumps x chains x d]}; a copy. */
  public float[] lastPoints() {
    int place = (int) ((rounds + settings.memory() - 1) % settings.memory()) * roundLength;
    return Arrays.copyOfRange(memory, place, place + (rounds == 0 ? 0 : roundLength));
  }

  /** The points at which the chains evaluated the energy so far. */
  public long energyCalls() {
    return Arrays.stream(chains).mapToLong(JumpingChains::energyCalls).sum();
  }

  /** The training of the flow. */
  public Trainer trainer() {
    return trainer;
  }

  /** The generator as it is now; training goes on without changing it. */
  public BoltzmannGenerator generator() {
    return new BoltzmannGenerator(energy, trainer.flow());
  }
}

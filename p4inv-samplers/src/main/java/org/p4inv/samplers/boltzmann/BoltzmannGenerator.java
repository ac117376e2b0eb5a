package org.p4inv.samplers.boltzmann;

import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.function.Consumer;
import java.util.function.Supplier;
import org.p4inv.core.optimize.LearningRate;
import org.p4inv.core.parallel.Workers;
import org.p4inv.flows.Flow;
import org.p4inv.flows.base.StandardNormal;
import org.p4inv.flows.bijection.Bijection;
import org.p4inv.flows.bijection.Chain;
import org.p4inv.flows.conditioner.Activation;
import org.p4inv.flows.coupling.Couplings;
import org.p4inv.flows.linear.P4InvLinear;
import org.p4inv.flows.train.Trainer;
import org.p4inv.flows.train.TrainingSettings;
import org.p4inv.samplers.energy.Energy;

/**
 * A Boltzmann generator: a flow q that was trained to sample exp(-u(x)) / Z, with the energy whose
 * weights make its samples exact.
 *
 * <p>Immutable; its methods may be called by any number of threads. Source: Noe, Olsson, Koehler
 * and Wu, arXiv 1812.01729.
 */
public final class BoltzmannGenerator {
  private final Energy energy;
  private final Flow flow;

  /** A generator of an energy from a flow of the same dimension. */
  public BoltzmannGenerator(Energy energy, Flow flow) {
    this.energy = Objects.requireNonNull(energy, "energy");
    this.flow = Objects.requireNonNull(flow, "flow");
    if (energy.dimension() != flow.dimension()) {
      throw new IllegalArgumentException(
          "`flow` must have the dimension of the energy, "
              + energy.dimension()
              + ", got "
              + flow.dimension());
    }
  }

  /**
   * The untrained flow: P4Inv layers that start as the reversal, with affine couplings between
   * them. In one dimension, where nothing can be coupled, P4Inv layers alone.
   */
  public static Flow untrained(int dimension, BoltzmannSettings settings) {
    List<Bijection> parts = new ArrayList<>();
    parts.add(linear(dimension, settings));
    for (int i = 0; dimension > 1 && i < settings.couplings(); i++) {
      int hidden = settings.hidden();
      parts.add(Couplings.affine(dimension, dimension / 2, Activation.TANH, hidden, hidden));
      parts.add(linear(dimension, settings));
    }
    return Flow.initial(new StandardNormal(dimension), Chain.of(parts), settings.seed());
  }

  private static Bijection linear(int dimension, BoltzmannSettings settings) {
    return new P4InvLinear(dimension, settings.rank(), P4InvLinear.Start.REVERSAL);
  }

  /** Trains a generator from the energy alone, on the calling thread. */
  public static BoltzmannGenerator train(Energy energy, BoltzmannSettings settings) {
    try (Workers workers = Workers.serial()) {
      return train(energy, settings, workers, progress -> {});
    }
  }

  /**
   * Trains a generator from the energy alone, by {@link ReverseKl}. The result does not depend on
   * the workers.
   *
   * @param listener is told after every step, on the calling thread
   * @throws org.p4inv.flows.train.TrainingDivergedException if losses stay non-finite
   */
  public static BoltzmannGenerator train(
      Energy energy, BoltzmannSettings settings, Workers workers, Consumer<Progress> listener) {
    LearningRate rate = LearningRate.cosine(settings.learningRate(), 0.01, settings.steps());
    TrainingSettings training =
        TrainingSettings.of(rate, settings.seed())
            .withBatch(settings.batch())
            .withMaxGradientNorm(settings.maxGradientNorm());
    Trainer trainer =
        new Trainer(
            untrained(energy.dimension(), settings),
            new ReverseKl(energy, settings.annealing()),
            training,
            workers);
    Supplier<BoltzmannGenerator> snapshot = () -> new BoltzmannGenerator(energy, trainer.flow());
    for (int step = 1; step <= settings.steps(); step++) {
      double loss = trainer.step();
      listener.accept(new Progress(step, settings.steps(), loss, settings.batch(), snapshot));
    }
    return snapshot.get();
  }

  /** The energy. */
  public Energy energy() {
    return energy;
  }

  /** The flow. */
  public Flow flow() {
    return flow;
  }

  /** Draws n samples of the flow with the weights that make them samples of the target. */
  public WeightedSamples sample(int n, long seed, Workers workers) {
    float[] points = new float[n * flow.dimension()];
    double[] logDensity = new double[n];
    flow.sample(seed, points, logDensity, workers);
    return WeightedSamples.of(energy, points, logDensity);
  }

  /** Draws n samples on the calling thread. */
  public WeightedSamples sample(int n, long seed) {
    return sample(n, seed, Workers.serial());
  }

  /** The same weights at points that are given, for instance exact samples of the target. */
  public WeightedSamples weigh(float[] points, Workers workers) {
    double[] logDensity = new double[points.length / flow.dimension()];
    flow.logDensity(points, logDensity, workers);
    return WeightedSamples.of(energy, points, logDensity);
  }
}

package org.p4inv.samplers.boltzmann;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
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
import org.p4inv.flows.config.Config;
import org.p4inv.flows.coupling.Couplings;
import org.p4inv.flows.linear.P4InvLinear;
import org.p4inv.flows.train.Objective;
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
  private final float[] context;

  /** A generator of an energy from a flow of the same dimension. */
  public BoltzmannGenerator(Energy energy, Flow flow) {
    this(energy, flow, new float[0]);
  }

  /** The same from a flow at one context, length c. */
  BoltzmannGenerator(Energy energy, Flow flow, float[] context) {
    this.context = context;
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
    TrainingEnergy counted = TrainingEnergy.of(energy);
    Objective objective = new ReverseKl(counted, Temperatures.of(settings.annealing()));
    Flow start = untrained(energy.dimension(), settings);
    BoltzmannGenerator trained =
        train(start, counted, objective, settings.steps(), training, workers, listener);
    Config provenance =
        Config.of("method", "reverse-kl")
            .with("energy", trained.flow.provenance().object("energy"))
            .with("settings", settings.config())
            .with("history", trained.flow.provenance().object("history"));
    return new BoltzmannGenerator(energy, trained.flow.withProvenance(provenance));
  }

  /**
   * Trains a generator by any objective. The result does not depend on the workers.
   *
   * @param start the flow that training starts from; not changed
   * @param energy that the objective trains on, whose counts the listener is told
   * @param steps at least 1
   * @param listener is told after every step, on the calling thread
   * @throws org.p4inv.flows.train.TrainingDivergedException if losses stay non-finite
   */
  public static BoltzmannGenerator train(
      Flow start,
      TrainingEnergy energy,
      Objective objective,
      int steps,
      TrainingSettings settings,
      Workers workers,
      Consumer<Progress> listener) {
    if (steps < 1) {
      throw new IllegalArgumentException("`steps` must be at least 1, got " + steps);
    }
    Trainer trainer = new Trainer(start, objective, settings, workers);
    Supplier<BoltzmannGenerator> snapshot =
        () -> new BoltzmannGenerator(energy.exact(), trainer.flow());
    for (int step = 1; step <= steps; step++) {
      double loss = trainer.step();
      listener.accept(new Progress(step, steps, loss, settings.batch(), energy.counts(), snapshot));
    }
    Flow flow = trainer.flow().withProvenance(provenance(energy.exact(), trainer));
    return new BoltzmannGenerator(energy.exact(), flow);
  }

  /** Where the numbers of a trained flow come from, for its model file. */
  private static Config provenance(Energy energy, Trainer trainer) {
    Config constants = Config.parse("{}");
    for (Map.Entry<String, Double> constant : energy.constants().entrySet()) {
      // As text, so that an infinite one is no error after the training.
      constants = constants.with(constant.getKey(), constant.getValue().toString());
    }
    Config history = Config.of("steps", trainer.steps()).with("skipped_steps", trainer.skipped());
    return Config.of("energy", Config.of("name", energy.name()).with("constants", constants))
        .with(
            "history",
            Double.isFinite(trainer.loss()) ? history.with("last_loss", trainer.loss()) : history);
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
    flow.sample(seed, context, points, logDensity, workers);
    return WeightedSamples.of(energy, points, logDensity);
  }

  /** Draws n samples on the calling thread. */
  public WeightedSamples sample(int n, long seed) {
    return sample(n, seed, Workers.serial());
  }

  /** The same weights at points that are given, for instance exact samples of the target. */
  public WeightedSamples weigh(float[] points, Workers workers) {
    double[] logDensity = new double[points.length / flow.dimension()];
    flow.logDensity(points, context, logDensity, workers);
    return WeightedSamples.of(energy, points, logDensity);
  }
}

package org.p4inv.cli.doublewell;

import java.util.Arrays;
import org.p4inv.core.kernel.Tile;
import org.p4inv.core.optimize.LearningRate;
import org.p4inv.core.parallel.Workers;
import org.p4inv.core.random.Domain;
import org.p4inv.core.random.RandomStream;
import org.p4inv.flows.train.Trainer;
import org.p4inv.flows.train.TrainingSettings;
import org.p4inv.samplers.boltzmann.WeightedSamples;
import org.p4inv.samplers.boltzmann.stochastic.StochasticFlow;
import org.p4inv.samplers.boltzmann.stochastic.StochasticTraining;
import org.p4inv.samplers.chain.ChainTile;
import org.p4inv.samplers.chain.kernel.RandomWalk;
import org.p4inv.samplers.energy.Energy;
import org.p4inv.samplers.energy.plane.DoubleWell;

/**
 * The protocol of Wu, Koehler and Noe for the double well -0.5 x1 - 6 x1^2 + x1^4 + x2^2 / 2: a
 * flow is trained by likelihood and energy, and its reweighted samples give the free energy along
 * x1.
 *
 * <p>Data: every tenth point of one Metropolis run of 100,000 steps from (-2, 0), with normal
 * proposals of deviation 1.5. Training: {@value #STEPS} steps of Adam at {@value #RATE} with
 * {@value #BATCH} points, the first half by likelihood, the second by the mean of likelihood and
 * reverse divergence. Score: {@link FreeEnergyError} of {@value #REPETITIONS} times {@value
 * #SAMPLES} samples. Source: arXiv 2002.06707 and the notebooks published with it.
 */
public final class DoubleWellProblem {
  static final int STEPS = 600;
  static final double RATE = 0.005;
  static final int BATCH = 128;
  static final int REPETITIONS = 20;
  static final int SAMPLES = 100_000;

  private static final int DATA = 10_000;
  private static final int STRIDE = 10;
  private static final double DATA_STEP = 1.5;
  private static final double ACCEPTANCE_GOAL =
      Double.parseDouble(System.getProperty("goal", "0.3"));
  private static final double MAX_NORM = Double.parseDouble(System.getProperty("clip", "Infinity"));

  private final Energy energy = new DoubleWell(-0.5, -6, 1);
  private final float[] data;
  private final int steps;
  private final int samples;

  /**
   * The problem.
   *
   * @param steps of training, {@value #STEPS} in the protocol
   * @param samples in each repetition, {@value #SAMPLES} in the protocol
   * @param dataSeed of the Metropolis run that all flows learn from
   */
  public DoubleWellProblem(int steps, int samples, long dataSeed) {
    this.steps = steps;
    this.samples = samples;
    this.data = metropolisRun(energy, dataSeed);
  }

  private static float[] metropolisRun(Energy energy, long seed) {
    RandomWalk kernel = new RandomWalk();
    ChainTile chains = new ChainTile(2, kernel);
    chains.tuning().stepSize(DATA_STEP);
    Arrays.fill(chains.x(), 0, Tile.LANES, -2f);
    chains.evaluate(energy);
    RandomStream random = new RandomStream(seed, Domain.CHAIN);
    float[] points = new float[2 * DATA];
    for (int i = 0; i < DATA; i++) {
      for (int step = 0; step < STRIDE; step++) {
        kernel.move(energy, chains, random);
      }
      points[2 * i] = chains.x()[0];
      points[2 * i + 1] = chains.x()[Tile.LANES];
    }
    return points;
  }

  /** Trains and scores a flow on the calling thread. */
  FreeEnergyError solve(Variant variant, long seed) {
    StochasticFlow trained = train(variant, seed);
    Workers alone = Workers.serial();
    return score(repetition -> trained.sample(samples, sampleSeed(seed, repetition), alone));
  }

  StochasticFlow train(Variant variant, long seed) {
    StochasticFlow start = DoubleWellFlow.untrained(variant, energy, seed);
    StochasticTraining training = new StochasticTraining(start, ACCEPTANCE_GOAL);
    HalfAndHalf loss = new HalfAndHalf(training.likelihood(data), training.reverseKl(), steps / 2);
    TrainingSettings settings =
        TrainingSettings.of(LearningRate.constant(RATE), seed)
            .withBatch(BATCH)
            .withMaxGradientNorm(MAX_NORM);
    Trainer trainer = new Trainer(start.flow(), loss, settings, Workers.serial());
    for (int step = 0; step < steps; step++) {
      trainer.step();
    }
    return training.trained(trainer.flow());
  }

  /** Scores samples of the target itself. */
  FreeEnergyError exact(long seed) {
    return score(
        repetition -> {
          float[] points = new float[2 * samples];
          RandomStream random = new RandomStream(sampleSeed(seed, repetition), Domain.TARGET);
          energy.truth().sampler().orElseThrow().sample(random, points, samples);
          return new WeightedSamples(points, new double[samples]);
        });
  }

  private static long sampleSeed(long seed, int repetition) {
    return seed * REPETITIONS + repetition;
  }

  /** Draws the samples of a repetition. */
  @FunctionalInterface
  private interface Draw {
    WeightedSamples samples(int repetition);
  }

  private FreeEnergyError score(Draw draw) {
    FreeEnergyError.Histograms histograms = new FreeEnergyError.Histograms(REPETITIONS);
    for (int repetition = 0; repetition < REPETITIONS; repetition++) {
      histograms.add(draw.samples(repetition));
    }
    float[] x = new float[2 * Tile.LANES];
    float[] gradient = new float[x.length];
    double[] u = new double[Tile.LANES];
    return histograms.against(
        x1 -> {
          x[0] = (float) x1;
          energy.evaluate(x, u, gradient);
          return u[0];
        });
  }
}

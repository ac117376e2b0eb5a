package org.p4inv.cli.freeenergy;

import java.util.Arrays;
import java.util.List;
import java.util.function.LongFunction;
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
public final class FreeEnergyProblem {
  /** Steps of training. */
  public static final int STEPS = 600;

  /** Samples in each repetition. */
  public static final int SAMPLES = 100_000;

  /** Seeds that each flow is trained with. */
  public static final int SEEDS = 10;

  private static final double RATE = 0.005;
  private static final int BATCH = 128;
  private static final int REPETITIONS = 20;
  private static final int DATA = 10_000;
  private static final int STRIDE = 10;
  private static final double DATA_STEP = 1.5;

  /** One of 128 points far outside has a gradient of hundreds, and must not decide a step. */
  private static final double MAX_GRADIENT_NORM = 1;

  /**
   * Of the Metropolis moves. Smaller moves keep more of what the blocks before have learned, and
   * weights closer together; larger ones fetch home what a flow has put far outside: at a goal of
   * 0.8 one flow in three leaves some of it there.
   */
  private static final double ACCEPTANCE_GOAL = 0.6;

  private final Energy energy = new DoubleWell(-0.5, -6, 1);
  private final float[] data;
  private final int steps;
  private final int samples;
  private final long seed;
  private final int seeds;

  /**
   * The problem.
   *
   * @param steps of training, {@value #STEPS} in the protocol
   * @param samples in each repetition, {@value #SAMPLES} in the protocol
   * @param seed the first one, and that of the Metropolis run that all flows learn from
   * @param seeds how many, {@value #SEEDS} in the protocol
   */
  public FreeEnergyProblem(int steps, int samples, long seed, int seeds) {
    this.steps = steps;
    this.samples = samples;
    this.seed = seed;
    this.seeds = seeds;
    this.data = metropolisRun(energy, seed);
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

  /** Trains and scores a flow with each seed; the result does not depend on the workers. */
  public FreeEnergyScore solve(Variant variant, Workers workers) {
    return forEachSeed(
        workers,
        one -> {
          StochasticFlow trained = train(variant, one);
          return score(
              repetition -> trained.sample(samples, sampleSeed(one, repetition), Workers.serial()));
        });
  }

  private StochasticFlow train(Variant variant, long one) {
    StochasticFlow start = FreeEnergyFlow.untrained(variant, energy, one);
    StochasticTraining training = new StochasticTraining(start, ACCEPTANCE_GOAL);
    HalfAndHalf loss = new HalfAndHalf(training.likelihood(data), training.reverseKl(), steps / 2);
    TrainingSettings settings =
        TrainingSettings.of(LearningRate.constant(RATE), one)
            .withBatch(BATCH)
            .withMaxGradientNorm(MAX_GRADIENT_NORM);
    Trainer trainer = new Trainer(start.flow(), loss, settings, Workers.serial());
    for (int step = 0; step < steps; step++) {
      trainer.step();
    }
    return training.trained(trainer.flow());
  }

  /** Scores samples of the target itself, without any flow. */
  public FreeEnergyScore exact(Workers workers) {
    return forEachSeed(
        workers,
        one ->
            score(
                repetition -> {
                  float[] points = new float[2 * samples];
                  RandomStream random =
                      new RandomStream(sampleSeed(one, repetition), Domain.TARGET);
                  energy.truth().sampler().orElseThrow().sample(random, points, samples);
                  return new WeightedSamples(points, new double[samples]);
                }));
  }

  private FreeEnergyScore forEachSeed(Workers workers, LongFunction<FreeEnergyError> solver) {
    FreeEnergyError[] errors = new FreeEnergyError[seeds];
    workers.run(seeds, (i, worker) -> errors[i] = solver.apply(seed + i));
    return FreeEnergyScore.of(List.of(errors));
  }

  private static long sampleSeed(long one, int repetition) {
    return one * REPETITIONS + repetition;
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

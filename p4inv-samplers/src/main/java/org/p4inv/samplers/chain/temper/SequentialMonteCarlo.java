package org.p4inv.samplers.chain.temper;

import static org.p4inv.core.kernel.Tile.LANES;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Objects;
import org.p4inv.core.kernel.Tile;
import org.p4inv.core.parallel.Workers;
import org.p4inv.core.random.Domain;
import org.p4inv.core.random.RandomStream;
import org.p4inv.samplers.chain.MarkovKernel;
import org.p4inv.samplers.chain.Tuning;
import org.p4inv.samplers.energy.Energy;
import org.p4inv.samplers.estimate.Estimate;

/**
 * Sequential Monte Carlo from a start density to a target, along exp(-(1 - beta) u_0 - beta u_1):
 * annealed importance sampling whose particles are resampled, and whose levels and tuning come from
 * the particles.
 *
 * <p>At each level: the next beta, by the conditional effective sample size or from a schedule; the
 * weights times exp((beta' - beta)(u_0 - u_1)), whose mean is a factor of Z; systematic resampling
 * where the effective sample size has fallen below the threshold; moves by the kernel, its scales
 * being the standard deviations of the particles, and its step size following ln step += acceptance
 * - goal after each move. log Z is biased by the adaptation, by an order of 1/n for n particles.
 *
 * <p>Costs the kernel's energy calls for each move, and one for each level but the last. Sources:
 * Del Moral, Doucet and Jasra, Sequential Monte Carlo samplers, JRSS B 68, 2006; for adaptation
 * Beskos, Jasra, Kantas and Thiery, On the convergence of adaptive sequential Monte Carlo methods,
 * Annals of Applied Probability 26, 2016.
 */
public final class SequentialMonteCarlo {
  private static final int MOST_LEVELS = 10_000;

  private final Endpoints ends;
  private final MarkovKernel kernel;
  private final SmcSettings settings;

  /** Null where the levels are adapted. */
  private final double[] schedule;

  /**
   * A sampler whose levels follow the conditional effective sample size.
   *
   * @param start knows its log Z and an exact sampler, as a Gaussian or a flow does
   */
  public SequentialMonteCarlo(
      Energy start, Energy target, MarkovKernel kernel, SmcSettings settings) {
    this(Endpoints.of(start, target), kernel, settings, null);
  }

  SequentialMonteCarlo(
      Endpoints ends, MarkovKernel kernel, SmcSettings settings, double[] schedule) {
    this.ends = ends;
    this.kernel = Objects.requireNonNull(kernel, "kernel");
    this.settings = Objects.requireNonNull(settings, "settings");
    this.schedule = schedule;
  }

  /**
   * The same with given levels.
   *
   * @param betas positive, rising, the last 1. Not modified.
   */
  public SequentialMonteCarlo withSchedule(double... betas) {
    double[] copy = AnnealingPath.requireRising(betas.clone());
    return new SequentialMonteCarlo(ends, kernel, settings, copy);
  }

  /** Runs on the calling thread. */
  public AnnealedSamples run() {
    try (Workers workers = Workers.serial()) {
      return run(workers);
    }
  }

  /**
   * Runs; the result does not depend on the workers.
   *
   * @throws IllegalStateException if the target has no density at any particle, or if 10,000 levels
   *     do not reach it
   */
  public AnnealedSamples run(Workers workers) {
    return new Run(workers).run();
  }

  /** One population from start to end. */
  private final class Run {
    private final Workers workers;
    private final Particles[] tiles = new Particles[settings.particles() / LANES];
    private final Population population;
    private final RandomStream random = new RandomStream(settings.seed(), Domain.EXCHANGE);
    private final Tuning tuning = new Tuning(ends.start().dimension());
    private final List<Double> betas = new ArrayList<>();
    private final List<Tuning> tunings = new ArrayList<>();
    private double logZ = ends.logZ();
    private int resamplings;
    private long moves;

    Run(Workers workers) {
      this.workers = workers;
      Arrays.setAll(tiles, tile -> new Particles(ends, kernel, settings.seed(), tile));
      population = new Population(tiles);
      tuning.stepSize(settings.stepSize());
    }

    AnnealedSamples run() {
      workers.run(tiles.length, (tile, worker) -> tiles[tile].draw(ends));
      double beta = 0;
      while (beta < 1) {
        double next = next(beta);
        logZ += population.weigh(next - beta);
        beta = next;
        resample();
        climb(beta);
        move();
        betas.add(beta);
        Tuning kept = new Tuning(ends.start().dimension());
        kept.set(tuning);
        tunings.add(kept);
      }
      return samples();
    }

    private double next(double beta) {
      if (betas.size() == MOST_LEVELS) {
        throw new IllegalStateException(
            MOST_LEVELS + " levels must lead to beta = 1, they led to " + beta);
      }
      return schedule == null
          ? population.next(beta, settings.conditionalEss())
          : schedule[betas.size()];
    }

    private void resample() {
      if (population.ess() < settings.threshold()) {
        random.restart(Domain.EXCHANGE, betas.size(), 0);
        population.resample(random.nextDouble());
        resamplings++;
      }
    }

    private void climb(double beta) {
      population.scales(tuning.scale());
      for (Particles tile : tiles) {
        tile.climb(beta);
      }
    }

    private void move() {
      for (int i = 0; i < settings.moves(); i++) {
        moves++;
        boolean last = i == settings.moves() - 1;
        workers.run(
            tiles.length,
            (tile, worker) -> {
              tiles[tile].chains().tuning().set(tuning);
              tiles[tile].move(moves);
              if (last) {
                tiles[tile].settle();
              }
            });
        if (kernel.acceptanceGoal() > 0) {
          double change = population.acceptance() - kernel.acceptanceGoal();
          tuning.stepSize(tuning.stepSize() * StrictMath.exp(change));
        }
      }
    }

    private AnnealedSamples samples() {
      int d = ends.start().dimension();
      int n = settings.particles();
      float[] points = new float[n * d];
      double[] energies = new double[n];
      double[] logWeights = new double[n];
      long calls = 0;
      for (int tile = 0; tile < tiles.length; tile++) {
        Tile.store(tiles[tile].chains().x(), LANES, d, points, tile * LANES);
        System.arraycopy(tiles[tile].chains().energy(), 0, energies, tile * LANES, LANES);
        calls += tiles[tile].energyCalls();
      }
      for (int i = 0; i < n; i++) {
        logWeights[i] = population.logWeight(i) + StrictMath.log(n) + logZ;
      }
      double[] levels = betas.stream().mapToDouble(Double::doubleValue).toArray();
      return new AnnealedSamples(
          points,
          energies,
          logWeights,
          new Estimate(logZ, population.logZError(), ends.target().truth().logZ()),
          new AnnealingPath(levels, tunings.toArray(new Tuning[0])),
          resamplings,
          calls);
    }
  }
}

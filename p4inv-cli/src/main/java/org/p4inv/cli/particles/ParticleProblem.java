package org.p4inv.cli.particles;

import org.p4inv.core.parallel.Workers;
import org.p4inv.samplers.chain.ChainSamples;
import org.p4inv.samplers.chain.ChainSettings;
import org.p4inv.samplers.chain.MarkovChains;
import org.p4inv.samplers.chain.diagnose.Diagnostics;
import org.p4inv.samplers.chain.kernel.Hmc;
import org.p4inv.samplers.chain.kernel.Nuts;
import org.p4inv.samplers.chain.temper.ExchangeSamples;
import org.p4inv.samplers.chain.temper.Ladder;
import org.p4inv.samplers.chain.temper.ReplicaExchange;
import org.p4inv.samplers.energy.Energy;

/**
 * Samples particles in two ways that have nothing in common, and compares the energies: replica
 * exchange of Hamiltonian Monte Carlo, and plain chains of NUTS with another seed and other starts,
 * that make twice as many moves.
 *
 * @param system what is sampled
 * @param draws of each chain and ladder
 * @param seed of replica exchange; the long run has the next one
 */
public record ParticleProblem(Particles system, int draws, long seed) {
  private static final int CHAINS = 128;
  private static final int WARMUP = 500;
  private static final int LEAPFROGS = 6;
  private static final int LEVELS = 4;
  private static final int DEPTH = 6;
  private static final int BINS = 20;

  /** Moves for each draw. */
  private static final int MOVES = 4;

  private static final int LONG_MOVES = 8;

  /** Radii of the balls that particles start in. */
  private static final double CLOSE = 2;

  private static final double WIDE = 3;

  /**
   * How one of the two went; snake_case names in the file.
   *
   * @param mean of the energy, kT
   * @param error its standard error, from the autocorrelation
   * @param effectiveSize of the bulk of the energies
   * @param rHat of the energies
   * @param energyCalls points at which the energy was evaluated, with starts and warm-up
   * @param callsPerSecond those over the seconds
   * @param seconds of the run
   */
  public record Run(
      double mean,
      double error,
      double effectiveSize,
      double rHat,
      long energyCalls,
      double callsPerSecond,
      double seconds) {

    static Run of(ChainSamples samples, long energyCalls, double seconds) {
      Diagnostics seen = samples.diagnoseEnergy();
      return new Run(
          seen.mean(),
          seen.standardError(),
          seen.bulkSize(),
          seen.rHat(),
          energyCalls,
          energyCalls / seconds,
          seconds);
    }
  }

  /**
   * Both, side by side.
   *
   * @param energy its name
   * @param leastExchangeRate of two neighbours of the ladder
   * @param roundTrips of replicas along the ladder
   */
  public record Result(
      String energy,
      Run exchange,
      Run longRun,
      double leastExchangeRate,
      long roundTrips,
      EnergyHistograms histograms) {}

  /** Runs both. The result but its seconds does not depend on the workers. */
  public Result solve(Workers workers) {
    Energy energy = system.energy();
    ChainSettings settings =
        ChainSettings.DEFAULT
            .withChains(CHAINS)
            .withWarmup(WARMUP)
            .withDraws(draws)
            .withThinning(MOVES)
            .withSeed(seed);
    long begin = System.nanoTime();
    ExchangeSamples exchange =
        new ReplicaExchange(
                energy,
                Hmc.jittered(LEAPFROGS),
                Ladder.geometric(LEVELS, system.hottest()),
                new ParticlesApart(system.space(), CLOSE),
                settings)
            .adaptive()
            .run(workers);
    long middle = System.nanoTime();
    ChainSamples plain =
        new MarkovChains(
                energy,
                new Nuts(DEPTH),
                new ParticlesApart(system.space(), WIDE),
                settings.withThinning(LONG_MOVES).withSeed(seed + 1))
            .run(workers);
    long end = System.nanoTime();
    double least = 1;
    for (double rate : exchange.exchangeRates()) {
      least = Math.min(least, rate);
    }
    return new Result(
        energy.name(),
        Run.of(
            exchange.target(),
            exchange.warmupCalls() + exchange.energyCalls(),
            1e-9 * (middle - begin)),
        Run.of(plain, plain.warmupCalls() + plain.energyCalls(), 1e-9 * (end - middle)),
        least,
        exchange.roundTrips(),
        EnergyHistograms.of(exchange.target(), plain, BINS));
  }
}

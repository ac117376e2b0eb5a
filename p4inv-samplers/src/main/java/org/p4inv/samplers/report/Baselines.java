package org.p4inv.samplers.report;

import static org.p4inv.core.kernel.Tile.LANES;

import org.p4inv.core.parallel.Workers;
import org.p4inv.samplers.chain.ChainSamples;
import org.p4inv.samplers.chain.ChainSettings;
import org.p4inv.samplers.chain.MarkovChains;
import org.p4inv.samplers.chain.MarkovKernel;
import org.p4inv.samplers.chain.StartPoints;
import org.p4inv.samplers.chain.kernel.Hmc;
import org.p4inv.samplers.chain.temper.ExchangeSamples;
import org.p4inv.samplers.chain.temper.Ladder;
import org.p4inv.samplers.chain.temper.ReplicaExchange;
import org.p4inv.samplers.energy.Energy;

/**
 * What samplers that need no training make of a number of energy calls: 64 chains, or 64 ladders,
 * that start from standard normal points as an untrained flow does, half of their moves being
 * warm-up.
 *
 * <p>The kernel is Hamiltonian Monte Carlo with 8 steps a move in the mean. The ladder has 4 + 2
 * sqrt(d) levels, at least 8, from beta = 1 to 0.02, adapted in the warm-up. Chains make at least
 * {@value #LEAST_MOVES} moves, also where that costs more than they were given; the calls counted
 * are those made.
 */
final class Baselines {
  private static final MarkovKernel KERNEL = Hmc.jittered(8);
  private static final int CALLS_A_MOVE = 8;
  private static final int LEAST_MOVES = 16;
  private static final int LEAST_LEVELS = 8;
  private static final double HOTTEST = 0.02;
  private static final double START = 1;

  private final Energy energy;
  private final ReportSettings settings;

  Baselines(Energy energy, ReportSettings settings) {
    this.energy = energy;
    this.settings = settings;
  }

  /**
   * What a baseline found.
   *
   * @param calls energy calls that were made
   * @param roundTrips of replicas between the ends of the ladder; 0 without one
   */
  record Run(Points points, long calls, long roundTrips) {}

  Run chains(Workers workers) {
    ChainSamples samples =
        new MarkovChains(energy, KERNEL, StartPoints.normal(START), settings(1)).run(workers);
    return new Run(points(samples), samples.warmupCalls() + samples.energyCalls(), 0);
  }

  Run exchange(Workers workers) {
    int levels = Math.max(LEAST_LEVELS, (int) (4 + 2 * Math.sqrt(energy.dimension())));
    ExchangeSamples samples =
        new ReplicaExchange(
                energy,
                KERNEL,
                Ladder.geometric(levels, HOTTEST),
                StartPoints.normal(START),
                settings(levels))
            .adaptive()
            .run(workers);
    return new Run(
        points(samples.target()),
        samples.warmupCalls() + samples.energyCalls(),
        samples.roundTrips());
  }

  /** Records about as many points as the flow gives; moves between them are left out. */
  private ChainSettings settings(int levels) {
    long affordable = settings.baselineCalls() / ((long) LANES * levels * CALLS_A_MOVE);
    int moves = (int) Math.min(Integer.MAX_VALUE, Math.max(LEAST_MOVES, affordable));
    int draws = Math.min(moves / 2, (settings.points() + LANES - 1) / LANES);
    int thinning = moves / 2 / draws;
    return ChainSettings.DEFAULT
        .withSeed(settings.seed())
        .withWarmup(moves - draws * thinning)
        .withDraws(draws)
        .withThinning(thinning);
  }

  private static Points points(ChainSamples samples) {
    return Points.ofEqual(samples.points(), samples.energies());
  }
}

package org.p4inv.samplers.chain.temper;

import static org.p4inv.core.kernel.Tile.LANES;

import org.p4inv.samplers.chain.ChainSamples;

/** What replica exchange returns. The arrays are the run's own. */
public final class ExchangeSamples {
  private final ChainSamples samples;
  private final Ladder[] ladders;
  private final double[] rates;
  private final long roundTrips;
  private final long warmupCalls;
  private final long energyCalls;

  ExchangeSamples(ChainSamples samples, Ladder[] ladders, Replicas[] replicas, long warmupCalls) {
    this.samples = samples;
    this.ladders = ladders;
    this.rates = new double[ladders[0].levels() - 1];
    this.warmupCalls = warmupCalls;
    for (int pair = 0; pair < rates.length; pair++) {
      double rejected = 0;
      long tried = 0;
      for (Replicas tile : replicas) {
        rejected += tile.rejected(pair);
        tried += tile.tried(pair);
      }
      rates[pair] = 1 - rejected / tried;
    }
    long trips = 0;
    long calls = 0;
    for (Replicas tile : replicas) {
      trips += tile.roundTrips();
      calls += tile.energyCalls();
    }
    this.roundTrips = trips;
    this.energyCalls = calls - warmupCalls;
  }

  /**
   * The points at the target level. Chain c is the target level of ladder c; the energy calls that
   * these samples tell of are those of that level alone.
   */
  public ChainSamples target() {
    return samples;
  }

  /** The ladder that a chain had after the warm-up; that of all chains of its tile. */
  public Ladder ladder(int chain) {
    return ladders[chain / LANES];
  }

  /**
   * The exchange probability of each pair of neighbours, length L - 1, mean over ladders and rounds
   * after the warm-up; NaN where one round did not come to a pair.
   */
  public double[] exchangeRates() {
    return rates;
  }

  /**
   * How often, after the warm-up, a replica went from the target to the hottest level and came
   * back, summed over all ladders.
   */
  public long roundTrips() {
    return roundTrips;
  }

  /** The points at which the energy was evaluated at the start and in the warm-up, all levels. */
  public long warmupCalls() {
    return warmupCalls;
  }

  /** The points at which the energy was evaluated after the warm-up, all levels. */
  public long energyCalls() {
    return energyCalls;
  }
}

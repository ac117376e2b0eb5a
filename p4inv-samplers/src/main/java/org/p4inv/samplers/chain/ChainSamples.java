package org.p4inv.samplers.chain;

import static org.p4inv.core.kernel.Tile.LANES;

import org.p4inv.samplers.chain.diagnose.Diagnostics;
import org.p4inv.samplers.chain.diagnose.Series;

/** Points that Markov chains visited, with what the run cost. The arrays are the run's own. */
public final class ChainSamples {
  private final int dimension;
  private final int chains;
  private final float[] points;
  private final double[] energies;
  private final double acceptance;
  private final long warmupCalls;
  private final long energyCalls;
  private final Tuning[] tunings;

  ChainSamples(
      int dimension,
      int chains,
      float[] points,
      double[] energies,
      double acceptance,
      long warmupCalls,
      long energyCalls,
      Tuning[] tunings) {
    this.dimension = dimension;
    this.chains = chains;
    this.points = points;
    this.energies = energies;
    this.acceptance = acceptance;
    this.warmupCalls = warmupCalls;
    this.energyCalls = energyCalls;
    this.tunings = tunings;
  }

  /** The dimension d. */
  public int dimension() {
    return dimension;
  }

  /** The number of chains, a multiple of 64. */
  public int chains() {
    return chains;
  }

  /** The points recorded of each chain. */
  public int draws() {
    return energies.length / chains;
  }

  /** The points, {@code [draws x chains x d]}, row-major. */
  public float[] points() {
    return points;
  }

  /** u at the points, {@code [draws x chains]}. */
  public double[] energies() {
    return energies;
  }

  /** The acceptance probability, mean over all chains and all moves after the warm-up. */
  public double meanAcceptance() {
    return acceptance;
  }

  /** The points at which the energy was evaluated at the start and in the warm-up. */
  public long warmupCalls() {
    return warmupCalls;
  }

  /** The points at which the energy was evaluated after the warm-up. */
  public long energyCalls() {
    return energyCalls;
  }

  /** The tuning that a chain had after the warm-up; that of all chains of its tile. */
  public Tuning tuning(int chain) {
    return tunings[chain / LANES];
  }

  /**
   * Examines how well the chains have mixed in one coordinate.
   *
   * @param coordinate 0 to d - 1
   * @throws IllegalArgumentException if fewer than four draws were recorded
   */
  public Diagnostics diagnose(int coordinate) {
    if (coordinate < 0 || coordinate >= dimension) {
      throw new IllegalArgumentException(
          "`coordinate` must be in 0 to d - 1 = " + (dimension - 1) + ", got " + coordinate);
    }
    double[] values = new double[energies.length];
    for (int i = 0; i < values.length; i++) {
      values[i] = points[i * dimension + coordinate];
    }
    return Diagnostics.of(new Series(values, chains));
  }

  /** Examines how well the chains have mixed in the energy. */
  public Diagnostics diagnoseEnergy() {
    return Diagnostics.of(new Series(energies.clone(), chains));
  }
}

package org.p4inv.samplers.report;

import static org.p4inv.core.kernel.Tile.LANES;

import java.util.Arrays;
import org.p4inv.core.kernel.Tile;
import org.p4inv.core.parallel.Workers;
import org.p4inv.core.random.Domain;
import org.p4inv.core.random.RandomStream;
import org.p4inv.samplers.energy.Energy;
import org.p4inv.samplers.energy.ExactSampler;

/**
 * Points with their energies and weights.
 *
 * @param rows {@code [n x d]}, row-major
 * @param energies u at each
 * @param weights of each, at least 0, in a unit of their own
 */
record Points(float[] rows, double[] energies, double[] weights) {

  /** Evaluates the energy at points of equal weight. */
  static Points of(Energy energy, float[] rows, Workers workers) {
    int d = energy.dimension();
    int n = rows.length / d;
    double[] energies = new double[n];
    workers.run(
        Tile.count(n),
        (tile, worker) -> {
          float[] x = new float[d * LANES];
          double[] u = new double[LANES];
          int lanes = Tile.lanes(n, tile);
          Tile.load(rows, tile * LANES, lanes, d, x);
          energy.evaluate(x, u, new float[d * LANES]);
          System.arraycopy(u, 0, energies, tile * LANES, lanes);
        });
    return ofEqual(rows, energies);
  }

  /** Points of equal weight. */
  static Points ofEqual(float[] rows, double[] energies) {
    double[] weights = new double[energies.length];
    Arrays.fill(weights, 1);
    return new Points(rows, energies, weights);
  }

  /** Exact points of the target; sets of different numbers are independent. */
  static Points exact(Energy energy, ExactSampler sampler, int n, long seed, int set) {
    RandomStream random = new RandomStream(seed, Domain.TARGET);
    random.restart(Domain.TARGET, set, 0);
    float[] rows = new float[n * energy.dimension()];
    sampler.sample(random, rows, n);
    return of(energy, rows, Workers.serial());
  }

  /** The same points with other weights; a log-weight that is NaN or +infinity is a weight of 0. */
  Points weighted(double[] logWeights) {
    double greatest = Double.NEGATIVE_INFINITY;
    for (double logWeight : logWeights) {
      greatest = isBroken(logWeight) ? greatest : Math.max(greatest, logWeight);
    }
    double[] changed = new double[logWeights.length];
    for (int i = 0; i < changed.length; i++) {
      boolean none = isBroken(logWeights[i]) || logWeights[i] == Double.NEGATIVE_INFINITY;
      changed[i] = none ? 0 : StrictMath.exp(logWeights[i] - greatest);
    }
    return new Points(rows, energies, changed);
  }

  private static boolean isBroken(double logWeight) {
    return Double.isNaN(logWeight) || logWeight == Double.POSITIVE_INFINITY;
  }

  int count() {
    return energies.length;
  }

  int dimension() {
    return rows.length / count();
  }

  double totalWeight() {
    double sum = 0;
    for (double weight : weights) {
      sum += weight;
    }
    return sum;
  }

  /** The weighted mean of u; NaN where all weights are zero. */
  double meanEnergy() {
    double sum = 0;
    for (int i = 0; i < energies.length; i++) {
      sum += weights[i] > 0 ? weights[i] * energies[i] : 0;
    }
    return sum / totalWeight();
  }

  /**
   * m points of equal weight that stand for these: those at (i + 1/2) / m of the running sum of the
   * weights, i = 0 to m - 1. A point of great weight comes more than once.
   *
   * @return {@code [m x d]}, of length 0 where all weights are zero
   */
  float[] standIns(int m) {
    double step = totalWeight() / m;
    if (step == 0) {
      return new float[0];
    }
    int d = dimension();
    float[] chosen = new float[m * d];
    int at = 0;
    double below = 0;
    for (int i = 0; i < m; i++) {
      while (at < count() - 1 && below + weights[at] <= (i + 0.5) * step) {
        below += weights[at++];
      }
      System.arraycopy(rows, at * d, chosen, i * d, d);
    }
    return chosen;
  }
}

package org.p4inv.samplers.estimate;

import java.util.Arrays;
import org.p4inv.samplers.math.LogSum;

/** The samples that {@link Mbar} uses: energies row by row, broken ones left out. */
final class MbarSamples {
  final int states;

  /** N_k of the samples used. */
  final int[] counts;

  /** The place of each sample used among those drawn. */
  final int[] origin;

  final int drawn;
  final int setAside;

  /** u_k(x_n) at n * states + k; finite or +infinity. */
  private final double[] u;

  private final double[] logCounts;

  private MbarSamples(int[] counts, int[] origin, int drawn, int setAside, double[] u) {
    this.states = counts.length;
    this.counts = counts;
    this.origin = origin;
    this.drawn = drawn;
    this.setAside = setAside;
    this.u = u;
    this.logCounts = new double[states];
    for (int k = 0; k < states; k++) {
      logCounts[k] = StrictMath.log(counts[k]);
    }
  }

  static MbarSamples of(double[][] energies, int[] drawnCounts) {
    int states = drawnCounts.length;
    int drawn = checkedSum(energies, drawnCounts);
    int[] counts = new int[states];
    int[] origin = new int[drawn];
    double[] u = new double[drawn * states];
    int used = 0;
    int setAside = 0;
    int n = 0;
    for (int own = 0; own < states; own++) {
      for (int i = 0; i < drawnCounts[own]; i++, n++) {
        boolean broken = !Double.isFinite(energies[own][n]);
        boolean whole = !broken;
        for (int k = 0; k < states && !broken; k++) {
          double value = energies[k][n];
          boolean legal = Double.isFinite(value) || value == Double.POSITIVE_INFINITY;
          whole &= legal;
          u[used * states + k] = legal ? value : Double.POSITIVE_INFINITY;
        }
        setAside += whole ? 0 : 1;
        if (!broken) {
          origin[used++] = n;
          counts[own]++;
        }
      }
    }
    return new MbarSamples(
        counts, Arrays.copyOf(origin, used), drawn, setAside, Arrays.copyOf(u, used * states));
  }

  private static int checkedSum(double[][] energies, int[] counts) {
    if (energies.length != counts.length) {
      throw new IllegalArgumentException(
          "`energies` must have K = " + counts.length + " rows, got " + energies.length);
    }
    int sum = 0;
    for (int k = 0; k < counts.length; k++) {
      if (counts[k] < 0) {
        throw new IllegalArgumentException(
            "`counts[" + k + "]` must be at least 0, got " + counts[k]);
      }
      sum += counts[k];
    }
    if (sum == 0) {
      throw new IllegalArgumentException("`counts` must have a sum of at least 1, got 0");
    }
    for (int k = 0; k < energies.length; k++) {
      if (energies[k].length != sum) {
        throw new IllegalArgumentException(
            "`energies[" + k + "]` must have length N = " + sum + ", got " + energies[k].length);
      }
    }
    return sum;
  }

  /** The number of samples used. */
  int count() {
    return origin.length;
  }

  double energy(int sample, int state) {
    return u[sample * states + state];
  }

  /** ln of sum over k of N_k e^(f_k - u_k(x_n)) for each sample; finite, by its own density. */
  double[] logMixture(double[] free) {
    double[] result = new double[count()];
    for (int n = 0; n < result.length; n++) {
      LogSum sum = new LogSum();
      for (int k = 0; k < states; k++) {
        if (counts[k] > 0) {
          sum.add(logCounts[k] + free[k] - energy(n, k));
        }
      }
      result[n] = sum.log();
    }
    return result;
  }

  /** W: e^(f_i - u_i(x_n)) / mixture, row n of K numbers for each sample. */
  double[] weights(double[] free, double[] logMixture) {
    double[] weights = new double[u.length];
    for (int n = 0; n < logMixture.length; n++) {
      for (int i = 0; i < states; i++) {
        double u = energy(n, i);
        boolean none = u == Double.POSITIVE_INFINITY;
        weights[n * states + i] = none ? 0 : StrictMath.exp(free[i] - u - logMixture[n]);
      }
    }
    return weights;
  }

  /** The free energies that a mixture gives: -ln of sum over n of e^-u_i(x_n) / mixture. */
  double[] free(double[] logMixture) {
    double[] free = new double[states];
    for (int i = 0; i < states; i++) {
      LogSum sum = new LogSum();
      for (int n = 0; n < logMixture.length; n++) {
        sum.add(-energy(n, i) - logMixture[n]);
      }
      free[i] = -sum.log();
    }
    return free;
  }
}

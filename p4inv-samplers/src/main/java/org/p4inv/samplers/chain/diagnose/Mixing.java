package org.p4inv.samplers.chain.diagnose;

/**
 * Variances within and between m chains of n draws, and what follows from them.
 *
 * <p>W is the mean of the variances of the chains, B / n the variance of their means, and V = (n -
 * 1) / n W + B / n estimates the variance of the target, from above while chains have not met.
 * R-hat is sqrt(V / W). The autocorrelation at lag t is rho_t = 1 - (W - C_t) / V, C_t being the
 * mean over the chains of the autocovariance (sums divided by n), and the autocorrelation time is
 *
 * <pre>
 *   tau = -1 + 2 (P_0 + P_1 + ... + P_k),  P_i = rho_2i + rho_2i+1,
 * </pre>
 *
 * <p>with the initial monotone sequence of Geyer: up to the last P that is positive, each P no
 * greater than those before. The effective sample size is m n / tau, at most m n log10(m n), as in
 * Stan. Cost: m n tau multiply-adds.
 *
 * <p>The means of the chains are subtracted, and sums of n - t products divided by n; so, where the
 * chains are in equilibrium, the mean of what is seen is rho_t (1 - t / n) + tau t / n^2 instead of
 * rho_t. With many chains nothing hides the second term: it stays positive, and adds up to 4 tau^2
 * / n to tau. Chains that are short, of tau = n / 10, claim errors up to a fifth too large, not too
 * small. Sources: Geyer, Practical Markov chain Monte Carlo, 1992, section 3.3; Vehtari et al.,
 * arXiv 1903.08008, sections 3.1 and 3.2.
 */
final class Mixing {
  private final Series series;
  private final double[] means;
  private final double within;
  private final double total;

  Mixing(Series series) {
    this.series = series;
    this.means = series.means();
    int n = series.draws();
    this.within = covariance(0) * n / (n - 1);
    this.total = within * (n - 1) / n + varianceOfMeans();
  }

  private double varianceOfMeans() {
    if (means.length == 1) {
      return 0;
    }
    double mean = 0;
    for (double each : means) {
      mean += each / means.length;
    }
    double sum = 0;
    for (double each : means) {
      sum += (each - mean) * (each - mean);
    }
    return sum / (means.length - 1);
  }

  /** C_t. */
  private double covariance(int lag) {
    double[] values = series.values();
    int chains = series.chains();
    double sum = 0;
    for (int first = 0; first + (lag + 1) * chains <= values.length; first += chains) {
      int second = first + lag * chains;
      for (int chain = 0; chain < chains; chain++) {
        sum += (values[first + chain] - means[chain]) * (values[second + chain] - means[chain]);
      }
    }
    return sum / values.length;
  }

  /** V. */
  double variance() {
    return total;
  }

  /** R-hat; NaN where all numbers are equal. */
  double rHat() {
    return Math.sqrt(total / within);
  }

  /** tau; NaN where all numbers are equal. */
  double autocorrelationTime() {
    if (!(total > 0)) {
      return Double.NaN;
    }
    double sum = 0;
    double least = Double.POSITIVE_INFINITY;
    for (int lag = 0; lag + 1 < series.draws(); lag += 2) {
      double pair = correlation(lag) + correlation(lag + 1);
      if (!(pair > 0)) {
        break;
      }
      least = Math.min(least, pair);
      sum += least;
    }
    return Math.max(2 * sum - 1, 1 / StrictMath.log10(series.values().length));
  }

  private double correlation(int lag) {
    return lag == 0 ? 1 : 1 - (within - covariance(lag)) / total;
  }

  /** m n / tau. */
  double effectiveSize() {
    return series.values().length / autocorrelationTime();
  }
}

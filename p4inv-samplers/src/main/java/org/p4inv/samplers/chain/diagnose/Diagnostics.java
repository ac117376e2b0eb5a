package org.p4inv.samplers.chain.diagnose;

/**
 * What chains tell of the mean of one number, and whether to believe them.
 *
 * <p>R-hat and the effective sample sizes of bulk and tail are those of Vehtari, Gelman, Simpson,
 * Carpenter and Buerkner, arXiv 1903.08008, section 4: of chains split in halves; R-hat is the
 * greater of those of the rank-normalised numbers and of their rank-normalised distances from the
 * median; the bulk is of rank-normalised numbers, the tail the lesser of those of the shares below
 * the 5% and the 95% quantile. They exist where variances do not. Chains are to be believed with
 * R-hat below 1.01 and sizes above 100 a chain for a handful of chains, or 400 in all. All are NaN
 * where the numbers are all equal or not all finite.
 *
 * @param mean of all numbers
 * @param standardDeviation of the target, from the variances within and between chains
 * @param standardError Monte Carlo standard error of the mean: standard deviation / sqrt(m n / tau)
 * @param autocorrelationTime tau, in draws: 1 for independent ones
 * @param bulkSize effective sample size of the bulk
 * @param tailSize effective sample size of the tails
 * @param rHat 1 for chains that have mixed
 */
public record Diagnostics(
    double mean,
    double standardDeviation,
    double standardError,
    double autocorrelationTime,
    double bulkSize,
    double tailSize,
    double rHat) {

  private static final double TAIL = 0.05;

  /** Examines a series. */
  public static Diagnostics of(Series series) {
    double mean = 0;
    for (double value : series.values()) {
      if (!Double.isFinite(value)) {
        return new Diagnostics(
            Double.NaN, Double.NaN, Double.NaN, Double.NaN, Double.NaN, Double.NaN, Double.NaN);
      }
      mean += value / series.values().length;
    }
    Series split = series.split();
    Ranks ranks = new Ranks(split);
    Mixing plain = new Mixing(split);
    Mixing bulk = new Mixing(ranks.scores());
    Mixing folded = new Mixing(new Ranks(split.folded(ranks.quantile(0.5))).scores());
    double deviation = Math.sqrt(plain.variance());
    return new Diagnostics(
        mean,
        deviation,
        deviation / Math.sqrt(plain.effectiveSize()),
        plain.autocorrelationTime(),
        bulk.effectiveSize(),
        Math.min(share(split, ranks.quantile(TAIL)), share(split, ranks.quantile(1 - TAIL))),
        Math.max(bulk.rHat(), folded.rHat()));
  }

  private static double share(Series series, double bound) {
    return new Mixing(series.atMost(bound)).effectiveSize();
  }
}

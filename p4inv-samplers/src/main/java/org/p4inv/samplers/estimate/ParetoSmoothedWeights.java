package org.p4inv.samplers.estimate;

import java.util.Arrays;
import java.util.Comparator;
import java.util.Locale;
import java.util.Optional;

/**
 * Importance weights whose greatest are replaced by expected order statistics of a generalised
 * Pareto distribution that is fitted to them, and the shape k of that tail.
 *
 * <p>Of n samples the M = ceil(min(n / 5, 3 sqrt(n))) greatest weights are the tail, and the
 * greatest weight below is its start c. The exceedances w - c are fitted ({@link
 * GeneralizedPareto}); the weight with rank z = 1 to M becomes c + F^-1((z - 1/2) / M), at most the
 * greatest raw weight. This trades the variance that single enormous weights cause for a small
 * bias. k, drawn towards 1/2 as if ten more tail samples said so, tells how far to trust it:
 * moments of the weights of order 1/k and above do not exist, and above {@link #threshold} errors
 * shrink too slowly with n to be relied on, smoothed or not. Source: Vehtari, Simpson, Gelman, Yao
 * and Gabry, Pareto smoothed importance sampling, JMLR 25, 2024.
 *
 * <p>As with {@link ImportanceWeights}, a log-weight of -infinity is a weight of zero, and one that
 * is NaN or +infinity is set aside. What no sample visits, k does not know of.
 */
public final class ParetoSmoothedWeights {
  private static final int LEAST_TAIL = 5;
  private static final double PRIOR_SAMPLES = 10;
  private static final double PRIOR_SHAPE = 0.5;
  private static final double GREATEST_THRESHOLD = 0.7;

  private final double[] logWeights;
  private final double k;

  private ParetoSmoothedWeights(double[] logWeights, double k) {
    this.logWeights = logWeights;
    this.k = k;
  }

  /**
   * Smooths log-weights. Cost: a sort of n numbers, and a fit of 3 n logarithms at most.
   *
   * @param logWeights log w of each sample, at least one. Not modified.
   */
  public static ParetoSmoothedWeights of(double[] logWeights) {
    int n = logWeights.length;
    ImportanceWeights raw = ImportanceWeights.of(logWeights);
    int tail = (int) Math.ceil(Math.min(0.2 * n, 3 * Math.sqrt(n)));
    Integer[] order = new Integer[n];
    Arrays.setAll(order, i -> i);
    Arrays.sort(order, Comparator.comparingDouble(raw::logWeight));
    double greatest = raw.logWeight(order[n - 1]);
    if (tail < LEAST_TAIL || greatest == Double.NEGATIVE_INFINITY) {
      return new ParetoSmoothedWeights(logWeights.clone(), Double.NaN);
    }
    double start = StrictMath.exp(raw.logWeight(order[n - 1 - tail]) - greatest);
    double[] x = new double[tail];
    for (int i = 0; i < tail; i++) {
      x[i] = StrictMath.exp(raw.logWeight(order[n - tail + i]) - greatest) - start;
    }
    int ties = 0;
    while (ties < tail && x[ties] <= 0) {
      ties++;
    }
    if (tail - ties < LEAST_TAIL) {
      double shape = ties == tail ? Double.NEGATIVE_INFINITY : Double.NaN;
      return new ParetoSmoothedWeights(logWeights.clone(), shape);
    }
    GeneralizedPareto fit = GeneralizedPareto.fit(Arrays.copyOfRange(x, ties, tail));
    int used = tail - ties;
    double k = (used * fit.k() + PRIOR_SAMPLES * PRIOR_SHAPE) / (used + PRIOR_SAMPLES);
    GeneralizedPareto pareto = new GeneralizedPareto(k, fit.sigma());
    double[] smoothed = logWeights.clone();
    for (int rank = 0; rank < used; rank++) {
      double w = start + pareto.quantile((rank + 0.5) / used);
      smoothed[order[n - used + rank]] = greatest + Math.min(0, StrictMath.log(w));
    }
    return new ParetoSmoothedWeights(smoothed, k);
  }

  /**
   * The shape of the tail; NaN where it is not determined (fewer than 5 tail weights differ from
   * the start, as with fewer than 21 samples), -infinity where they are all alike: there is no
   * tail.
   */
  public double k() {
    return k;
  }

  /**
   * The k above which the weights are not to be relied on: min(1 - 1 / log10(n), 0.7). With fewer
   * than about 2000 samples it is the first, which says how many samples a given k needs.
   */
  public double threshold() {
    return Math.min(1 - 1 / StrictMath.log10(logWeights.length), GREATEST_THRESHOLD);
  }

  /** The log-weights with their smoothed tail, in the order given; the array is the caller's. */
  public double[] logWeights() {
    return logWeights.clone();
  }

  /** The smoothed weights, for the estimates they are good for. */
  public ImportanceWeights weights() {
    return ImportanceWeights.of(logWeights);
  }

  /** What is to be said against the weights; empty where k is at most the threshold. */
  public Optional<String> warning() {
    int n = logWeights.length;
    if (Double.isNaN(k)) {
      return Optional.of(
          "Pareto k is not determined: too few of " + n + " weights are in the tail");
    }
    if (k <= threshold()) {
      return Optional.empty();
    }
    String above = String.format(Locale.ROOT, "Pareto k = %.2f is above %.2f", k, threshold());
    if (k >= 1) {
      return Optional.of(above + ": the mean of the weights may not exist, no estimate holds");
    }
    if (k > GREATEST_THRESHOLD) {
      return Optional.of(above + ": errors shrink too slowly with more samples to be relied on");
    }
    long enough = (long) Math.ceil(StrictMath.pow(10, 1 / (1 - k)));
    return Optional.of(above + ": " + n + " samples are too few, about " + enough + " are needed");
  }
}

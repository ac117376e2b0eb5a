package org.p4inv.samplers.estimate;

/**
 * The logarithm of a mean of weights that are given by their logarithms, with its error bar.
 *
 * <p>With m the mean and s the standard deviation (divisor n - 1) of n independent weights, ln m
 * has the standard error s / (m sqrt(n)): the delta method, to first order in s / (m sqrt(n)).
 * Weights are taken relative to the greatest, so that none overflows.
 */
final class LogMean {
  private LogMean() {}

  /**
   * ln of the mean of n weights.
   *
   * @param scaled weights divided by e^shift, in 0 to 1. Not modified.
   * @return -infinity with error NaN if all weights are zero; error NaN if there is one weight
   */
  static Estimate of(double[] scaled, double shift) {
    int n = scaled.length;
    double mean = sum(scaled) / n;
    if (mean == 0) {
      return new Estimate(Double.NEGATIVE_INFINITY, Double.NaN);
    }
    double squares = 0;
    for (double w : scaled) {
      squares += (w - mean) * (w - mean);
    }
    double error = Math.sqrt(squares / (n - 1) / n) / mean;
    return new Estimate(shift + StrictMath.log(mean), error);
  }

  /** The sum of numbers, in their order. */
  static double sum(double[] numbers) {
    double sum = 0;
    for (double number : numbers) {
      sum += number;
    }
    return sum;
  }
}

package org.p4inv.samplers.report;

import org.p4inv.samplers.estimate.Estimate;

/** Plain means and their spread. */
final class Average {
  private Average() {}

  /** NaN of no numbers. */
  static double mean(double[] values) {
    double sum = 0;
    for (double value : values) {
      sum += value;
    }
    return sum / values.length;
  }

  /** The standard deviation, with the divisor n - 1. */
  static double deviation(double[] values) {
    double mean = mean(values);
    double squares = 0;
    for (double value : values) {
      squares += (value - mean) * (value - mean);
    }
    return Math.sqrt(squares / (values.length - 1));
  }

  /** The mean of independent numbers, with its standard error. */
  static Estimate of(double[] values) {
    return new Estimate(mean(values), deviation(values) / Math.sqrt(values.length));
  }
}

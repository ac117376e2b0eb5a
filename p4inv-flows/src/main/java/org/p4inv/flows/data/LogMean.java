package org.p4inv.flows.data;

/** The logarithm of a mean of exponentials, none of which is too large or too small. */
final class LogMean {
  private LogMean() {}

  /** ln(mean of exp(terms)), taken relative to the greatest term. */
  static double of(double[] terms) {
    double greatest = Double.NEGATIVE_INFINITY;
    for (double term : terms) {
      greatest = Math.max(greatest, term);
    }
    double sum = 0;
    for (double term : terms) {
      sum += StrictMath.exp(term - greatest);
    }
    return greatest + StrictMath.log(sum / terms.length);
  }
}

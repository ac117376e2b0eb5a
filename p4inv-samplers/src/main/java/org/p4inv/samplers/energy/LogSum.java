package org.p4inv.samplers.energy;

/** A running ln(sum of e^t), kept relative to its greatest term. */
final class LogSum {
  private double max = Double.NEGATIVE_INFINITY;
  private double sum;

  void add(double term) {
    if (term > max) {
      sum = sum * StrictMath.exp(max - term) + 1;
      max = term;
    } else if (term != Double.NEGATIVE_INFINITY) {
      sum += StrictMath.exp(term - max);
    }
  }

  /** The greatest term, -infinity before the first. */
  double max() {
    return max;
  }

  double log() {
    return max + StrictMath.log(sum);
  }
}

package org.p4inv.samplers.math;

/** A running ln(sum of e^t), kept relative to its greatest term. */
public final class LogSum {
  private double max = Double.NEGATIVE_INFINITY;
  private double sum;

  public void add(double term) {
    if (term > max) {
      sum = sum * StrictMath.exp(max - term) + 1;
      max = term;
    } else if (term != Double.NEGATIVE_INFINITY) {
      sum += StrictMath.exp(term - max);
    }
  }

  /** The greatest term, -infinity before the first. */
  public double max() {
    return max;
  }

  public double log() {
    return max + StrictMath.log(sum);
  }
}

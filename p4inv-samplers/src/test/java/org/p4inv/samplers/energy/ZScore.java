package org.p4inv.samplers.energy;

/** The mean of independent numbers in units of its standard error. */
public final class ZScore {
  private int n;
  private double sum;
  private double squares;

  public void add(double value) {
    n++;
    sum += value;
    squares += value * value;
  }

  /** 0 where all numbers are 0. */
  public double value() {
    if (squares == 0) {
      return 0;
    }
    double mean = sum / n;
    double variance = (squares / n - mean * mean) * n / (n - 1);
    return mean / Math.sqrt(variance / n);
  }
}

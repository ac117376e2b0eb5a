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

  public double value() {
    double mean = sum / n;
    double variance = (squares / n - mean * mean) * n / (n - 1);
    return mean / Math.sqrt(variance / n);
  }
}

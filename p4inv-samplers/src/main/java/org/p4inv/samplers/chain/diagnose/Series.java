package org.p4inv.samplers.chain.diagnose;

import java.util.Arrays;

/**
 * One number along each of several chains.
 *
 * @param values {@code [draws x chains]}, row-major; the record's own from here on
 * @param chains at least 1
 */
public record Series(double[] values, int chains) {
  private static final int LEAST_DRAWS = 4;

  /** Checks the shape. */
  public Series {
    if (chains < 1 || values.length % chains != 0 || values.length / chains < LEAST_DRAWS) {
      throw new IllegalArgumentException(
          "`values` must be [draws x chains] of at least 4 draws and 1 chain, got "
              + values.length
              + " numbers of "
              + chains
              + " chains");
    }
  }

  /** The numbers of each chain. */
  public int draws() {
    return values.length / chains;
  }

  /** Half a chain for each chain: the first halves, then the second ones; a middle one is lost. */
  Series split() {
    int half = draws() / 2;
    double[] halves = new double[2 * half * chains];
    for (int draw = 0; draw < half; draw++) {
      int second = draw + draws() - half;
      System.arraycopy(values, draw * chains, halves, 2 * draw * chains, chains);
      System.arraycopy(values, second * chains, halves, (2 * draw + 1) * chains, chains);
    }
    return new Series(halves, 2 * chains);
  }

  /** 1 where a number is at most {@code bound}, else 0. */
  Series atMost(double bound) {
    return new Series(Arrays.stream(values).map(x -> x <= bound ? 1 : 0).toArray(), chains);
  }

  /** The distance of each number from {@code middle}. */
  Series folded(double middle) {
    return new Series(Arrays.stream(values).map(x -> Math.abs(x - middle)).toArray(), chains);
  }

  /** The mean of each chain. */
  double[] means() {
    double[] means = new double[chains];
    for (int i = 0; i < values.length; i++) {
      means[i % chains] += values[i];
    }
    for (int chain = 0; chain < chains; chain++) {
      means[chain] /= draws();
    }
    return means;
  }
}

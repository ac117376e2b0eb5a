package org.p4inv.samplers.chain.temper;

import java.util.Arrays;

/**
 * The inverse temperatures of replica exchange: 1 = beta_1 > beta_2 > ... > beta_L > 0. Immutable.
 *
 * <p>A ladder of one level is a plain chain.
 */
public final class Ladder {
  private static final double LEAST = 1e-6;

  private final double[] betas;

  private Ladder(double[] betas) {
    this.betas = betas;
  }

  /**
   * Given inverse temperatures.
   *
   * @param betas at least one, the first 1, falling, all at least 1e-6. Not modified.
   */
  public static Ladder of(double... betas) {
    if (betas.length == 0 || betas[0] != 1) {
      throw new IllegalArgumentException(
          "`betas` must be at least one and begin with 1, got " + Arrays.toString(betas));
    }
    for (int i = 1; i < betas.length; i++) {
      if (!(betas[i] < betas[i - 1] && betas[i] >= LEAST)) {
        throw new IllegalArgumentException(
            "`betas` must fall and be at least 1e-6, got " + betas[i] + " after " + betas[i - 1]);
      }
    }
    return new Ladder(betas.clone());
  }

  /**
   * Equal ratios between neighbours.
   *
   * @param levels at least 2
   * @param hottest the last inverse temperature, at least 1e-6 and below 1
   */
  public static Ladder geometric(int levels, double hottest) {
    if (levels < 2) {
      throw new IllegalArgumentException("`levels` must be at least 2, got " + levels);
    }
    if (!(hottest >= LEAST && hottest < 1)) {
      throw new IllegalArgumentException(
          "`hottest` must be at least 1e-6 and below 1, got " + hottest);
    }
    double[] betas = new double[levels];
    for (int i = 0; i < levels; i++) {
      betas[i] = StrictMath.pow(hottest, i / (levels - 1.0));
    }
    return of(betas);
  }

  /** The number of levels L. */
  public int levels() {
    return betas.length;
  }

  /** The inverse temperature of a level, 0 (beta = 1) to L - 1. */
  public double beta(int level) {
    return betas[level];
  }

  /** All inverse temperatures, a copy. */
  public double[] betas() {
    return betas.clone();
  }

  /**
   * The ladder with the same ends whose neighbours would exchange at equal rates.
   *
   * <p>The rejections summed along the ladder estimate the communication barrier Lambda(beta), a
   * function of beta that does not depend on the ladder as long as neighbours are near; it is taken
   * as linear in ln beta between the levels, and cut into equal parts. Where rates are far from
   * equal, once is not enough. Source: Syed, Bouchard-Cote, Deligiannidis and Doucet,
   * Non-reversible parallel tempering: a scalable highly parallel MCMC scheme, JRSS B 84, 2022,
   * arXiv 1905.02939.
   *
   * @param rejection mean rejection probability of each of the L - 1 pairs, 0 to 1. Not modified.
   */
  public Ladder adapted(double[] rejection) {
    int pairs = betas.length - 1;
    if (rejection.length != pairs) {
      throw new IllegalArgumentException(
          "`rejection` must have length L - 1 = " + pairs + ", got " + rejection.length);
    }
    double[] barrier = new double[betas.length];
    for (int i = 0; i < pairs; i++) {
      // A pair that never rejects still keeps its levels apart.
      barrier[i + 1] = barrier[i] + Math.max(rejection[i], 1e-6);
    }
    double[] cut = betas.clone();
    int at = 0;
    for (int i = 1; i < pairs; i++) {
      double goal = barrier[pairs] * i / pairs;
      while (barrier[at + 1] < goal) {
        at++;
      }
      double part = (goal - barrier[at]) / (barrier[at + 1] - barrier[at]);
      double ratio = StrictMath.log(betas[at + 1] / betas[at]);
      cut[i] = betas[at] * StrictMath.exp(part * ratio);
    }
    return of(cut);
  }

  @Override
  public String toString() {
    return Arrays.toString(betas);
  }
}

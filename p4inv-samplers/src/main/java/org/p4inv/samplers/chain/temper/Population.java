package org.p4inv.samplers.chain.temper;

import static org.p4inv.core.kernel.Tile.LANES;

import java.util.Arrays;
import org.p4inv.samplers.math.LogSum;

/**
 * Particles with normalised weights W, of which some are copies of others.
 *
 * <p>For one thread, while no tile is moved.
 */
final class Population {
  private static final int HALVINGS = 30;

  private final Particles[] tiles;
  private final double[] logWeights;

  /** The particle at the start that each descends from. */
  private final int[] eve;

  private final int[] copies;

  /** Equal weights. */
  Population(Particles[] tiles) {
    int n = tiles.length * LANES;
    this.tiles = tiles;
    this.logWeights = new double[n];
    this.eve = new int[n];
    this.copies = new int[n];
    Arrays.fill(logWeights, -StrictMath.log(n));
    Arrays.setAll(eve, i -> i);
  }

  /** The tiles of 64 that hold so many particles. */
  static int tiles(int particles) {
    if (particles < 1 || particles > Integer.MAX_VALUE - LANES) {
      throw new IllegalArgumentException(
          "`particles` must be at least 1 and below 2^31 - 64, got " + particles);
    }
    return (particles + LANES - 1) / LANES;
  }

  int size() {
    return logWeights.length;
  }

  /** ln W of a particle. */
  double logWeight(int i) {
    return logWeights[i];
  }

  /** ln of W times w = exp(step (u_0 - u_1)); a weight that is lost stays so. */
  private double weighed(int i, double step) {
    double old = logWeights[i];
    return old == Double.NEGATIVE_INFINITY ? old : old + tiles[i / LANES].gain(i % LANES, step);
  }

  /**
   * The conditional effective sample size of a step, as a fraction of what a step of no length
   * would leave: (sum W w)^2 / (sum W w^2), the sums over the particles that have a density under
   * the target. Source: Zhou, Johansen and Aston, Toward automatic model comparison: an adaptive
   * sequential Monte Carlo approach, arXiv 1303.3123, 2016.
   */
  private double conditionalEss(double step) {
    LogSum alive = new LogSum();
    LogSum first = new LogSum();
    LogSum second = new LogSum();
    for (int i = 0; i < size(); i++) {
      if (weighed(i, 1) > Double.NEGATIVE_INFINITY) {
        double weighed = weighed(i, step);
        alive.add(logWeights[i]);
        first.add(weighed);
        second.add(2 * weighed - logWeights[i]);
      }
    }
    return StrictMath.exp(2 * first.log() - second.log() - alive.log());
  }

  /** The beta to go to: 1, or where the conditional effective sample size has fallen to a goal. */
  double next(double beta, double goal) {
    double from = beta;
    double to = 1;
    // NaN where no particle has a density under the target: weigh says so.
    if (!(conditionalEss(1 - beta) < goal)) {
      return 1;
    }
    for (int i = 0; i < HALVINGS; i++) {
      double middle = 0.5 * (from + to);
      if (conditionalEss(middle - beta) >= goal) {
        from = middle;
      } else {
        to = middle;
      }
    }
    return to;
  }

  /**
   * Multiplies weights by exp(step (u_0 - u_1)), normalises them, and returns ln(sum W w).
   *
   * @throws IllegalStateException if no particle has a density under the target
   */
  double weigh(double step) {
    LogSum sum = new LogSum();
    for (int i = 0; i < size(); i++) {
      logWeights[i] = weighed(i, step);
      sum.add(logWeights[i]);
    }
    double log = sum.log();
    if (log == Double.NEGATIVE_INFINITY) {
      throw new IllegalStateException("the target has no density at any particle");
    }
    for (int i = 0; i < size(); i++) {
      logWeights[i] -= log;
    }
    return log;
  }

  /** The effective sample size 1 / sum W^2, as a fraction. */
  double ess() {
    double squares = 0;
    for (double logWeight : logWeights) {
      squares += StrictMath.exp(2 * logWeight);
    }
    return 1 / (squares * size());
  }

  /**
   * Systematic resampling: particle i gets as many copies as there are points (k + uniform) / n in
   * its part of the sum of weights; all weights are equal after it. Those who survive stay where
   * they are. Source: Kitagawa, Monte Carlo filter and smoother for non-Gaussian nonlinear state
   * space models, 1996.
   */
  void resample(double uniform) {
    int n = size();
    double sum = 0;
    int taken = 0;
    for (int i = 0; i < n; i++) {
      sum += StrictMath.exp(logWeights[i]);
      int upTo = (int) Math.min(n, Math.max(0, Math.ceil(sum * n - uniform)));
      copies[i] = upTo - taken;
      taken = upTo;
    }
    // Rounding of the sum may have left the last point out.
    copies[heaviest()] += n - taken;
    int source = 0;
    for (int i = 0; i < n; i++) {
      if (copies[i] == 0) {
        while (copies[source] < 2) {
          source++;
        }
        copies[source]--;
        copies[i] = 1;
        eve[i] = eve[source];
        tiles[i / LANES].copy(i % LANES, tiles[source / LANES], source % LANES);
      }
    }
    Arrays.fill(logWeights, -StrictMath.log(n));
  }

  private int heaviest() {
    int heaviest = 0;
    for (int i = 1; i < size(); i++) {
      heaviest = logWeights[i] > logWeights[heaviest] ? i : heaviest;
    }
    return heaviest;
  }

  /**
   * The standard error of the estimate of log Z: the square root of (n sum over e of V_e^2 - 1) /
   * (n - 1), V_e being the weight of all that descend from particle e at the start. Without
   * resampling that is the standard error of a mean of independent weights. Resampling adds its own
   * noise to descent, up to about 1 / (4 n) of variance each time, so that the error is rather too
   * large. Source: Lee and Whiteley, Variance estimation in the particle filter, Biometrika 105,
   * 2018, arXiv 1509.00394, whose factor for multinomial resampling is left out.
   */
  double logZError() {
    double[] families = new double[size()];
    for (int i = 0; i < size(); i++) {
      families[eve[i]] += StrictMath.exp(logWeights[i]);
    }
    double squares = 0;
    for (double family : families) {
      squares += family * family;
    }
    return Math.sqrt(Math.max(0, (size() * squares - 1) / (size() - 1)));
  }

  /** Writes the standard deviations of the coordinates, where they are not 0. */
  void scales(float[] scale) {
    for (int j = 0; j < scale.length; j++) {
      double mean = 0;
      for (int i = 0; i < size(); i++) {
        mean += StrictMath.exp(logWeights[i]) * coordinate(i, j);
      }
      double variance = 0;
      for (int i = 0; i < size(); i++) {
        double away = coordinate(i, j) - mean;
        variance += StrictMath.exp(logWeights[i]) * away * away;
      }
      float deviation = (float) Math.sqrt(variance);
      scale[j] = deviation > 0 && deviation < Float.POSITIVE_INFINITY ? deviation : scale[j];
    }
  }

  private double coordinate(int i, int j) {
    return tiles[i / LANES].chains().x()[j * LANES + i % LANES];
  }

  /** The acceptance probability of the last move, mean over all particles. */
  double acceptance() {
    double sum = 0;
    for (Particles tile : tiles) {
      for (double acceptance : tile.chains().acceptance()) {
        sum += acceptance;
      }
    }
    return sum / size();
  }
}

package org.p4inv.samplers.chain;

import static org.p4inv.core.kernel.Tile.LANES;

import java.util.Arrays;

/**
 * The standard deviation of each coordinate over the points of all lanes and moves.
 *
 * <p>Welford's recursion with groups of 64: a group of mean m and sum of squared deviations s joins
 * n points of mean M and sum S by S + s + (m - M)^2 64 n / (64 + n). The variance of n points is
 * drawn to 0.001 with the weight of five points, as in Stan: sigma^2 = (n var + 5 * 0.001) / (n +
 * 5). Sources: Welford, Note on a method for calculating corrected sums of squares and products,
 * 1962; Chan, Golub and LeVeque, Updating formulae and a pairwise algorithm for computing sample
 * variances, 1979; Stan reference manual, Automatic parameter tuning.
 */
final class Scales {
  private static final double PRIOR_POINTS = 5;
  private static final double PRIOR_VARIANCE = 1e-3;

  private final double[] mean;
  private final double[] squares;
  private long points;

  Scales(int dimension) {
    mean = new double[dimension];
    squares = new double[dimension];
  }

  /** Forgets all points. */
  void restart() {
    Arrays.fill(mean, 0);
    Arrays.fill(squares, 0);
    points = 0;
  }

  /** Takes the 64 points of a tile. */
  void learn(float[] x) {
    double weight = (double) LANES / (points + LANES);
    for (int j = 0; j < mean.length; j++) {
      double sum = 0;
      for (int i = j * LANES; i < (j + 1) * LANES; i++) {
        sum += x[i];
      }
      double groupMean = sum / LANES;
      double groupSquares = 0;
      for (int i = j * LANES; i < (j + 1) * LANES; i++) {
        groupSquares += (x[i] - groupMean) * (x[i] - groupMean);
      }
      double away = groupMean - mean[j];
      mean[j] += weight * away;
      squares[j] += groupSquares + away * away * weight * points;
    }
    points += LANES;
  }

  /** Writes the scales, which are positive; needs points. */
  void write(float[] scale) {
    for (int j = 0; j < scale.length; j++) {
      double variance = squares[j] / (points - 1);
      double drawn = (points * variance + PRIOR_POINTS * PRIOR_VARIANCE) / (points + PRIOR_POINTS);
      scale[j] = (float) Math.sqrt(drawn);
    }
  }
}

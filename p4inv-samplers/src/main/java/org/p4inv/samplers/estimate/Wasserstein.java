package org.p4inv.samplers.estimate;

/**
 * The Wasserstein-2 distance of two sets of n points each, of equal weights: the root of the least
 * mean squared distance |x_i - y_s(i)|^2 over all assignments s of one set to the other.
 *
 * <p>Exact, in any dimension. It does not vanish for two independent sets of the same density: it
 * falls only as n^(-1/d) in d dimensions, so that a value means something beside that of exact
 * samples with the same n. Distances are Euclidean and in double precision.
 */
public final class Wasserstein {
  /** The most points of a set: the costs of 2000 points fill 32 MB. */
  public static final int MOST_POINTS = 2000;

  private Wasserstein() {}

  /**
   * W2 of two sets. Cost: O(n^3) at worst, O(n^2 d) for the distances.
   *
   * @param x {@code [n x d]}, row-major, finite; n in 1 to {@link #MOST_POINTS}. Not modified.
   * @param y {@code [n x d]}, row-major, finite. Not modified.
   */
  public static double w2(float[] x, float[] y, int d) {
    int n = PointSets.count(x, y, d);
    if (n > MOST_POINTS) {
      throw new IllegalArgumentException(
          "`x` must have at most " + MOST_POINTS + " points, got " + n);
    }
    double[][] cost = new double[n][n];
    for (int i = 0; i < n; i++) {
      for (int j = 0; j < n; j++) {
        cost[i][j] = PointSets.squaredDistance(x, i, y, j, d);
      }
    }
    int[] column = Assignment.solve(cost);
    double sum = 0;
    for (int i = 0; i < n; i++) {
      sum += cost[i][column[i]];
    }
    return Math.sqrt(sum / n);
  }
}

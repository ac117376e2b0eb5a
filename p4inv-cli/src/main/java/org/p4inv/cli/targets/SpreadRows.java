package org.p4inv.cli.targets;

import java.util.Arrays;
import org.p4inv.core.random.RandomStream;

/**
 * Chooses points that are far from each other: the first by chance, each other one with a
 * probability proportional to the square of its distance from the nearest that was chosen, so that
 * groups far apart have one each. Source: Arthur and Vassilvitskii, k-means++, 2007.
 */
final class SpreadRows {
  private SpreadRows() {}

  /**
   * Chooses rows, with replacement only where there are not as many different ones.
   *
   * @param points {@code [n x d]}, n at least 1. Not modified.
   * @return k rows, {@code [k x d]}
   */
  static float[] choose(float[] points, int d, int k, RandomStream random) {
    int n = points.length / d;
    float[] chosen = new float[k * d];
    double[] cost = new double[n];
    Arrays.fill(cost, Double.POSITIVE_INFINITY);
    int row = Math.min(n - 1, (int) (n * random.nextDouble()));
    for (int i = 0; i < k; i++) {
      System.arraycopy(points, row * d, chosen, i * d, d);
      row = next(cost, points, d, row, random.nextDouble());
    }
    return chosen;
  }

  /** Brings the costs up to date with a row that was chosen, and chooses the next. */
  private static int next(double[] cost, float[] points, int d, int row, double random) {
    double sum = 0;
    for (int i = 0; i < cost.length; i++) {
      double square = 0;
      for (int j = 0; j < d; j++) {
        double away = points[i * d + j] - points[row * d + j];
        square += away * away;
      }
      cost[i] = Math.min(cost[i], square);
      sum += cost[i];
    }
    double left = random * sum;
    int last = 0;
    for (int i = 0; i < cost.length; i++) {
      if (cost[i] > 0) {
        last = i;
        left -= cost[i];
        if (left < 0) {
          break;
        }
      }
    }
    return last;
  }
}

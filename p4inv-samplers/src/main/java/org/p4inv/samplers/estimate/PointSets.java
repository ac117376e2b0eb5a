package org.p4inv.samplers.estimate;

/** Two sets of as many points in R^d, row-major. */
final class PointSets {
  private PointSets() {}

  /** The number of points in each set, checked to be the same; coordinates must be finite. */
  static int count(float[] x, float[] y, int d) {
    int n = count("x", x, d);
    if (y.length != x.length) {
      throw new IllegalArgumentException(
          "`y` must have the length of `x`, " + x.length + ", got " + y.length);
    }
    count("y", y, d);
    return n;
  }

  static int count(String name, float[] points, int d) {
    if (d < 1) {
      throw new IllegalArgumentException("`d` must be at least 1, got " + d);
    }
    if (points.length == 0 || points.length % d != 0) {
      throw new IllegalArgumentException(
          "`" + name + "` must hold n * d numbers with d = " + d + ", got " + points.length);
    }
    for (int i = 0; i < points.length; i++) {
      if (!Float.isFinite(points[i])) {
        throw new IllegalArgumentException(
            "`" + name + "` must be finite, element " + i + " is " + points[i]);
      }
    }
    return points.length / d;
  }

  static double squaredDistance(float[] x, int i, float[] y, int j, int d) {
    double sum = 0;
    for (int a = 0; a < d; a++) {
      double difference = (double) x[i * d + a] - y[j * d + a];
      sum += difference * difference;
    }
    return sum;
  }
}

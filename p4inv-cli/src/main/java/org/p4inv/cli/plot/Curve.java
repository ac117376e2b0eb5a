package org.p4inv.cli.plot;

import java.awt.geom.Path2D;
import java.util.Arrays;

/** Finite values over ascending places. */
final class Curve {
  final double[] x;
  final double[] y;

  private Curve(double[] x, double[] y) {
    this.x = x;
    this.y = y;
  }

  /** Those entries of {@code y} that are finite. */
  static Curve finite(long[] x, double[] y) {
    double[] xs = new double[x.length];
    double[] ys = new double[x.length];
    int n = 0;
    for (int i = 0; i < x.length; i++) {
      if (Double.isFinite(y[i])) {
        xs[n] = x[i];
        ys[n++] = y[i];
      }
    }
    return new Curve(Arrays.copyOf(xs, n), Arrays.copyOf(ys, n));
  }

  int length() {
    return x.length;
  }

  /**
   * Running mean over 1/25 of the curve, centred, at {@code most} places. Where the curve is still
   * young the window is smaller, so that a steep start is followed and not smeared; at the end only
   * its past is left.
   */
  Curve smoothed(int most) {
    int n = length();
    int places = Math.min(most, n);
    double[] xs = new double[places];
    double[] means = new double[places];
    for (int k = 0; k < places; k++) {
      int i = (int) ((long) k * (n - 1) / Math.max(1, places - 1));
      int half = Math.min(n / 50, i / 3);
      xs[k] = x[i];
      means[k] = Arrays.stream(y, i - half, Math.min(n, i + half + 1)).average().orElseThrow();
    }
    return new Curve(xs, means);
  }

  /** The lowest and the highest value of each of {@code runs} equal runs; short curves stay. */
  Curve thinned(int runs) {
    if (length() <= 2 * runs) {
      return this;
    }
    double[] xs = new double[2 * runs];
    double[] ys = new double[2 * runs];
    for (int k = 0; k < runs; k++) {
      int from = (int) ((long) k * length() / runs);
      int to = (int) ((long) (k + 1) * length() / runs);
      int low = from;
      int high = from;
      for (int i = from; i < to; i++) {
        low = y[i] < y[low] ? i : low;
        high = y[i] > y[high] ? i : high;
      }
      xs[2 * k] = x[Math.min(low, high)];
      ys[2 * k] = y[Math.min(low, high)];
      xs[2 * k + 1] = x[Math.max(low, high)];
      ys[2 * k + 1] = y[Math.max(low, high)];
    }
    return new Curve(xs, ys);
  }

  /** The values, sorted upwards. */
  double[] sorted() {
    double[] sorted = y.clone();
    Arrays.sort(sorted);
    return sorted;
  }

  Path2D path(Axes axes) {
    Path2D path = new Path2D.Double();
    for (int i = 0; i < length(); i++) {
      double px = axes.x().at(x[i]);
      double py = Math.max(-1e4, Math.min(1e4, axes.y().at(y[i])));
      if (i == 0) {
        path.moveTo(px, py);
      } else {
        path.lineTo(px, py);
      }
    }
    return path;
  }
}

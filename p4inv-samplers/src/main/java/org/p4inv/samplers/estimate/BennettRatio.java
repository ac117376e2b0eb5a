package org.p4inv.samplers.estimate;

/** The equation of Bennett's acceptance ratio and its root, see {@link WorkDifference#bennett}. */
final class BennettRatio {
  private static final int MOST_STEPS = 200;
  private static final double LEAST_OVERLAP = 1e-10;

  private final double[] forward;
  private final double[] reverse;
  private final double m;
  private int setAside;

  BennettRatio(double[] forward, double[] reverse) {
    this.forward = clean(forward);
    this.reverse = clean(reverse);
    this.m = StrictMath.log((double) forward.length / reverse.length);
  }

  private double[] clean(double[] work) {
    double[] clean = work.clone();
    for (int i = 0; i < clean.length; i++) {
      if (Double.isNaN(clean[i]) || clean[i] == Double.NEGATIVE_INFINITY) {
        clean[i] = Double.POSITIVE_INFINITY;
        setAside++;
      }
    }
    return clean;
  }

  /**
   * At D below every W_F + M and -(W_R - M) by ln 2 n no side is above 1/2, and the like: the root
   * lies between the least and the greatest of those numbers, widened by the logarithm of n.
   */
  WorkDifference solve() {
    double low = Double.POSITIVE_INFINITY;
    double high = Double.NEGATIVE_INFINITY;
    int carriedForward = 0;
    int carriedReverse = 0;
    for (double w : forward) {
      if (w < Double.POSITIVE_INFINITY) {
        low = Math.min(low, w + m);
        high = Math.max(high, w + m);
        carriedForward++;
      }
    }
    for (double w : reverse) {
      if (w < Double.POSITIVE_INFINITY) {
        low = Math.min(low, m - w);
        high = Math.max(high, m - w);
        carriedReverse++;
      }
    }
    if (carriedForward == 0 || carriedReverse == 0) {
      return new WorkDifference(new Estimate(Double.NaN, Double.NaN), setAside);
    }
    double margin = 1 + StrictMath.log(forward.length + reverse.length);
    double d = root(low - margin, high + margin);
    double overlap = overlap(d);
    if (overlap <= LEAST_OVERLAP * Math.min(forward.length, reverse.length)) {
      return new WorkDifference(new Estimate(Double.NaN, Double.NaN), setAside);
    }
    double variance = 1 / overlap - 1.0 / forward.length - 1.0 / reverse.length;
    return new WorkDifference(new Estimate(d, Math.sqrt(Math.max(0, variance))), setAside);
  }

  private double root(double low, double high) {
    double below = low;
    double above = high;
    double middle = 0.5 * (below + above);
    for (int step = 0; step < MOST_STEPS && middle > below && middle < above; step++) {
      if (excess(middle) < 0) {
        below = middle;
      } else {
        above = middle;
      }
      middle = 0.5 * (below + above);
    }
    return middle;
  }

  /** The forward sum less the reverse sum, which grows with D. */
  private double excess(double d) {
    double sum = 0;
    for (double w : forward) {
      sum += g(w + m - d);
    }
    for (double w : reverse) {
      sum -= g(w - m + d);
    }
    return sum;
  }

  /** S: the sum of g (1 - g) over all samples. */
  private double overlap(double d) {
    double sum = 0;
    for (double w : forward) {
      sum += spread(w + m - d);
    }
    for (double w : reverse) {
      sum += spread(w - m + d);
    }
    return sum;
  }

  private static double g(double t) {
    return 1 / (1 + StrictMath.exp(t));
  }

  /** g(t) g(-t) = 1 / (2 + 2 cosh t), by e^-|t| so that nothing overflows. */
  private static double spread(double t) {
    double e = StrictMath.exp(-Math.abs(t));
    return e / ((1 + e) * (1 + e));
  }
}

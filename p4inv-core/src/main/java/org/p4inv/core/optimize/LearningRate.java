package org.p4inv.core.optimize;

/** A learning rate as a function of the step, counted from 0. */
@FunctionalInterface
public interface LearningRate {

  /** The rate of step {@code step}. */
  double at(long step);

  /** The same rate at every step. */
  static LearningRate constant(double rate) {
    requirePositive("rate", rate);
    return step -> rate;
  }

  /**
   * Half a cosine from {@code rate} at step 0 down to {@code rate * end} at step {@code steps}, and
   * constant from there on. Source: Loshchilov and Hutter, SGDR, arXiv 1608.03983, eq. 5.
   */
  static LearningRate cosine(double rate, double end, long steps) {
    requirePositive("rate", rate);
    requirePositive("steps", (double) steps);
    if (!(end >= 0 && end <= 1)) {
      throw new IllegalArgumentException("end must be in 0 to 1, got " + end);
    }
    return step -> {
      double progress = Math.min(1.0, (double) step / steps);
      return rate * (end + (1 - end) * halfCosine(progress));
    };
  }

  /**
   * (1 + cos(pi x)) / 2 = cos(pi x / 2)^2 for x in 0 to 1, by the series of the cosine: that of the
   * JDK may allocate an array.
   */
  private static double halfCosine(double x) {
    double square = Math.PI * Math.PI / 4 * x * x;
    double term = 1;
    double sum = 1;
    for (int n = 2; n <= 24; n += 2) {
      term *= -square / (n * (n - 1));
      sum += term;
    }
    return sum * sum;
  }

  /** This rate, raised linearly from nearly 0 over the first {@code steps} steps. */
  default LearningRate warmedUp(long steps) {
    requirePositive("steps", (double) steps);
    return step -> at(step) * Math.min(1.0, (step + 1.0) / steps);
  }

  private static void requirePositive(String name, double value) {
    if (!(value > 0) || Double.isInfinite(value)) {
      throw new IllegalArgumentException(name + " must be positive and finite, got " + value);
    }
  }
}

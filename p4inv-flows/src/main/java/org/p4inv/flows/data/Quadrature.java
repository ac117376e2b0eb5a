package org.p4inv.flows.data;

/**
 * The entropy of a smooth density by the trapezoidal rule on a square, outside of which there is
 * nothing worth counting.
 *
 * <p>For a smooth integrand that decays at the edges the rule converges faster than any power of
 * the step (Trefethen and Weideman, SIAM Review 56, 2014): the step is halved until two values
 * agree to 1e-7, and the second of them is much closer than that.
 */
final class Quadrature {
  private static final double AGREEMENT = 1e-7;
  private static final int FIRST = 64;
  private static final int LAST = 4096;

  private Quadrature() {}

  /** -E[ln p] from the square of points whose coordinates are at most {@code reach} from 0. */
  static double entropy(Dataset2D data, double reach) {
    double previous = Double.NaN;
    for (int n = FIRST; n <= LAST; n *= 2) {
      double value = entropy(data, reach, n);
      if (Math.abs(value - previous) <= AGREEMENT) {
        return value;
      }
      previous = value;
    }
    throw new IllegalStateException(
        "the entropy of " + data.name() + " must settle to 1e-7, it has not with " + LAST);
  }

  private static double entropy(Dataset2D data, double reach, int n) {
    double step = 2 * reach / n;
    double sum = 0;
    for (int i = 0; i <= n; i++) {
      for (int j = 0; j <= n; j++) {
        double logDensity = data.logDensity(i * step - reach, j * step - reach);
        sum -= StrictMath.exp(logDensity) * logDensity;
      }
    }
    return sum * step * step;
  }
}

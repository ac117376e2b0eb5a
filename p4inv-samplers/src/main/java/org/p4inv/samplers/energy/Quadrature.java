package org.p4inv.samplers.energy;

import java.util.function.DoubleBinaryOperator;
import java.util.function.DoubleUnaryOperator;
import org.p4inv.samplers.math.LogSum;

/**
 * ln of the integral of exp(-u), by the trapezoidal rule on an interval or a rectangle outside of
 * which exp(-u) is negligible.
 *
 * <p>For an analytic integrand that decays at both ends the rule converges faster than any power of
 * the step. Source: Trefethen and Weideman, The exponentially convergent trapezoidal rule, SIAM
 * Review 56, 2014. The step is halved until two levels agree to 1e-12 in the logarithm (to 1e-12 of
 * the greatest |u| near the minimum, where that is more: u itself is rounded there); the second of
 * the two is the answer, and its error is about the square of the last difference.
 *
 * <p>Sums are taken relative to the greatest term, so that no Z is too large or too small. The
 * functions are called from one thread, in a fixed order, and must not return NaN.
 */
public final class Quadrature {
  private static final double AGREEMENT = 1e-12;
  private static final double NEGLIGIBLE = Math.log(1e-15);
  private static final int FIRST_LINE = 256;
  private static final int LAST_LINE = 1 << 22;
  private static final int FIRST_BOX = 128;
  private static final int LAST_BOX = 1 << 13;

  private Quadrature() {}

  /**
   * ln of the integral of exp(-u(x)) over an interval.
   *
   * @throws IllegalStateException if exp(-u) has not fallen below 1e-15 of its maximum at an end,
   *     or if 4 million steps do not suffice
   */
  public static double logIntegral(DoubleUnaryOperator u, double from, double to) {
    double previous = Double.NaN;
    for (int n = FIRST_LINE; n <= LAST_LINE; n *= 2) {
      LogSum sum = new LogSum();
      double step = (to - from) / n;
      for (int i = 0; i <= n; i++) {
        sum.add(-u.applyAsDouble(from + i * step));
      }
      double end = Math.max(-u.applyAsDouble(from), -u.applyAsDouble(to));
      requireDecay(end, sum.max(), "an end of [" + from + ", " + to + "]");
      double value = sum.log() + StrictMath.log(step);
      if (agree(previous, value, sum.max())) {
        return value;
      }
      previous = value;
    }
    throw unsettled(LAST_LINE + " steps on [" + from + ", " + to + "]");
  }

  /**
   * ln of the integral of exp(-u(x, y)) over a rectangle.
   *
   * @throws IllegalStateException if exp(-u) has not fallen below 1e-15 of its maximum at the
   *     edges, or if 8192 steps a side do not suffice
   */
  public static double logIntegral(
      DoubleBinaryOperator u, double fromX, double toX, double fromY, double toY) {
    String box = "[" + fromX + ", " + toX + "] x [" + fromY + ", " + toY + "]";
    double previous = Double.NaN;
    for (int n = FIRST_BOX; n <= LAST_BOX; n *= 2) {
      LogSum sum = new LogSum();
      double edge = Double.NEGATIVE_INFINITY;
      double stepX = (toX - fromX) / n;
      double stepY = (toY - fromY) / n;
      for (int i = 0; i <= n; i++) {
        for (int j = 0; j <= n; j++) {
          double term = -u.applyAsDouble(fromX + i * stepX, fromY + j * stepY);
          sum.add(term);
          if (i == 0 || i == n || j == 0 || j == n) {
            edge = Math.max(edge, term);
          }
        }
      }
      requireDecay(edge, sum.max(), "an edge of " + box);
      double value = sum.log() + StrictMath.log(stepX) + StrictMath.log(stepY);
      if (agree(previous, value, sum.max())) {
        return value;
      }
      previous = value;
    }
    throw unsettled(LAST_BOX + " steps a side on " + box);
  }

  private static boolean agree(double previous, double value, double greatest) {
    return Math.abs(value - previous) <= AGREEMENT * Math.max(1, Math.abs(greatest));
  }

  private static void requireDecay(double end, double greatest, String where) {
    if (!(end <= greatest + NEGLIGIBLE)) {
      throw new IllegalStateException(
          "exp(-u) must be below 1e-15 of its maximum at "
              + where
              + ", it is exp("
              + (end - greatest)
              + ") of it");
    }
  }

  private static IllegalStateException unsettled(String where) {
    return new IllegalStateException(
        "the quadrature of exp(-u) must settle to 1e-12, it has not with " + where);
  }
}

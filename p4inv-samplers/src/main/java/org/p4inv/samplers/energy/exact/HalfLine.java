package org.p4inv.samplers.energy.exact;

/**
 * A change of variable that makes an integral over (0, infinity) one over the whole line that the
 * trapezoidal rule takes to full precision: s(t) = exp(t - exp(-t)).
 *
 * <p>The integrand may be anything at s = 0: ds/dt falls there like exp(-exp(-t)). Source: Takahasi
 * and Mori, Double exponential formulas for numerical integration, 1974.
 */
public final class HalfLine {
  /** The t to start from: s(t) and ds/dt are below 1e-17 there. */
  public static final double FROM = -3.75;

  private HalfLine() {}

  public static double point(double t) {
    return StrictMath.exp(t - StrictMath.exp(-t));
  }

  /** ln(ds/dt). */
  public static double logDerivative(double t) {
    double e = StrictMath.exp(-t);
    return t - e + StrictMath.log1p(e);
  }

  /**
   * A t, at least 0, with s(t) at least {@code length}: as s(t) is at least e^(t - 1) from 0 on.
   */
  public static double to(double length) {
    return 1 + Math.max(0, StrictMath.log(length));
  }
}

package org.p4inv.core.math;

/** The logarithm of the gamma function, in double precision, with the same bits on every JDK. */
public final class LogGamma {
  private static final double HALF_LOG_TWO_PI = 0.5 * StrictMath.log(2 * Math.PI);

  /** From here on the terms of {@link #STIRLING} fall below 2e-17. */
  private static final double LARGE = 10;

  /** B_2k / (2 k (2 k - 1)) with the Bernoulli numbers B, k from 1 to 8. */
  private static final double[] STIRLING = {
    1.0 / 12,
    -1.0 / 360,
    1.0 / 1260,
    -1.0 / 1680,
    1.0 / 1188,
    -691.0 / 360360,
    1.0 / 156,
    -3617.0 / 122400
  };

  private LogGamma() {}

  /**
   * ln Gamma(x), with an error of at most 1e-14 or 1e-15 of its value.
   *
   * <p>For x of 10 and more Stirling's series, (x - 1/2) ln x - x + ln(2 pi) / 2 + sum of B_2k / (2
   * k (2 k - 1) x^(2 k - 1)); below it Gamma(x) = Gamma(x + n) / (x (x + 1) ... (x + n - 1)).
   * Source: NIST Digital Library of Mathematical Functions, 5.11.1 and 5.5.1.
   *
   * @param x positive and finite
   * @throws IllegalArgumentException if x is not
   */
  public static double of(double x) {
    if (!(x > 0) || Double.isInfinite(x)) {
      throw new IllegalArgumentException("x must be positive and finite, got " + x);
    }
    double product = 1;
    double large = x;
    while (large < LARGE) {
      product *= large;
      large += 1;
    }
    double inverse = 1 / large;
    double square = inverse * inverse;
    double series = 0;
    for (int k = STIRLING.length - 1; k >= 0; k--) {
      series = Math.fma(series, square, STIRLING[k]);
    }
    double log = StrictMath.log(large);
    return (large - 0.5) * log
        - large
        + HALF_LOG_TWO_PI
        + series * inverse
        - StrictMath.log(product);
  }
}

package org.p4inv.samplers.chain.diagnose;

/**
 * The inverse of the standard normal distribution function, to about 1e-15 relative, for p between
 * e^-25 and 1 - e^-25: more than ranks among 2^31 numbers need.
 *
 * <p>Source: Wichura, Algorithm AS 241: the percentage points of the normal distribution, Applied
 * Statistics 37, 1988, routine PPND16 (its rational approximations for the centre and for tails to
 * e^-25).
 */
final class NormalQuantile {
  private static final double CENTRE = 0.425;

  private static final double[] CENTRE_OVER = {
    2.5090809287301226727e3,
    3.3430575583588128105e4,
    6.7265770927008700853e4,
    4.5921953931549871457e4,
    1.3731693765509461125e4,
    1.9715909503065514427e3,
    1.3314166789178437745e2,
    3.3871328727963666080
  };
  private static final double[] CENTRE_UNDER = {
    5.2264952788528545610e3,
    2.8729085735721942674e4,
    3.9307895800092710610e4,
    2.1213794301586595867e4,
    5.3941960214247511077e3,
    6.8718700749205790830e2,
    4.2313330701600911252e1,
    1
  };
  private static final double[] TAIL_OVER = {
    7.74545014278341407640e-4,
    2.27238449892691845833e-2,
    2.41780725177450611770e-1,
    1.27045825245236838258,
    3.64784832476320460504,
    5.76949722146069140550,
    4.63033784615654529590,
    1.42343711074968357734
  };
  private static final double[] TAIL_UNDER = {
    1.05075007164441684324e-9,
    5.47593808499534494600e-4,
    1.51986665636164571966e-2,
    1.48103976427480074590e-1,
    6.89767334985100004550e-1,
    1.67638483018380384940,
    2.05319162663775882187,
    1
  };

  private NormalQuantile() {}

  /**
   * The x with Phi(x) = p.
   *
   * @param p e^-25 to 1 - e^-25
   */
  static double of(double p) {
    double q = p - 0.5;
    if (Math.abs(q) <= CENTRE) {
      double r = CENTRE * CENTRE - q * q;
      return q * polynomial(CENTRE_OVER, r) / polynomial(CENTRE_UNDER, r);
    }
    double r = Math.sqrt(-StrictMath.log(Math.min(p, 1 - p))) - 1.6;
    double x = polynomial(TAIL_OVER, r) / polynomial(TAIL_UNDER, r);
    return q < 0 ? -x : x;
  }

  /** Highest power first. */
  private static double polynomial(double[] coefficients, double r) {
    double sum = 0;
    for (double coefficient : coefficients) {
      sum = sum * r + coefficient;
    }
    return sum;
  }
}

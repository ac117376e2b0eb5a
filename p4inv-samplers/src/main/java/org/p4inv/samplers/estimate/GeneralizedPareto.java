package org.p4inv.samplers.estimate;

/**
 * The generalised Pareto distribution of exceedances x above 0, P(X > x) = (1 + k x /
 * sigma)^(-1/k), fitted to a sample.
 *
 * <p>With theta = -k / sigma the likelihood for a given theta is greatest at k(theta) = mean ln(1 -
 * theta x). theta is averaged over its profile likelihood at m = 30 + floor(sqrt(n)) points, which
 * are quantiles of a prior of theta that the greatest x and the lower quartile set. Source: Zhang
 * and Stephens, A new and efficient estimation method for the generalized Pareto distribution, 2009
 * (their k is -k here).
 *
 * @param k shape: moments of order 1/k and above do not exist; 0 or less for light tails
 * @param sigma scale
 */
record GeneralizedPareto(double k, double sigma) {
  private static final int LEAST_POINTS = 30;
  private static final double LEAST = -1e100;

  /**
   * Fits exceedances.
   *
   * @param x ascending, all above 0, at least 2 of them. Not modified.
   */
  static GeneralizedPareto fit(double[] x) {
    int n = x.length;
    int m = LEAST_POINTS + (int) Math.sqrt(n);
    double quartile = x[(int) (n / 4.0 + 0.5) - 1];
    double[] theta = new double[m];
    double[] logLikelihood = new double[m];
    for (int j = 0; j < m; j++) {
      theta[j] = 1 / x[n - 1] + (1 - Math.sqrt(m / (j + 0.5))) / (3 * quartile);
      double k = shape(theta[j], x);
      logLikelihood[j] = n * (logRate(theta[j], k) - k - 1);
    }
    double mean = 0;
    for (int j = 0; j < m; j++) {
      double inverse = 0;
      for (int i = 0; i < m; i++) {
        inverse += StrictMath.exp(logLikelihood[i] - logLikelihood[j]);
      }
      mean += theta[j] / inverse;
    }
    double k = shape(mean, x);
    return new GeneralizedPareto(k, -k / mean);
  }

  /** ln(1 / sigma); next to -infinity at theta = 0, where the formula has no value. */
  private static double logRate(double theta, double k) {
    return k == 0 ? LEAST : StrictMath.log(-theta / k);
  }

  private static double shape(double theta, double[] x) {
    double sum = 0;
    for (double value : x) {
      sum += StrictMath.log1p(-theta * value);
    }
    return sum / x.length;
  }

  /** The x that is exceeded with probability 1 - p. */
  double quantile(double p) {
    double exponential = -StrictMath.log1p(-p);
    return k == 0 ? sigma * exponential : sigma * StrictMath.expm1(k * exponential) / k;
  }
}

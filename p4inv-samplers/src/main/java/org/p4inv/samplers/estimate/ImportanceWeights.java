package org.p4inv.samplers.estimate;

/**
 * Independent samples x_i of a proposal density q, with the weights w_i = exp(-u(x_i)) / q(x_i)
 * that turn them into samples of the target exp(-u) / Z.
 *
 * <p>A log-weight of -infinity is a weight of zero, legally: the sample lies where the target has
 * no density. One that is NaN or +infinity is a number that broke on its way; it is set aside and
 * counted, see {@link #setAside}. A sample that is set aside still counts as drawn, with weight
 * zero, so that it lowers the effective sample size and cannot flatter it.
 *
 * <p>What these weights cannot see is a region of the target that the proposal never visits: all
 * estimates agree with each other then, and are wrong. {@link ForwardWeights} see it.
 */
public final class ImportanceWeights {
  private final double[] logWeights;
  private final double[] scaled;
  private final double shift;
  private final int setAside;

  private ImportanceWeights(double[] logWeights, double[] scaled, double shift, int setAside) {
    this.logWeights = logWeights;
    this.scaled = scaled;
    this.shift = shift;
    this.setAside = setAside;
  }

  /**
   * Takes log-weights.
   *
   * @param logWeights log w = -u(x) - log q(x), one for each sample; all zeros for samples of the
   *     target itself. At least one. Not modified.
   */
  public static ImportanceWeights of(double[] logWeights) {
    if (logWeights.length == 0) {
      throw new IllegalArgumentException("`logWeights` must have length at least 1, got 0");
    }
    double[] clean = logWeights.clone();
    double shift = Double.NEGATIVE_INFINITY;
    int setAside = 0;
    for (int i = 0; i < clean.length; i++) {
      if (Double.isNaN(clean[i]) || clean[i] == Double.POSITIVE_INFINITY) {
        clean[i] = Double.NEGATIVE_INFINITY;
        setAside++;
      }
      shift = Math.max(shift, clean[i]);
    }
    double[] scaled = new double[clean.length];
    for (int i = 0; i < clean.length; i++) {
      boolean zero = clean[i] == Double.NEGATIVE_INFINITY;
      scaled[i] = zero ? 0 : StrictMath.exp(clean[i] - shift);
    }
    return new ImportanceWeights(clean, scaled, shift, setAside);
  }

  /** The number of samples drawn, those set aside among them. */
  public int count() {
    return scaled.length;
  }

  /** The number of samples whose log-weight is NaN or +infinity. */
  public int setAside() {
    return setAside;
  }

  /**
   * The reverse effective sample size, as a fraction of the samples drawn: (sum w)^2 / (n sum w^2),
   * 1/n to 1; 0 if all weights are zero.
   *
   * <p>It estimates E_q[w]^2 / E_q[w^2] from samples of q. Source: Kong, A note on importance
   * sampling using standardized weights, 1992.
   */
  public double reverseEss() {
    double sum = LogMean.sum(scaled);
    double squares = 0;
    for (double w : scaled) {
      squares += w * w;
    }
    return sum == 0 ? 0 : sum * sum / (scaled.length * squares);
  }

  /**
   * log Z = ln E_q[w], estimated by ln of the mean weight, with the standard error sd(w) / (mean(w)
   * sqrt(n)) of the delta method. Not determined if all weights are zero (-infinity) or if there is
   * one sample.
   */
  public Estimate logZ() {
    return LogMean.of(scaled, shift);
  }

  /**
   * The mean of an observable under the target, by the ratio estimator m = sum w f / sum w, with
   * the standard error sqrt(n / (n - 1) sum w^2 (f - m)^2) / sum w. Source: Owen, Monte Carlo
   * theory, methods and examples, section 9.2.
   *
   * @param f the value at each sample, finite where the weight is not zero. Not modified.
   * @return NaN with error NaN if all weights are zero
   */
  public Estimate mean(double[] f) {
    int n = scaled.length;
    if (f.length != n) {
      throw new IllegalArgumentException("`f` must have length n = " + n + ", got " + f.length);
    }
    double weighted = 0;
    for (int i = 0; i < n; i++) {
      if (scaled[i] > 0) {
        if (!Double.isFinite(f[i])) {
          throw new IllegalArgumentException("`f[" + i + "]` must be finite, got " + f[i]);
        }
        weighted += scaled[i] * f[i];
      }
    }
    double sum = LogMean.sum(scaled);
    if (sum == 0) {
      return new Estimate(Double.NaN, Double.NaN);
    }
    double mean = weighted / sum;
    double squares = 0;
    for (int i = 0; i < n; i++) {
      if (scaled[i] > 0) {
        double part = scaled[i] * (f[i] - mean);
        squares += part * part;
      }
    }
    return new Estimate(mean, Math.sqrt(squares * n / (n - 1)) / sum);
  }

  /** The log-weight of a sample, -infinity where it is set aside. */
  double logWeight(int sample) {
    return logWeights[sample];
  }
}

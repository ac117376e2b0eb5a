package org.p4inv.samplers.estimate;

/**
 * Independent samples x_i of the target p = exp(-u) / Z, with the weights w_i = exp(-u(x_i)) /
 * q(x_i) of a proposal density q (the same w as in {@link ImportanceWeights}, at other points).
 *
 * <p>They see what samples of the proposal cannot: a region of the target that the proposal leaves
 * out has enormous weights here. A log-weight of +infinity is legal: the proposal has no density at
 * a target sample. One that is NaN or -infinity is a number that broke on its way; it is set aside
 * and counted, and its sample counts as one that the proposal does not explain.
 */
public final class ForwardWeights {
  private final double[] inverse;
  private final double shift;
  private final double logSum;
  private final int setAside;

  private ForwardWeights(double[] inverse, double shift, double logSum, int setAside) {
    this.inverse = inverse;
    this.shift = shift;
    this.logSum = logSum;
    this.setAside = setAside;
  }

  /**
   * Takes log-weights.
   *
   * @param logWeights log w = -u(x) - log q(x), one for each sample of the target. At least one.
   *     Not modified.
   */
  public static ForwardWeights of(double[] logWeights) {
    if (logWeights.length == 0) {
      throw new IllegalArgumentException("`logWeights` must have length at least 1, got 0");
    }
    double least = Double.POSITIVE_INFINITY;
    double greatest = Double.NEGATIVE_INFINITY;
    int setAside = 0;
    for (double logWeight : logWeights) {
      if (isBroken(logWeight)) {
        setAside++;
      } else {
        least = Math.min(least, logWeight);
        greatest = Math.max(greatest, logWeight);
      }
    }
    double[] inverse = new double[logWeights.length];
    double sum = 0;
    for (int i = 0; i < inverse.length; i++) {
      if (!isBroken(logWeights[i]) && logWeights[i] < Double.POSITIVE_INFINITY) {
        inverse[i] = StrictMath.exp(least - logWeights[i]);
        sum += StrictMath.exp(logWeights[i] - greatest);
      }
    }
    double logSum =
        greatest == Double.POSITIVE_INFINITY ? greatest : greatest + StrictMath.log(sum);
    return new ForwardWeights(inverse, -least, logSum, setAside);
  }

  private static boolean isBroken(double logWeight) {
    return Double.isNaN(logWeight) || logWeight == Double.NEGATIVE_INFINITY;
  }

  /** The number of samples, those set aside among them. */
  public int count() {
    return inverse.length;
  }

  /** The number of samples whose log-weight is NaN or -infinity. */
  public int setAside() {
    return setAside;
  }

  /**
   * The forward effective sample size, as a fraction: 1 / (mean(w) mean(1/w)), 0 to 1; 0 if the
   * proposal has no density at a sample. The means are over the samples that are not set aside, and
   * the result is multiplied by their share.
   *
   * <p>It is of the proposal, and estimates the same number as {@link ImportanceWeights#reverseEss}
   * wherever q covers p: with E_q[w f] = Z E_p[f], E_q[w]^2 / E_q[w^2] = Z^2 / (Z E_p[w]), and 1 /
   * Z = E_p[1/w]. The two differ in where they look: this one at samples of the target, so a mode
   * that the proposal leaves out drives it to 0, whereas samples of the proposal do not know of it.
   * Needs no normalisation of either density. This is also the definition of the boltzkit benchmark
   * ({@code get_forward_ess}).
   */
  public double forwardEss() {
    int used = inverse.length - setAside;
    double inverseSum = LogMean.sum(inverse);
    if (inverseSum == 0) {
      return 0;
    }
    double logMean = logSum - StrictMath.log(used);
    double logInverseMean = shift + StrictMath.log(inverseSum / used);
    return StrictMath.exp(-logMean - logInverseMean) * used / inverse.length;
  }

  /**
   * log Z = -ln E_p[1/w], with the standard error sd(1/w) / (mean(1/w) sqrt(n)) of the delta
   * method.
   *
   * <p>The target has to cover the proposal for this, not the other way round: a proposal that left
   * out a mode still gives the right log Z here, and one that is too low from its own samples, so
   * that the gap between the two is a sign of it. A proposal with heavier tails than the target
   * gives 1/w a large or infinite variance, and the error bar is then too small. Not determined if
   * no weight is finite (+infinity) or if there is one sample.
   */
  public Estimate logZ() {
    Estimate inverseMean = LogMean.of(inverse, shift);
    return new Estimate(-inverseMean.value(), inverseMean.error());
  }
}

package org.p4inv.samplers.estimate;

/**
 * The free energy difference of two densities from work values, f_1 - f_0 = -ln(Z_1 / Z_0) in kT.
 *
 * <p>The work of a sample is what takes it from one density to the other: u_1(x) - u_0(x) for a
 * point, or the work of a path between them. Work of +infinity is legal: the sample carries nothing
 * over. Work that is NaN or -infinity is a number that broke on its way; it is set aside and
 * counted, and its sample counts as drawn, with work of +infinity.
 *
 * @param difference the estimate of f_1 - f_0; not determined where no sample carries anything over
 * @param setAside the number of work values that are NaN or -infinity
 */
public record WorkDifference(Estimate difference, int setAside) {

  /**
   * Exponential averaging, f_1 - f_0 = -ln E_0[e^-W], with the standard error of the delta method.
   *
   * <p>One-sided: it sees only what density 0 visits, and its error bar is too small where the work
   * has a long tail to low values. This is {@link ImportanceWeights#logZ} of log w = -W. Source:
   * Zwanzig, High-temperature equation of state by a perturbation method, 1954; for work along
   * paths Jarzynski, Nonequilibrium equality for free energy differences, 1997.
   *
   * @param work from density 0 to 1, of independent samples of density 0; at least one. Not
   *     modified.
   */
  public static WorkDifference exponential(double[] work) {
    requireSome("work", work);
    double[] logWeights = new double[work.length];
    for (int i = 0; i < work.length; i++) {
      logWeights[i] = -work[i];
    }
    ImportanceWeights weights = ImportanceWeights.of(logWeights);
    Estimate logZ = weights.logZ();
    return new WorkDifference(new Estimate(-logZ.value(), logZ.error()), weights.setAside());
  }

  /**
   * Bennett's acceptance ratio: of all estimates from both samples the one with the least variance
   * for many samples.
   *
   * <p>With g(t) = 1 / (1 + e^t) and M = ln(n_F / n_R) it is the root D of
   *
   * <pre>sum over forward of g(W_F + M - D) = sum over reverse of g(W_R - M + D),</pre>
   *
   * the most likely D of a logistic regression of the direction on the work. Its variance is 1 / S
   * - 1 / n_F - 1 / n_R, S being the sum of g(t) (1 - g(t)) over all samples. The difference of the
   * two sides grows with D, so that bisection between bounds finds the root, to the last bits. Not
   * determined where S is at most 1e-10 of the smaller number of samples: rounding would decide.
   * Cost: about 60 exponentials a sample. Sources: Bennett, Efficient estimation of free energy
   * differences from Monte Carlo data, 1976; Shirts, Bair, Hooker and Pande, Equilibrium free
   * energies from nonequilibrium measurements using maximum-likelihood methods, 2003.
   *
   * @param forward work from density 0 to 1, of independent samples of density 0; at least one. Not
   *     modified.
   * @param reverse work from density 1 to 0, of independent samples of density 1; at least one. Not
   *     modified.
   */
  public static WorkDifference bennett(double[] forward, double[] reverse) {
    requireSome("forward", forward);
    requireSome("reverse", reverse);
    return new BennettRatio(forward, reverse).solve();
  }

  private static void requireSome(String name, double[] work) {
    if (work.length == 0) {
      throw new IllegalArgumentException("`" + name + "` must have length at least 1, got 0");
    }
  }
}

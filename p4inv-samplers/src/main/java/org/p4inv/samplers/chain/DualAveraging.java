package org.p4inv.samplers.chain;

/**
 * Learns the step size at which the mean acceptance probability is a goal, by dual averaging.
 *
 * <p>With H_t = goal - acceptance of move t and mu = ln(10 step-size) at the start,
 *
 * <pre>
 *   ln step_t+1 = mu - sqrt(t) / gamma * (sum of H_1 ... H_t) / (t + t_0), in its recursive form
 *   ln average_t+1 = t^-kappa ln step_t+1 + (1 - t^-kappa) ln average_t
 * </pre>
 *
 * <p>gamma = 0.05, t_0 = 10, kappa = 0.75. Source: Hoffman and Gelman, The No-U-Turn sampler, 2014,
 * section 3.2.
 */
final class DualAveraging {
  private static final double GAMMA = 0.05;
  private static final double T0 = 10;
  private static final double KAPPA = 0.75;

  /** Steps stay in e^-60 to e^60, whatever the acceptance does. */
  private static final double REACH = 60;

  private final double goal;
  private double mu;
  private double error;
  private double logStep;
  private double logAverage;
  private int moves;

  DualAveraging(double goal, double stepSize) {
    this.goal = goal;
    restart(stepSize);
  }

  /** Forgets what was learned, and searches around a step size. */
  void restart(double stepSize) {
    logStep = StrictMath.log(stepSize);
    logAverage = logStep;
    mu = logStep + StrictMath.log(10);
    error = 0;
    moves = 0;
  }

  /**
   * Takes the acceptance of one move with the step size.
   *
   * @param acceptance 0 to 1
   */
  void learn(double acceptance) {
    moves++;
    double share = 1 / (moves + T0);
    error = (1 - share) * error + share * (goal - acceptance);
    double next = mu - Math.sqrt(moves) / GAMMA * error;
    logStep = Math.max(-REACH, Math.min(REACH, next));
    double weight = StrictMath.pow(moves, -KAPPA);
    logAverage = weight * logStep + (1 - weight) * logAverage;
  }

  /** The step size of the next move while it is learned. */
  double stepSize() {
    return StrictMath.exp(logStep);
  }

  /** The step size that was learned. */
  double average() {
    return StrictMath.exp(logAverage);
  }
}

package org.p4inv.samplers.report;

/**
 * What can be said of points alone, without their density. A number is NaN where it is not known.
 *
 * @param meanEnergy the mean of u
 * @param statesCovered the states that hold at least a fifth of the mass they should, by the exact
 *     masses or else by those of the witness; with at least one point, where neither is known
 * @param massError half the sum of |mass - exact mass| over all states and what is outside of them:
 *     the total variation distance of the masses, 0 to 1
 * @param w2 Wasserstein-2 distance to the reference set, of as many points
 * @param mmdSquared squared maximum mean discrepancy to the reference set, unbiased
 */
public record SampleScores(
    double meanEnergy, double statesCovered, double massError, double w2, double mmdSquared) {

  /** The same of points that are the reference set themselves. */
  SampleScores withoutDistances() {
    return new SampleScores(meanEnergy, statesCovered, massError, Double.NaN, Double.NaN);
  }
}

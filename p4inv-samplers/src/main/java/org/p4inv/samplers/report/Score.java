package org.p4inv.samplers.report;

import org.p4inv.samplers.estimate.Estimate;

/**
 * A number of the flow, its error bar and exact value, beside its floor: what exact samples of the
 * target, with the density of the target, score with the same number of points.
 *
 * @param estimate of the flow; NaN where it is not determined
 * @param floor mean over repetitions, NaN where it is not known
 * @param floorDeviation standard deviation over repetitions, NaN where it is not known
 */
public record Score(Estimate estimate, double floor, double floorDeviation) {

  /** A number whose floor is not known. */
  static Score alone(Estimate estimate) {
    return new Score(estimate, Double.NaN, Double.NaN);
  }

  /** A number that is the same for all exact samples. */
  static Score beside(Estimate estimate, double floor) {
    return new Score(estimate, floor, Double.isNaN(floor) ? Double.NaN : 0);
  }

  /** A number without an error bar. */
  static Estimate bare(double value) {
    return new Estimate(value, Double.NaN);
  }
}

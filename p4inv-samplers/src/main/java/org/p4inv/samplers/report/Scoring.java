package org.p4inv.samplers.report;

import java.util.List;
import java.util.Optional;
import java.util.function.ToDoubleFunction;
import org.p4inv.core.parallel.Workers;
import org.p4inv.samplers.estimate.Mmd;
import org.p4inv.samplers.estimate.Wasserstein;

/** Scores sets of points, all against the same masses and the same reference set. */
final class Scoring {
  /** Of the mass that a state should have, what makes it covered. */
  static final double LEAST_SHARE = 0.2;

  private final Regions regions;
  private final Optional<double[]> truth;
  private final Optional<double[]> expected;
  private final float[] reference;
  private final int dimension;
  private final Optional<Mmd> mmd;

  /**
   * A scoring.
   *
   * @param expected the masses that the regions should have, where they are known
   * @param reference {@code [m x d]}; of length 0 where there is none
   */
  Scoring(Regions regions, Optional<double[]> expected, float[] reference, int dimension) {
    this.regions = regions;
    this.truth = regions.truth();
    this.expected = expected;
    this.reference = reference;
    this.dimension = dimension;
    this.mmd = reference.length == 0 ? Optional.empty() : Optional.of(Mmd.to(reference, dimension));
  }

  /** The scores of each set; sets are shared out among the workers. */
  SampleScores[] score(List<Points> sets, Workers workers) {
    SampleScores[] scores = new SampleScores[sets.size()];
    workers.run(sets.size(), (i, worker) -> scores[i] = score(sets.get(i)));
    return scores;
  }

  private SampleScores score(Points points) {
    double[] masses = regions.masses(points);
    double w2 = Double.NaN;
    double squared = Double.NaN;
    float[] some = points.standIns(reference.length / dimension);
    if (mmd.isPresent() && some.length == reference.length && areFinite(some)) {
      w2 = Wasserstein.w2(some, reference, dimension);
      squared = mmd.get().squared(some).value();
    }
    return new SampleScores(points.meanEnergy(), covered(masses), massError(masses), w2, squared);
  }

  private static boolean areFinite(float[] points) {
    for (float value : points) {
      if (!Float.isFinite(value)) {
        return false;
      }
    }
    return true;
  }

  private double covered(double[] masses) {
    int covered = 0;
    for (int k = 0; k < masses.length; k++) {
      double least = expected.isPresent() ? LEAST_SHARE * expected.get()[k] : 0;
      covered += masses[k] > 0 && masses[k] >= least ? 1 : 0;
    }
    return masses.length == 0 ? Double.NaN : covered;
  }

  private double massError(double[] masses) {
    if (truth.isEmpty()) {
      return Double.NaN;
    }
    double sum = 0;
    double outside = 0;
    for (int k = 0; k < masses.length; k++) {
      double away = masses[k] - truth.get()[k];
      sum += Math.abs(away);
      outside += away;
    }
    return 0.5 * (sum + Math.abs(outside));
  }

  /** One statistic of every number of several scores. */
  static SampleScores each(SampleScores[] scores, ToDoubleFunction<double[]> statistic) {
    int n = scores.length;
    double[][] columns = new double[5][n];
    for (int i = 0; i < n; i++) {
      columns[0][i] = scores[i].meanEnergy();
      columns[1][i] = scores[i].statesCovered();
      columns[2][i] = scores[i].massError();
      columns[3][i] = scores[i].w2();
      columns[4][i] = scores[i].mmdSquared();
    }
    return new SampleScores(
        statistic.applyAsDouble(columns[0]),
        statistic.applyAsDouble(columns[1]),
        statistic.applyAsDouble(columns[2]),
        statistic.applyAsDouble(columns[3]),
        statistic.applyAsDouble(columns[4]));
  }
}

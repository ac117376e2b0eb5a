package org.p4inv.samplers.report;

import org.p4inv.samplers.estimate.Wasserstein;

/**
 * What a report is made of; {@link #DEFAULT} and the {@code with} methods.
 *
 * @param points that are drawn of the flow, and of the target where it has an exact sampler; at
 *     least 100
 * @param distancePoints points of each set whose distances are measured, 2 to {@link
 *     Wasserstein#MOST_POINTS} and at most {@code points}; the time grows with their third power
 * @param repetitions sets of exact samples that the floor is the mean of, at least 2
 * @param baselineCalls energy calls that Markov chains and replica exchange get, each: for a fair
 *     comparison those of the training and of the points together; 0 leaves them out
 * @param seed of everything random
 */
public record ReportSettings(
    int points, int distancePoints, int repetitions, long baselineCalls, long seed) {

  /** 10,000 points, distances of 1,000, a floor of 5 repetitions, no baselines. */
  public static final ReportSettings DEFAULT = new ReportSettings(10_000, 1_000, 5, 0, 1);

  /** Checks the numbers. */
  public ReportSettings {
    requireAtLeast("points", points, 100);
    int most = Math.min(points, Wasserstein.MOST_POINTS);
    if (distancePoints < 2 || distancePoints > most) {
      throw new IllegalArgumentException(
          "`distancePoints` must be in 2 to " + most + ", got " + distancePoints);
    }
    requireAtLeast("repetitions", repetitions, 2);
    requireAtLeast("baselineCalls", baselineCalls, 0);
  }

  private static void requireAtLeast(String name, long value, long least) {
    if (value < least) {
      throw new IllegalArgumentException(
          "`" + name + "` must be at least " + least + ", got " + value);
    }
  }

  /** The same with other numbers of points. */
  public ReportSettings withPoints(int newPoints, int newDistancePoints) {
    return new ReportSettings(newPoints, newDistancePoints, repetitions, baselineCalls, seed);
  }

  /** The same with another number of repetitions. */
  public ReportSettings withRepetitions(int other) {
    return new ReportSettings(points, distancePoints, other, baselineCalls, seed);
  }

  /** The same with so many energy calls for each baseline. */
  public ReportSettings withBaselineCalls(long other) {
    return new ReportSettings(points, distancePoints, repetitions, other, seed);
  }

  /** The same with another seed. */
  public ReportSettings withSeed(long other) {
    return new ReportSettings(points, distancePoints, repetitions, baselineCalls, other);
  }
}

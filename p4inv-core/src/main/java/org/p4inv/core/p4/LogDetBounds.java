package org.p4inv.core.p4;

/**
 * The window in which an invertible matrix is kept.
 *
 * <p>Outside it a penalty pulls back, {@code weight * (distance to the window)^2} for the change
 * log|delta| and for the total log|det W| each; a merge is refused from {@link #SLACK} nat outside.
 *
 * @param minChange lower bound of log|delta|, the change by one perturbation
 * @param maxChange upper bound of log|delta|
 * @param minLogDet lower bound of log|det W|
 * @param maxLogDet upper bound of log|det W|
 */
public record LogDetBounds(double minChange, double maxChange, double minLogDet, double maxLogDet) {
  /** How far outside the window a merge is still taken, in nat. */
  public static final double SLACK = 0.5;

  private static final double REFERENCE_MIN = -2;
  private static final double REFERENCE_MAX = 15;
  private static final double PER_DIMENSION = 2;

  /** No bounds at all; only what is not finite is refused. */
  public static final LogDetBounds NONE =
      new LogDetBounds(
          Double.NEGATIVE_INFINITY,
          Double.POSITIVE_INFINITY,
          Double.NEGATIVE_INFINITY,
          Double.POSITIVE_INFINITY);

  /** Checks that each lower bound is below its upper bound. */
  public LogDetBounds {
    if (!(minChange < maxChange)) {
      throw new IllegalArgumentException(
          "minChange must be below maxChange, got " + minChange + " and " + maxChange);
    }
    if (!(minLogDet < maxLogDet)) {
      throw new IllegalArgumentException(
          "minLogDet must be below maxLogDet, got " + minLogDet + " and " + maxLogDet);
    }
  }

  /**
   * The window of the reference for d = 1, -2 to 15, widened by 2 nat on both sides for every
   * further dimension: what is bounded is the mean scale of a coordinate, not the volume. A
   * perturbation of fixed rank changes few directions, so the bounds of its change do not grow.
   */
  public static LogDetBounds forDimension(int d) {
    double room = PER_DIMENSION * (d - 1);
    return new LogDetBounds(
        REFERENCE_MIN, REFERENCE_MAX, REFERENCE_MIN - room, REFERENCE_MAX + room);
  }

  /** How far log|delta| is outside its window: negative below, positive above, 0 inside. */
  double changeExcess(double change) {
    return excess(change, minChange, maxChange);
  }

  /** How far log|det W| is outside its window: negative below, positive above, 0 inside. */
  double logDetExcess(double logDet) {
    return excess(logDet, minLogDet, maxLogDet);
  }

  private static double excess(double value, double min, double max) {
    return Math.min(value - min, 0) + Math.max(value - max, 0);
  }
}

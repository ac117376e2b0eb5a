package org.p4inv.flows.bijection;

/**
 * Where one coordinate lies: an open interval of the line, or a circle whose two ends are one
 * point.
 *
 * @param low lower end; -infinity for none
 * @param high upper end, above {@code low}; infinity for none
 * @param circular whether the ends are one point; both are finite then
 */
public record Interval(double low, double high, boolean circular) {
  /** The whole line. */
  public static final Interval REAL =
      new Interval(Double.NEGATIVE_INFINITY, Double.POSITIVE_INFINITY, false);

  /** The open unit interval. */
  public static final Interval UNIT = new Interval(0, 1, false);

  /** Checks the ends. */
  public Interval {
    if (!(low < high)) {
      throw new IllegalArgumentException("low must be below high, got " + low + " and " + high);
    }
    if (circular && (Double.isInfinite(low) || Double.isInfinite(high))) {
      throw new IllegalArgumentException(
          "the ends of a circle must be finite, got " + low + " and " + high);
    }
  }

  /** The circle that is cut open at {@code low}, which is {@code high} too. */
  public static Interval circle(double low, double high) {
    return new Interval(low, high, true);
  }

  /**
   * Whether every point of the other lies here; a circle lies in no line and no line in a circle.
   */
  public boolean contains(Interval other) {
    return (circular || other.circular) ? equals(other) : low <= other.low && other.high <= high;
  }

  @Override
  public String toString() {
    return (circular ? "circle [" : "(") + low + ", " + high + ")";
  }
}

package org.p4inv.cli.plot;

/** An interval of values, never empty. */
record Range(double min, double max) {

  /**
   * From one quantile to another of values sorted upwards; 0 to 1 if there are none, and half a
   * unit to both sides if they are all the same.
   */
  static Range of(double[] sorted, double low, double high) {
    if (sorted.length == 0) {
      return new Range(0, 1);
    }
    double min = sorted[(int) Math.round(low * (sorted.length - 1))];
    double max = sorted[(int) Math.round(high * (sorted.length - 1))];
    double least = 1e-9 * Math.max(Math.abs(min), Math.abs(max));
    return max - min > least ? new Range(min, max) : new Range(min - 0.5, max + 0.5);
  }

  double length() {
    return max - min;
  }

  /** This range with {@code share} of its length added on both sides. */
  Range widened(double share) {
    return new Range(min - share * length(), max + share * length());
  }
}

package org.p4inv.samplers.energy.plane;

/**
 * One term of the Mueller-Brown surface: amplitude exp(q), q = a d1^2 + b d1 d2 + c d2^2, d = x -
 * centre.
 *
 * <p>The exponent is held at 700, so that nothing overflows; only the last term grows.
 */
record MuellerBrownTerm(
    double amplitude, double a, double b, double c, double centre1, double centre2) {
  private static final double LARGEST_EXPONENT = 700;

  /** The four published terms: the table in {@link MuellerBrown}. */
  static MuellerBrownTerm[] published() {
    return new MuellerBrownTerm[] {
      new MuellerBrownTerm(-200, -1, 0, -10, 1, 0),
      new MuellerBrownTerm(-100, -1, 0, -10, 0, 0.5),
      new MuellerBrownTerm(-170, -6.5, 11, -6.5, -0.5, 1.5),
      new MuellerBrownTerm(15, 0.7, 0.6, 0.7, -1, 1)
    };
  }

  /** V, the sum of terms. */
  static double sum(MuellerBrownTerm[] terms, double x1, double x2) {
    double v = 0;
    for (MuellerBrownTerm term : terms) {
      v += term.value(x1, x2);
    }
    return v;
  }

  double value(double x1, double x2) {
    double d1 = x1 - centre1;
    double d2 = x2 - centre2;
    return amplitude * exp(a * d1 * d1 + b * d1 * d2 + c * d2 * d2);
  }

  /** dq/dx1. */
  double slope1(double x1, double x2) {
    return 2 * a * (x1 - centre1) + b * (x2 - centre2);
  }

  /** dq/dx2. */
  double slope2(double x1, double x2) {
    return b * (x1 - centre1) + 2 * c * (x2 - centre2);
  }

  /**
   * A number that this term is not below in the rectangle [l1, r1] x [l2, r2], up to rounding. By
   * interval arithmetic: q is bounded monomial by monomial, from above where the amplitude is
   * negative, from below where it is positive.
   */
  double lowerBound(double l1, double r1, double l2, double r2) {
    double sense = -Math.signum(amplitude);
    double q =
        greatest(sense * a, Interval.square(l1 - centre1, r1 - centre1))
            + greatest(
                sense * b, Interval.product(l1 - centre1, r1 - centre1, l2 - centre2, r2 - centre2))
            + greatest(sense * c, Interval.square(l2 - centre2, r2 - centre2));
    return amplitude * exp(sense * q);
  }

  private static double exp(double q) {
    return StrictMath.exp(Math.min(q, LARGEST_EXPONENT));
  }

  private static double greatest(double factor, Interval interval) {
    return Math.max(factor * interval.from(), factor * interval.to());
  }

  /** A range of numbers. */
  private record Interval(double from, double to) {

    /** The squares of the numbers from l to r. */
    static Interval square(double l, double r) {
      double least = l <= 0 && r >= 0 ? 0 : Math.min(l * l, r * r);
      return new Interval(least, Math.max(l * l, r * r));
    }

    /** The products of the numbers from l1 to r1 with those from l2 to r2. */
    static Interval product(double l1, double r1, double l2, double r2) {
      return new Interval(
          Math.min(Math.min(l1 * l2, l1 * r2), Math.min(r1 * l2, r1 * r2)),
          Math.max(Math.max(l1 * l2, l1 * r2), Math.max(r1 * l2, r1 * r2)));
    }
  }
}

package org.p4inv.samplers.energy.plane;

/**
 * sin(pi x) and cos(pi x) in double precision, for finite x, off by at most 2^-52. The turn of a
 * half is taken off without rounding, and the rest, of at most pi / 4, is the Taylor series, whose
 * next term is below 2^-58.
 *
 * <p>Why not {@link StrictMath}: it is exact to the bit everywhere too, but on newer JDKs allocates
 * for each value, and an energy allocates nothing.
 */
final class SinPi {
  private static final int TERMS = 9;

  /** (-1)^k / (2 k + 1)! and (-1)^k / (2 k)!, the highest k last. */
  private static final double[] SINE = new double[TERMS];

  private static final double[] COSINE = new double[TERMS];

  static {
    double term = 1;
    for (int k = 0; k < TERMS; k++) {
      COSINE[k] = term;
      SINE[k] = term / (2 * k + 1);
      term /= -(2.0 * k + 1) * (2 * k + 2);
    }
  }

  private SinPi() {}

  static double sin(double x) {
    return ofQuarters(x, 0);
  }

  static double cos(double x) {
    return ofQuarters(x, 1);
  }

  /** sin(pi (x + quarters / 2)). */
  private static double ofQuarters(double x, int quarters) {
    double inTurn = 2 * (x - 2 * Math.rint(x / 2));
    double nearest = Math.rint(inTurn);
    double angle = Math.PI / 2 * (inTurn - nearest);
    return switch (((int) nearest + quarters) & 3) {
      case 0 -> angle * series(SINE, angle);
      case 1 -> series(COSINE, angle);
      case 2 -> -angle * series(SINE, angle);
      default -> -series(COSINE, angle);
    };
  }

  private static double series(double[] coefficients, double angle) {
    double square = angle * angle;
    double sum = 0;
    for (int k = TERMS - 1; k >= 0; k--) {
      sum = sum * square + coefficients[k];
    }
    return sum;
  }
}

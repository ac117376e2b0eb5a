package org.p4inv.core.testing;

/**
 * How far a computed number may be from the exact one: the one place where tolerances come from.
 *
 * <p>Each is a bound of rounding error analysis, linear in the length of the sum and in the
 * condition of the problem, with a small constant. Source: Higham, Accuracy and Stability of
 * Numerical Algorithms, second edition, chapters 3, 9 and 14.
 */
public final class Tolerance {
  /** Half the distance from 1 to the next float: the relative error of one float operation. */
  public static final double FLOAT = 0x1p-24;

  /** The same for double. */
  public static final double DOUBLE = 0x1p-53;

  /** Standard errors that a seeded statistic may be off; 6e-7 of all seeds would fail by chance. */
  public static final double STANDARD_ERRORS = 5;

  /** A rounding error is at least one subnormal step, however small the result. */
  private static final double UNDERFLOW = Float.MIN_VALUE;

  /**
   * The constant of the bounds for matrices. Each counts a handful of products and solves, every
   * one with an error of length * unit roundoff * norms in the worst case.
   */
  private static final double STEPS = 8;

  private Tolerance() {}

  /**
   * A sum of n fused products: each addition errs by {@code unit} of a partial sum, which is at
   * most {@code magnitude}, the sum of the absolute values (Higham, section 3.1).
   */
  public static double sum(int n, double unit, double magnitude) {
    return n * unit * magnitude / (1 - n * unit) + n * UNDERFLOW;
  }

  /** An element of n numbers that are added in a balanced tree: log2 n roundings, not n. */
  public static double tree(int n, double unit, double magnitude) {
    int depth = 32 - Integer.numberOfLeadingZeros(n);
    return sum(depth, unit, magnitude);
  }

  /** A value after n operations, each of which rounds it once. */
  public static double roundings(int n, double unit, double value) {
    return n * unit * Math.abs(value);
  }

  /** A number of units in the last place of a float result. */
  public static double ulps(double n, double exact) {
    return n * Math.ulp((float) exact);
  }

  /** One rounding of a double to float. */
  public static double rounding(double magnitude) {
    return FLOAT * Math.abs(magnitude) + UNDERFLOW;
  }

  /**
   * log|det| of a matrix of n rows. What is computed is the exact value of a matrix that differs by
   * |E| at most n * unit * |A|; log|det| changes by the trace of A^-1 E, hence by at most n * unit
   * * |A| |A^-1|.
   *
   * @param condition |A| |A^-1| (Frobenius norms)
   */
  public static double logDet(int n, double condition) {
    return STEPS * n * DOUBLE * Math.max(1, condition);
  }

  /**
   * log|det| that was tracked through many rank-one changes: each errs by the trace of a residual E
   * = I - A A^-1 times a matrix of rank one and unit size, at most d times its largest element,
   * with either sign.
   */
  public static double trackedLogDet(int d, int merges, double residual) {
    return STANDARD_ERRORS * Math.sqrt(merges) * d * residual;
  }

  /**
   * An element of a computed inverse: with E as in {@link #logDet} it changes by A^-1 E A^-1.
   *
   * @param inverseNorm the Frobenius norm of the inverse
   */
  public static double inverse(int n, double condition, double inverseNorm) {
    return STEPS * n * DOUBLE * Math.max(1, condition) * inverseNorm;
  }

  /** An element of I - A A^-1: the product of A with the error of {@link #inverse}. */
  public static double residual(int n, double condition) {
    return STEPS * n * DOUBLE * Math.max(1, condition);
  }

  /**
   * A central difference of log|det W| of step h in one element of U or V. With W^-1 = X the
   * derivatives along a rank-one direction E are t = trace(X E), -t^2, 2 t^3: the truncation is h^2
   * |t|^3 / 3 (doubled for what follows), and an error of the value comes in divided by h.
   */
  public static double centralDifference(double h, double derivative, double valueError) {
    return 2 * h * h * Math.abs(derivative * derivative * derivative) / 3 + valueError / h;
  }

  /**
   * A parameter after a number of Adam steps in float. A step is at most {@code largest}; its mean
   * errs by the roundings of some ten gradients, its square root by half of those of all steps so
   * far (at most a thousand, then they are forgotten); a handful of operations join them. The
   * parameter itself is rounded once in a step.
   */
  public static double adam(int steps, double largest, double parameter) {
    double relative = (40 + 1.5 * Math.min(steps, 1000)) * FLOAT;
    return steps * (relative * largest + FLOAT * Math.abs(parameter));
  }

  /** The mean of n independent numbers of the given standard deviation. */
  public static double mean(int n, double deviation) {
    return STANDARD_ERRORS * deviation / Math.sqrt(n);
  }

  /** A chi-square statistic of this many degrees of freedom, normal approximation. */
  public static double chiSquare(int freedom) {
    return freedom + STANDARD_ERRORS * Math.sqrt(2.0 * freedom);
  }

  /** The Kolmogorov-Smirnov distance of n numbers: 2 exp(-2 n x^2) is the chance to exceed it. */
  public static double kolmogorovSmirnov(int n) {
    double chance = 6e-7;
    return Math.sqrt(Math.log(2 / chance) / (2.0 * n));
  }
}

package org.p4inv.flows.check;

import java.util.Arrays;
import java.util.Locale;

/**
 * What one check of a {@link SelfCheck} saw.
 *
 * @param check what was looked at
 * @param verdict whether it holds
 * @param measured the largest deviation seen, in the unit that {@code detail} names
 * @param limit the largest deviation that is still taken for rounding
 * @param detail one sentence: where the largest deviation is, or why nothing could be compared
 */
public record Finding(String check, Verdict verdict, double measured, double limit, String detail) {

  /** The verdict on one check. */
  public enum Verdict {
    /** The deviation is within the limit. */
    PASSED,
    /** It is not. */
    FAILED,
    /** Nothing could be compared; the detail says why. */
    NOT_COMPARED
  }

  private static final double SHARE = 0.9;

  static Finding of(String check, double measured, double limit, String detail) {
    // A NaN is a failure.
    Verdict verdict = measured <= limit ? Verdict.PASSED : Verdict.FAILED;
    return new Finding(check, verdict, measured, limit, detail);
  }

  /**
   * Of deviations from differences: the one that a tenth of the points exceeds. No difference can
   * be trusted where a spline has a knot; a wrong log-det or pullback is wrong at most points.
   *
   * @param deviations one for each point that was looked at, those compared first; sorted
   * @param compared how many points were smooth enough
   */
  static Finding ofMost(String check, double[] deviations, int compared, double limit) {
    if (2 * compared < deviations.length) {
      return notCompared(
          check,
          limit,
          "only " + compared + " of " + deviations.length + " points are smooth enough");
    }
    // A NaN is sorted behind all numbers.
    Arrays.sort(deviations, 0, compared);
    double measured = deviations[(int) (SHARE * (compared - 1))];
    return of(check, measured, limit, "exceeded by a tenth of the points at most");
  }

  static Finding notCompared(String check, double limit, String why) {
    return new Finding(check, Verdict.NOT_COMPARED, Double.NaN, limit, why);
  }

  @Override
  public String toString() {
    String word = verdict.name().toLowerCase(Locale.ROOT).replace('_', ' ');
    return verdict == Verdict.NOT_COMPARED
        ? check + ": " + word + ", " + detail
        : check + ": " + word + ", " + measured + " (limit " + limit + "), " + detail;
  }
}

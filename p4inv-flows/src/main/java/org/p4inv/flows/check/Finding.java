package org.p4inv.flows.check;

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

  static Finding of(String check, double measured, double limit, String detail) {
    // A NaN is a failure.
    Verdict verdict = measured <= limit ? Verdict.PASSED : Verdict.FAILED;
    return new Finding(check, verdict, measured, limit, detail);
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

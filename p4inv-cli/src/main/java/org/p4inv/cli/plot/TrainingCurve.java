package org.p4inv.cli.plot;

/** What was measured during a training: three arrays of the same length. */
public final class TrainingCurve {
  final long[] steps;
  final double[] losses;
  final double[] ess;

  /**
   * Wraps the arrays, which are neither copied nor modified.
   *
   * @param steps the step of each entry, ascending, not negative
   * @param losses loss at that step; not finite where there is none
   * @param ess reverse effective sample size at that step as a fraction, 0 to 1; not finite where
   *     it was not measured
   */
  public TrainingCurve(long[] steps, double[] losses, double[] ess) {
    requireLength("losses", losses.length, steps.length);
    requireLength("ess", ess.length, steps.length);
    for (int i = 0; i < steps.length; i++) {
      if (steps[i] < (i == 0 ? 0 : steps[i - 1])) {
        throw new IllegalArgumentException(
            "steps must ascend from 0 or more, got " + steps[i] + " at " + i);
      }
    }
    this.steps = steps;
    this.losses = losses;
    this.ess = ess;
  }

  private static void requireLength(String name, int actual, int expected) {
    if (actual != expected) {
      throw new IllegalArgumentException(
          name + " must have the length of steps, " + expected + ", got " + actual);
    }
  }
}

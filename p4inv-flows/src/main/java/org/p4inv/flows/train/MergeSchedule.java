package org.p4inv.flows.train;

/**
 * When perturbations are merged: after every {@code interval}-th step.
 *
 * @param interval at least 1; the paper's default is 10
 */
public record MergeSchedule(int interval) {
  /** Checks the interval. */
  public MergeSchedule {
    if (interval < 1) {
      throw new IllegalArgumentException("interval must be at least 1, got " + interval);
    }
  }

  /** Whether a merge follows step {@code step}, counted from 0. */
  public boolean due(long step) {
    return (step + 1) % interval == 0;
  }
}

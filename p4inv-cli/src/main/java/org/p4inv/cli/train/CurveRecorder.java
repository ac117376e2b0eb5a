package org.p4inv.cli.train;

import java.util.Arrays;
import org.p4inv.cli.plot.TrainingCurve;

/** Collects a training curve of at most a few thousand entries, however long the training is. */
final class CurveRecorder {
  private static final int MOST = 2000;

  private final long stride;
  private long[] steps = new long[64];
  private double[] losses = new double[64];
  private double[] ess = new double[64];
  private int count;

  CurveRecorder(long trainingSteps) {
    stride = Math.max(1, trainingSteps / MOST);
  }

  /** Takes a step, counted from 1, if it falls on the grid or has an effective sample size. */
  void add(long step, double loss, double reverseEss) {
    if (step % stride != 0 && Double.isNaN(reverseEss)) {
      return;
    }
    if (count == steps.length) {
      steps = Arrays.copyOf(steps, 2 * count);
      losses = Arrays.copyOf(losses, 2 * count);
      ess = Arrays.copyOf(ess, 2 * count);
    }
    steps[count] = step;
    losses[count] = loss;
    ess[count] = reverseEss;
    count++;
  }

  TrainingCurve curve() {
    return new TrainingCurve(
        Arrays.copyOf(steps, count), Arrays.copyOf(losses, count), Arrays.copyOf(ess, count));
  }
}

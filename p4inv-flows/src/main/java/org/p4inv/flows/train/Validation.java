package org.p4inv.flows.train;

import org.p4inv.core.parallel.Workers;
import org.p4inv.flows.Flow;

/** The weighted mean negative log-likelihood of points that are not trained on. */
final class Validation {
  private final float[] points;
  private final float[] context;
  private final double[] weights;
  private final double[] logDensity;
  private final Workers workers;

  Validation(TrainingData data, int[] rows, Workers workers) {
    this.points = data.points(rows);
    this.context = data.context(rows);
    this.weights = new double[rows.length];
    this.logDensity = new double[rows.length];
    this.workers = workers;
    for (int i = 0; i < rows.length; i++) {
      weights[i] = data.weight(rows[i]);
    }
  }

  /** Whether there are no points. */
  boolean isEmpty() {
    return weights.length == 0;
  }

  /** In nats; NaN without points. */
  double nll(Flow flow) {
    flow.logDensity(points, context, logDensity, workers);
    double sum = 0;
    double weight = 0;
    for (int i = 0; i < logDensity.length; i++) {
      sum -= weights[i] * logDensity[i];
      weight += weights[i];
    }
    return sum / weight;
  }
}

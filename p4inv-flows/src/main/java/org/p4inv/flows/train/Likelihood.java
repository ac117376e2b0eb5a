package org.p4inv.flows.train;

import static org.p4inv.core.kernel.Tile.LANES;

import java.util.Arrays;
import java.util.stream.IntStream;

/**
 * Training by data: the mean negative log-likelihood of the points, in nats.
 *
 * <p>loss = mean of -w_i ln q(x_i) over the mini-batch, with weights w_i whose mean over all points
 * is 1; ln q(x) = ln p(f^-1(x)) + log|det df^-1/dx|, through the inverse direction. Its least
 * expected value is the entropy of what the points were drawn from. In every epoch each point comes
 * once; see {@link MaximumLikelihood} for validation and early stopping.
 */
public final class Likelihood implements Objective {
  private final TrainingData data;
  private final Epochs epochs;
  private final double weightScale;

  /**
   * The likelihood of all points.
   *
   * @param seed of the order of the points
   */
  public Likelihood(TrainingData data, long seed) {
    this(data, IntStream.range(0, data.size()).toArray(), seed);
  }

  /** The likelihood of some of the points, at least one. */
  Likelihood(TrainingData data, int[] rows, long seed) {
    if (rows.length == 0) {
      throw new IllegalArgumentException(
          "data must hold at least one finite point of positive weight, got none; "
              + data.setAside());
    }
    this.data = data;
    this.epochs = new Epochs(rows, seed);
    double sum = 0;
    for (int row : rows) {
      sum += data.weight(row);
    }
    this.weightScale = rows.length / sum;
  }

  /** The steps in which each point comes once, with batches of at most {@code batch} points. */
  public int stepsPerEpoch(int batch) {
    return epochs.batches(batch);
  }

  @Override
  public int begin(long step, int batch) {
    return epochs.begin(step, batch);
  }

  @Override
  public double tile(TilePass pass) {
    int[] order = epochs.order();
    int first = epochs.from() + pass.tile() * LANES;
    data.load(order, first, pass.lanes(), pass.x(), pass.context());
    pass.inverse();

    double[] loss = pass.values();
    Arrays.fill(loss, 0.0);
    pass.addBaseLogDensity(loss);
    for (int lane = 0; lane < pass.lanes(); lane++) {
      double weight = data.weight(order[first + lane]) * weightScale;
      loss[lane] = -weight * (loss[lane] + pass.logDet()[lane]);
      pass.logDetBar()[lane] = -weight / pass.batch();
      pass.baseBar()[lane] = -weight / pass.batch();
    }
    double sum = pass.finish(loss);
    pass.inversePullback();
    return sum;
  }
}

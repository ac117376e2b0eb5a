package org.p4inv.samplers.boltzmann;

import static org.p4inv.core.kernel.Tile.LANES;

import java.util.Arrays;
import java.util.Objects;
import org.p4inv.core.kernel.Tile;
import org.p4inv.flows.train.Objective;
import org.p4inv.flows.train.TilePass;

/**
 * Flow annealed importance sampling bootstrap: the alpha divergence of order 2, integral of p^2 /
 * q, by points of a {@link ReplayBuffer} whose weights aim at p^2 / q, where the flow q covers the
 * target p too thinly.
 *
 * <p>The gradient -integral of (p^2 / q) d ln q / dparameters is estimated by points drawn with a
 * probability proportional to their weight,
 *
 * <p>loss = mean of -c_i ln q(x_i), c_i = q_old(x_i) / q(x_i) held fixed,
 *
 * <p>where q_old is the flow when the weight was last known; c is at most {@value
 * #MOST_CORRECTION}. After each step the weights of the points that were drawn are corrected by the
 * same factor. The value of the loss is that of no divergence. {@link FabTraining} fills the
 * buffer. Source: Midgley, Stimper, Simm, Schoelkopf and Hernandez-Lobato, Flow annealed importance
 * sampling bootstrap, arXiv 2208.01893, algorithm 1; the bound on c is ours.
 */
public final class Fab implements Objective {
  private static final double MOST_CORRECTION = 10;
  private static final double MOST_LOG = StrictMath.log(MOST_CORRECTION);

  private final ReplayBuffer buffer;

  /** What was drawn in the last step, and ln q there. */
  private int[] rows = {};

  private double[] logDensity = {};
  private int drawn;

  /** The divergence by the points of a buffer. */
  public Fab(ReplayBuffer buffer) {
    this.buffer = Objects.requireNonNull(buffer, "buffer");
  }

  /** The buffer. */
  public ReplayBuffer buffer() {
    return buffer;
  }

  /**
   * Adds points to the buffer, see {@link ReplayBuffer#add}, after the weights of those drawn last
   * are corrected. To be called by the thread that trains, between its steps.
   */
  public void add(float[] points, double[] logWeights, double[] newLogDensity) {
    correct();
    buffer.add(points, logWeights, newLogDensity);
  }

  /**
   * Corrects the weights of the points of the last step.
   *
   * @throws IllegalStateException if the buffer has no point to draw
   */
  @Override
  public int begin(long step, int batch) {
    correct();
    if (!buffer.canDraw()) {
      throw new IllegalStateException("the buffer must hold a point of positive weight first");
    }
    if (drawn != batch) {
      rows = new int[Tile.count(batch) * LANES];
      logDensity = new double[rows.length];
    }
    drawn = batch;
    return batch;
  }

  private void correct() {
    for (int i = 0; i < drawn; i++) {
      buffer.know(rows[i], logDensity[i]);
    }
  }

  @Override
  public double tile(TilePass pass) {
    int first = pass.tile() * LANES;
    int d = buffer.dimension();
    for (int lane = 0; lane < LANES; lane++) {
      int row = buffer.draw(pass.random().nextDouble());
      rows[first + lane] = row;
      for (int j = 0; j < d; j++) {
        pass.x()[j * LANES + lane] = buffer.coordinate(row, j);
      }
    }
    pass.inverse();
    double[] loss = pass.values();
    Arrays.fill(loss, 0.0);
    pass.addBaseLogDensity(loss);
    for (int lane = 0; lane < LANES; lane++) {
      double now = loss[lane] + pass.logDet()[lane];
      double old = buffer.logDensity(rows[first + lane]);
      double correction = StrictMath.exp(Math.min(old - now, MOST_LOG));
      logDensity[first + lane] = now;
      loss[lane] = -correction * now;
      pass.logDetBar()[lane] = -correction / pass.batch();
      pass.baseBar()[lane] = -correction / pass.batch();
    }
    double sum = pass.finish(loss);
    pass.inversePullback();
    return sum;
  }
}

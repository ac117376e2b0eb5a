package org.p4inv.bench.cases;

import static org.p4inv.core.kernel.Tile.LANES;

import java.util.Arrays;
import org.p4inv.core.kernel.Tile;
import org.p4inv.core.random.Domain;
import org.p4inv.core.random.RandomStream;
import org.p4inv.flows.train.Objective;
import org.p4inv.flows.train.TilePass;

/**
 * The loss of the linear layers, mean(|y|^2 / 2) - log|det W| for y = W x + b, on one fixed batch
 * of standard normal points x that is read as a user holds it: row-major, {@code [batch x d]}.
 */
final class LinearObjective implements Objective {
  private final int d;
  private final float[] points;

  LinearObjective(int d, int batch) {
    this.d = d;
    points = new float[Math.multiplyExact(batch, d)];
    new RandomStream(1, Domain.APPLICATION).gaussian(points, 0, points.length);
  }

  @Override
  public double tile(TilePass pass) {
    Tile.load(points, pass.tile() * LANES, pass.lanes(), d, pass.z());
    pass.forward();
    double[] loss = pass.values();
    float[] y = pass.x();
    float[] yBar = pass.xBar();
    float share = 1f / pass.batch();
    for (int lane = 0; lane < LANES; lane++) {
      loss[lane] = -pass.logDet()[lane];
    }
    for (int from = 0; from < d * LANES; from += LANES) {
      for (int lane = 0; lane < LANES; lane++) {
        float value = y[from + lane];
        loss[lane] += 0.5 * value * value;
        yBar[from + lane] = share * value;
      }
    }
    Arrays.fill(pass.logDetBar(), -share);
    double sum = pass.finish(loss);
    pass.forwardPullback();
    return sum;
  }
}

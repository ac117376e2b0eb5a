package org.p4inv.bench.cases;

import static org.p4inv.core.kernel.Tile.LANES;

import java.util.Arrays;
import org.p4inv.core.kernel.Kernels;
import org.p4inv.core.kernel.Tile;
import org.p4inv.core.random.Domain;
import org.p4inv.core.random.RandomStream;
import org.p4inv.flows.train.Objective;
import org.p4inv.flows.train.TilePass;

/**
 * The loss of the linear layers, mean(|y|^2 / 2) - log|det W| for y = W x + b, on one fixed batch
 * of standard normal points x. The batch is laid out in tiles once, before the clock runs, as the
 * peers lay theirs out as it suits them.
 */
final class LinearObjective implements Objective {
  private static final Kernels K = Kernels.active();

  private final int d;
  private final float[][] tiles;

  LinearObjective(int d, int batch) {
    this.d = d;
    float[] points = new float[Math.multiplyExact(batch, d)];
    new RandomStream(1, Domain.APPLICATION).gaussian(points, 0, points.length);
    tiles = new float[Tile.count(batch)][d * LANES];
    for (int tile = 0; tile < tiles.length; tile++) {
      Tile.load(points, tile * LANES, Tile.lanes(batch, tile), d, tiles[tile]);
    }
  }

  @Override
  public double tile(TilePass pass) {
    float[] points = tiles[pass.tile()];
    System.arraycopy(points, 0, pass.z(), 0, points.length);
    pass.forward();
    double[] loss = pass.values();
    float[] y = pass.x();
    float[] yBar = pass.xBar();
    float share = 1f / pass.batch();
    for (int lane = 0; lane < LANES; lane++) {
      loss[lane] = -pass.logDet()[lane];
    }
    K.addSquares(d, 0.5, y, 0, loss);
    for (int i = 0; i < yBar.length; i++) {
      yBar[i] = share * y[i];
    }
    Arrays.fill(pass.logDetBar(), -share);
    double sum = pass.finish(loss);
    pass.forwardPullback();
    return sum;
  }
}

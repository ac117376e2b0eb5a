package org.p4inv.samplers.boltzmann.stochastic;

import static org.p4inv.core.kernel.Tile.LANES;

import java.util.Arrays;
import org.p4inv.flows.train.Objective;
import org.p4inv.flows.train.TilePass;

/** {@link StochasticTraining#likelihood}. */
final class PathLikelihood implements Objective {
  private final StochasticTraining training;
  private final float[] points;
  private final int d;

  PathLikelihood(StochasticTraining training, float[] points) {
    this.training = training;
    this.points = points.clone();
    this.d = training.start().flow().dimension();
    if (points.length == 0 || points.length % d != 0) {
      throw new IllegalArgumentException(
          "`points` must have a positive multiple of d = " + d + " numbers, got " + points.length);
    }
    for (int i = 0; i < points.length; i++) {
      if (!Float.isFinite(points[i])) {
        throw new IllegalArgumentException(
            "`points` must be finite, coordinate "
                + i % d
                + " of point "
                + i / d
                + " is "
                + points[i]);
      }
    }
  }

  @Override
  public int begin(long step, int batch) {
    training.begin(batch);
    return batch;
  }

  @Override
  public double tile(TilePass pass) {
    Path path = training.path(pass);
    draw(pass);
    path.inverse(pass.random());
    training.note(pass, path);

    double[] loss = pass.values();
    Arrays.fill(loss, 0.0);
    pass.addBaseLogDensity(loss);
    for (int lane = 0; lane < LANES; lane++) {
      loss[lane] = -loss[lane] - pass.logDet()[lane];
    }
    Arrays.fill(pass.logDetBar(), -1.0 / pass.batch());
    Arrays.fill(pass.baseBar(), -1.0 / pass.batch());
    double sum = pass.finish(loss);
    pass.flow().basePullback(pass.baseBar(), pass.zBar(), pass.gradient());
    path.inversePullback(pass.zBar(), pass.logDetBar(), pass.gradient());
    return sum;
  }

  private void draw(TilePass pass) {
    float[] x = pass.x();
    for (int lane = 0; lane < LANES; lane++) {
      int row = pass.random().nextInt(points.length / d);
      for (int j = 0; j < d; j++) {
        x[j * LANES + lane] = points[row * d + j];
      }
    }
  }
}

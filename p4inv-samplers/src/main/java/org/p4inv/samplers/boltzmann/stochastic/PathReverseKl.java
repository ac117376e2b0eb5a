package org.p4inv.samplers.boltzmann.stochastic;

import static org.p4inv.core.kernel.Tile.LANES;

import java.util.Arrays;
import org.p4inv.flows.train.Objective;
import org.p4inv.flows.train.TilePass;

/** {@link StochasticTraining#reverseKl}. */
final class PathReverseKl implements Objective {
  private final StochasticTraining training;

  PathReverseKl(StochasticTraining training) {
    this.training = training;
  }

  @Override
  public int begin(long step, int batch) {
    training.begin(batch);
    return batch;
  }

  @Override
  public double tile(TilePass pass) {
    Path path = training.path(pass);
    pass.sampleBase();
    path.forward(pass.random());
    training.note(pass, path);

    double[] loss = pass.values();
    float[] xBar = pass.xBar();
    training.start().energy().evaluate(pass.x(), loss, xBar);
    float factor = 1f / pass.batch();
    for (int i = 0; i < xBar.length; i++) {
      xBar[i] *= factor;
    }
    for (int lane = 0; lane < LANES; lane++) {
      loss[lane] -= pass.logDet()[lane];
    }
    pass.addBaseLogDensity(loss);
    Arrays.fill(pass.logDetBar(), -1.0 / pass.batch());
    double sum = pass.finish(loss);
    path.forwardPullback(xBar, pass.logDetBar(), pass.gradient());
    return sum;
  }
}

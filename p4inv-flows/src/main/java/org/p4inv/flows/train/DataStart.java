package org.p4inv.flows.train;

import static org.p4inv.core.kernel.Tile.LANES;

import java.util.Arrays;
import org.p4inv.core.kernel.Tile;
import org.p4inv.flows.Flow;
import org.p4inv.flows.bijection.Bijection;
import org.p4inv.flows.bijection.Storage;
import org.p4inv.flows.bijection.Weights;
import org.p4inv.flows.bijection.Workspace;

/**
 * Start values that depend on data, by {@link Bijection#fitInverse} with up to {@value #MOST}
 * points; weights are not looked at, and where there is a context all points take its mean.
 */
final class DataStart {
  private static final int MOST = 8192;

  private DataStart() {}

  /** A copy of a flow with start values from the first of the given points. */
  static Flow of(Flow flow, TrainingData data, int[] rows) {
    int points = Math.min(rows.length, MOST);
    float[] parameters = flow.parameters();
    double[] frozen = flow.frozen();
    Bijection bijection = flow.bijection();
    Storage storage = new Storage(parameters, frozen, flow.base(), bijection);
    flow.base().bind(storage);
    Weights weights = bijection.bind(storage);
    bijection.refresh(weights);
    float[] context = new float[data.contextDimension() * LANES];
    float[][] batch = new float[Tile.count(points)][data.dimension() * LANES];
    for (int tile = 0; tile < batch.length; tile++) {
      data.load(rows, tile * LANES, Tile.lanes(points, tile), batch[tile], context);
    }
    meanContext(data.context(Arrays.copyOf(rows, points)), context);
    Workspace workspace = bijection.workspace();
    workspace.lendContext(context);
    bijection.fitInverse(weights, batch, points, workspace);
    return Flow.of(flow.base(), bijection, parameters, frozen);
  }

  private static void meanContext(float[] context, float[] tile) {
    int c = tile.length / LANES;
    for (int j = 0; j < c; j++) {
      double sum = 0;
      for (int i = j; i < context.length; i += c) {
        sum += context[i];
      }
      Arrays.fill(tile, j * LANES, (j + 1) * LANES, (float) (sum * c / context.length));
    }
  }
}

package org.p4inv.bench.jmh;

import org.p4inv.core.kernel.Tile;
import org.p4inv.core.random.Domain;
import org.p4inv.core.random.RandomStream;
import org.p4inv.flows.bijection.Bijection;
import org.p4inv.flows.bijection.Storage;
import org.p4inv.flows.bijection.Weights;
import org.p4inv.flows.bijection.Workspace;

/** A bijection with random numbers and one tile of 64 points: both directions, their pullbacks. */
final class TileRun {
  private final Bijection bijection;
  private final Weights weights;
  private final Workspace workspace;
  private final float[] z;
  private final float[] y;
  private final float[] x;
  private final float[] bar;
  private final float[] outBar;
  private final float[] gradient;
  private final double[] logDet = new double[Tile.LANES];
  private final double[] logDetBar = new double[Tile.LANES];

  /**
   * Makes the numbers of a bijection.
   *
   * @param deviation of the noise that is added to its start values, so that it is not the identity
   */
  TileRun(Bijection bijection, float deviation) {
    this.bijection = bijection;
    float[] parameters = new float[bijection.parameterCount()];
    weights =
        bijection.bind(new Storage(parameters, new double[bijection.frozenCount()], bijection));
    bijection.initialise(weights, new RandomStream(1, Domain.START));
    float[] noise = Normal.floats(1, parameters.length);
    for (int i = 0; i < parameters.length; i++) {
      parameters[i] += deviation * noise[i];
    }
    bijection.refresh(weights);
    workspace = bijection.workspace();
    int n = bijection.dimension() * Tile.LANES;
    z = Normal.floats(2, n);
    y = new float[n];
    x = new float[n];
    bar = Normal.floats(3, n);
    outBar = new float[n];
    gradient = new float[parameters.length];
    // What enters the inverse direction lies where that is defined.
    bijection.forward(weights, z, y, logDet, workspace);
  }

  float[] forward() {
    bijection.forward(weights, z, x, logDet, workspace);
    return x;
  }

  float[] forwardAndPullback() {
    forward();
    bijection.forwardPullback(weights, z, x, bar, logDetBar, outBar, gradient, workspace);
    return outBar;
  }

  float[] inverse() {
    bijection.inverse(weights, y, x, logDet, workspace);
    return x;
  }

  float[] inverseAndPullback() {
    inverse();
    bijection.inversePullback(weights, y, x, bar, logDetBar, outBar, gradient, workspace);
    return outBar;
  }

  void prepare() {
    bijection.prepare(weights);
  }
}

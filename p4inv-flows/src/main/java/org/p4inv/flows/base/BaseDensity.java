package org.p4inv.flows.base;

import org.p4inv.core.random.RandomStream;
import org.p4inv.flows.bijection.Parametric;
import org.p4inv.flows.bijection.Space;
import org.p4inv.flows.bijection.Weights;
import org.p4inv.flows.bijection.Workspace;

/**
 * A probability density that is easy to sample and to evaluate: where a flow starts. It may have
 * parameters of its own and depend on a context; see {@link Parametric}.
 *
 * <p>Everything runs on one tile, {@code [d x 64]}; log-densities are natural, double.
 */
public interface BaseDensity extends Parametric {

  /** Where its points lie; R^d unless said otherwise. */
  default Space space() {
    return Space.reals(dimension());
  }

  /**
   * Draws 64 points, all numbers from {@code random} in order.
   *
   * @param z tile, overwritten
   * @param s scratch that {@link #workspace} made; keeps what {@link #samplePullback} needs
   */
  void sample(Weights w, RandomStream random, float[] z, Workspace s);

  /**
   * The pullback of {@link #sample}: how the points that were drawn move with the parameters. Does
   * nothing where there are none.
   *
   * @param z the points, unchanged
   * @param zBar dL/dz, tile. Not modified.
   * @param gradient of the whole flat vector, updated in this density's slice
   */
  default void samplePullback(Weights w, float[] z, float[] zBar, float[] gradient, Workspace s) {}

  /** Adds ln p(z) of each point of a tile to {@code logDensity}, length 64. */
  void addLogDensity(Weights w, float[] z, double[] logDensity, Workspace s);

  /**
   * The pullback of {@link #addLogDensity}, called with the tile and the workspace of its last
   * call; adds to dL/dz and to the gradient.
   *
   * @param logDensityBar dL/dlogDensity, length 64. Not modified.
   * @param zBar tile, updated
   * @param gradient of the whole flat vector, updated in this density's slice
   */
  void addLogDensityPullback(
      Weights w, float[] z, double[] logDensityBar, float[] zBar, float[] gradient, Workspace s);
}

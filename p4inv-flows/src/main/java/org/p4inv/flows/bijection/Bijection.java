package org.p4inv.flows.bijection;

import org.p4inv.core.kernel.Tile;

/**
 * An invertible, differentiable map of R^d, or a part of it, whose log|det J| is known in both
 * directions.
 *
 * <p>{@code forward} goes from base to data (z to x), {@code inverse} from data to base. A
 * bijection is a description and holds no numbers, see {@link Parametric}. Everything runs on one
 * tile, {@code [d x 64]} feature-major (see {@link Tile}).
 *
 * <p>Each direction has a pullback: from the cotangents of its outputs, the gradient of a scalar
 * loss L with respect to output and log-det, to those of its input and parameters. A pullback is
 * called with the tiles and the workspace of the last call of its direction, unchanged. Input tiles
 * and cotangents of outputs are not modified; all tiles of one call are different arrays.
 *
 * <p>Written for people who add a layer: implement the four maps, name it in {@link #config}, give
 * it a {@link BijectionProvider} and a line in the battery of the tests.
 */
public interface Bijection extends Parametric {

  /**
   * The space that the forward direction takes a space to. Layers with a domain of their own, or
   * that leave coordinates where they are, say so here and in {@link #preimage}.
   *
   * @throws IllegalArgumentException if the map is not defined there; the message says why
   */
  default Space image(Space domain) {
    domain.requireWithin(Interval.REAL, () -> config().text("type"));
    return Space.reals(dimension());
  }

  /** The space that the inverse direction takes a space to; see {@link #image}. */
  default Space preimage(Space codomain) {
    codomain.requireWithin(Interval.REAL, () -> config().text("type"));
    return Space.reals(dimension());
  }

  /**
   * Sets the start values that depend on data, from a batch that enters the forward direction, and
   * replaces the batch by its image. Most layers have none and only map.
   *
   * @param batch tiles, overwritten
   * @param points the number of points in the batch; the last tile may not be full
   */
  default void fitForward(Weights w, float[][] batch, int points, Workspace s) {
    double[] logDet = new double[Tile.LANES];
    for (int tile = 0; tile < batch.length; tile++) {
      float[] image = new float[batch[tile].length];
      forward(w, batch[tile], image, logDet, s);
      batch[tile] = image;
    }
  }

  /** The same as {@link #fitForward} for a batch that enters the inverse direction. */
  default void fitInverse(Weights w, float[][] batch, int points, Workspace s) {
    double[] logDet = new double[Tile.LANES];
    for (int tile = 0; tile < batch.length; tile++) {
      float[] image = new float[batch[tile].length];
      inverse(w, batch[tile], image, logDet, s);
      batch[tile] = image;
    }
  }

  /**
   * y = f(x); adds log|det df/dx| to {@code logDet}.
   *
   * @param x tile, not modified
   * @param y tile, overwritten
   * @param logDet length 64, one for each point, updated
   * @param s scratch that {@link #workspace} made; keeps what the pullback needs
   */
  void forward(Weights w, float[] x, float[] y, double[] logDet, Workspace s);

  /**
   * The pullback of {@link #forward}.
   *
   * @param yBar dL/dy, tile, not modified
   * @param logDetBar dL/dlogDet, length 64, not modified
   * @param xBar dL/dx, tile, overwritten; null where the caller has no use for it, which saves its
   *     cost
   * @param gradient dL/dparameters, of the whole flat vector, updated in this bijection's slice
   */
  void forwardPullback(
      Weights w,
      float[] x,
      float[] y,
      float[] yBar,
      double[] logDetBar,
      float[] xBar,
      float[] gradient,
      Workspace s);

  /**
   * x = f^-1(y); adds log|det df^-1/dy| to {@code logDet}, which is minus the log-det of the
   * forward map at x.
   *
   * @param y tile, not modified
   * @param x tile, overwritten
   * @param logDet length 64, one for each point, updated
   * @param s scratch that {@link #workspace} made; keeps what the pullback needs
   */
  void inverse(Weights w, float[] y, float[] x, double[] logDet, Workspace s);

  /**
   * The pullback of {@link #inverse}.
   *
   * @param xBar dL/dx, tile, not modified
   * @param logDetBar dL/dlogDet, length 64, not modified
   * @param yBar dL/dy, tile, overwritten; null where the caller has no use for it
   * @param gradient dL/dparameters, of the whole flat vector, updated in this bijection's slice
   */
  void inversePullback(
      Weights w,
      float[] y,
      float[] x,
      float[] xBar,
      double[] logDetBar,
      float[] yBar,
      float[] gradient,
      Workspace s);
}

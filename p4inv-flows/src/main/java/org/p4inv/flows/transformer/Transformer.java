package org.p4inv.flows.transformer;

import org.p4inv.flows.bijection.Interval;
import org.p4inv.flows.bijection.Workspace;
import org.p4inv.flows.config.Config;

/**
 * A family of invertible maps of the line, y = tau(x; h), whose parameters h are given for each
 * point and coordinate: what a coupling or an autoregressive layer does to a coordinate, with the h
 * that its conditioner computes.
 *
 * <p>Holds no numbers and is immutable. It maps n coordinates of a tile at once, each with its own
 * h; a family may also tie the coordinates of a point together, as a volume-preserving one does.
 * Parameters stand parameter-major: number i of coordinate j is feature {@code i * n + j} of the
 * tile h. At h = 0 the map is the identity, so that a conditioner whose last layer is 0 makes a new
 * layer the identity. Source of the word: Papamakarios et al., arXiv 1912.02762, section 3.1.
 */
public interface Transformer {

  /**
   * Where the coordinates lie, before the map and after it; the whole line unless said otherwise.
   */
  default Interval domain() {
    return Interval.REAL;
  }

  /**
   * Whether a coordinate is mapped by its own parameters alone, whatever the others do; families
   * that tie the coordinates of a point together say no, and fit couplings only.
   */
  default boolean elementwise() {
    return true;
  }

  /** The parameters of one coordinate. */
  int parameterCount();

  /** The scratch memory for n coordinates. */
  Workspace workspace(int n);

  /**
   * y = tau(x; h); adds the log-dets.
   *
   * @param n coordinates
   * @param x n features from {@code xo}. Not modified.
   * @param h tile of {@code n * parameterCount()} features. Not modified.
   * @param y n features from {@code yo}, overwritten; another array than x
   * @param logDet length 64, updated
   * @param s scratch that {@link #workspace} made; keeps what the pullback needs
   */
  void forward(
      int n, float[] x, int xo, float[] h, float[] y, int yo, double[] logDet, Workspace s);

  /**
   * The pullback of {@link #forward}, called with the arrays of its last call, unchanged.
   *
   * @param yBar dL/dy, n features from {@code yo}. Not modified.
   * @param logDetBar dL/dlogDet, length 64. Not modified.
   * @param xBar dL/dx, n features from {@code xo}, overwritten; null where nobody needs it
   * @param hBar dL/dh, tile of the size of h, overwritten
   */
  void forwardPullback(
      int n,
      float[] x,
      int xo,
      float[] h,
      float[] y,
      int yo,
      float[] yBar,
      double[] logDetBar,
      float[] xBar,
      float[] hBar,
      Workspace s);

  /** x = tau^-1(y; h); adds the log-dets of the inverse. Arguments as in {@link #forward}. */
  void inverse(
      int n, float[] y, int yo, float[] h, float[] x, int xo, double[] logDet, Workspace s);

  /** The pullback of {@link #inverse}. Arguments as in {@link #forwardPullback}. */
  void inversePullback(
      int n,
      float[] y,
      int yo,
      float[] h,
      float[] x,
      int xo,
      float[] xBar,
      double[] logDetBar,
      float[] yBar,
      float[] hBar,
      Workspace s);

  /** The description that a model file keeps: {@code type} and its settings. */
  Config config();
}

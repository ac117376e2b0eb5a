package org.p4inv.flows.bijection;

import static org.p4inv.core.kernel.Tile.LANES;

/** One direction of a bijection and its pullback, so that a check is written once for both. */
public enum Direction {
  FORWARD {
    @Override
    public void map(Bijection b, Weights w, float[] in, float[] out, double[] logDet, Workspace s) {
      b.forward(w, in, out, logDet, s);
    }

    @Override
    public void pullback(
        Bijection b,
        Weights w,
        float[] in,
        float[] out,
        float[] outBar,
        double[] logDetBar,
        float[] inBar,
        float[] gradient,
        Workspace s) {
      b.forwardPullback(w, in, out, outBar, logDetBar, inBar, gradient, s);
    }
  },
  INVERSE {
    @Override
    public void map(Bijection b, Weights w, float[] in, float[] out, double[] logDet, Workspace s) {
      b.inverse(w, in, out, logDet, s);
    }

    @Override
    public void pullback(
        Bijection b,
        Weights w,
        float[] in,
        float[] out,
        float[] outBar,
        double[] logDetBar,
        float[] inBar,
        float[] gradient,
        Workspace s) {
      b.inversePullback(w, in, out, outBar, logDetBar, inBar, gradient, s);
    }
  };

  /** The map. */
  public abstract void map(
      Bijection b, Weights w, float[] in, float[] out, double[] logDet, Workspace s);

  /** Its pullback. */
  public abstract void pullback(
      Bijection b,
      Weights w,
      float[] in,
      float[] out,
      float[] outBar,
      double[] logDetBar,
      float[] inBar,
      float[] gradient,
      Workspace s);

  /** The other direction. */
  public Direction opposite() {
    return this == FORWARD ? INVERSE : FORWARD;
  }

  /** An image with its log-dets. */
  public record Image(float[] tile, double[] logDet) {}

  /** The image of a tile. */
  public Image map(BijectionCase c, float[] in) {
    float[] out = new float[in.length];
    double[] logDet = new double[LANES];
    map(c.bijection(), c.weights(), in, out, logDet, c.workspace());
    return new Image(out, logDet);
  }
}

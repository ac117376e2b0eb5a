package org.p4inv.flows.bijection;

/** One direction of a bijection with its pullback, so that what holds for both is written once. */
public enum Direction {
  /** From base to data. */
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
  /** From data to base. */
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

  /** The map: {@link Bijection#forward} or {@link Bijection#inverse}. */
  public abstract void map(
      Bijection b, Weights w, float[] in, float[] out, double[] logDet, Workspace s);

  /** The pullback of {@link #map}. */
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
}

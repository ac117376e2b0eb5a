package org.p4inv.flows.transformer;

import org.p4inv.flows.bijection.Workspace;
import org.p4inv.flows.config.Config;

/**
 * A monotone rational-quadratic spline on [-B, B], and the identity beyond.
 *
 * <p>DRAFT
 */
public final class RationalQuadraticSpline implements Transformer {
  private final MonotoneSpline spline;
  private final double bound;

  /**
   * A spline with linear tails.
   *
   * @param bins K, 2 to 256
   * @param bound B, 1e-6 to 1e6; rounded to float
   */
  public RationalQuadraticSpline(int bins, double bound) {
    if (!(bound >= 1e-6 && bound <= 1e6)) {
      throw new IllegalArgumentException("bound must be in 1e-6 to 1e6, got " + bound);
    }
    this.bound = bound;
    spline = new MonotoneSpline(bins, bound, false);
  }

  /** 3 K - 1. */
  @Override
  public int parameterCount() {
    return spline.parameterCount();
  }

  @Override
  public Workspace workspace(int n) {
    return spline.workspace(n);
  }

  @Override
  public void forward(
      int n, float[] x, int xo, float[] h, float[] y, int yo, double[] logDet, Workspace s) {
    spline.forward(n, x, xo, h, y, yo, logDet, s);
  }

  @Override
  public void forwardPullback(
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
      Workspace s) {
    spline.forwardPullback(n, yBar, yo, logDetBar, xBar, xo, hBar, s);
  }

  @Override
  public void inverse(
      int n, float[] y, int yo, float[] h, float[] x, int xo, double[] logDet, Workspace s) {
    spline.inverse(n, y, yo, h, x, xo, logDet, s);
  }

  @Override
  public void inversePullback(
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
      Workspace s) {
    spline.inversePullback(n, xBar, xo, logDetBar, yBar, yo, hBar, s);
  }

  @Override
  public Config config() {
    return Config.of("type", "rational-quadratic-spline")
        .with("bins", spline.bins())
        .with("bound", bound);
  }
}

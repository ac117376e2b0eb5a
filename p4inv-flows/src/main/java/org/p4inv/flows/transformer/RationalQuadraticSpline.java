package org.p4inv.flows.transformer;

import org.p4inv.flows.bijection.Workspace;
import org.p4inv.flows.config.Config;

/**
 * A monotone rational-quadratic spline of [-B, B] onto itself with K bins, and the identity beyond.
 *
 * <p>Knots (x_k, y_k) rise from (-B, -B) to (B, B), with derivatives d_k > 0 there; d_0 = d_K = 1,
 * so that the tails join smoothly. In bin k, with w = x_(k+1) - x_k, s = (y_(k+1) - y_k) / w, theta
 * = (x - x_k) / w and t = 1 - theta,
 *
 * <pre>
 *   y     = y_k + s w theta (s theta + d_k t) / M
 *   dy/dx = s^2 (d_(k+1) theta^2 + 2 s theta t + d_k t^2) / M^2
 *   M     = s + (d_(k+1) + d_k - 2 s) theta t
 * </pre>
 *
 * <p>Parameters of a coordinate, in this order: K of the widths and K of the heights, by a softmax
 * each, with at least 2 B / 1000 for every bin; K - 1 of the derivatives at the inner knots, 0.001
 * + softplus(h + c), at most 1000, with c such that h = 0 gives 1. h = 0 is the identity. The
 * inverse solves a quadratic equation; pullbacks are derived in {@link MonotoneSpline}.
 *
 * <p><b>Numerical conduct.</b> Whatever the numbers are, as long as they and the parameters are
 * finite, results are finite: exponents are at most 0, knots do not decrease, no bin is empty, and
 * neither M nor the discriminant of the inverse is a difference (see {@code
 * SplineKernels.splineRoot}). A number beyond +-B is its own image to the bit, with log-det 0.
 * Inside, log-dets lie between -21 and 8; images are in order to within 2^-20 B; and for x' = the
 * inverse of the image of x, either |x - x'| or the distance of their images is at most 2^-20 B, in
 * the other direction alike. So |x - x'| is at most 2^-20 B (1 + 1 / m), where m is the smallest
 * slope between x and x'. A number or parameter that is NaN or infinite gives NaN.
 *
 * <p>Cost for each number: 2 K exponentials, K - 1 softplus, a logarithm, a look at every knot. The
 * pullback, about half of that. Source: Durkan et al., arXiv 1906.04032.
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

  static RationalQuadraticSpline read(Config config) {
    return new RationalQuadraticSpline(config.integer("bins", 2, 256), config.number("bound"));
  }
}

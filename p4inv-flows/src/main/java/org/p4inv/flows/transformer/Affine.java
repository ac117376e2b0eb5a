package org.p4inv.flows.transformer;

import static org.p4inv.core.kernel.Tile.LANES;

import org.p4inv.core.kernel.Kernels;
import org.p4inv.flows.bijection.Workspace;
import org.p4inv.flows.config.Config;

/**
 * A scale and a shift of every coordinate, y = x e^a(r) + t; log-det a summed over the coordinates.
 *
 * <p>Parameters: r, then t; a is a {@link ScaleFunction}. Pullbacks in {@link Scaling}, from the
 * cotangent of a to that of r by the function's own. Cost for each coordinate: a and one
 * exponential. Source: Dinh, Sohl-Dickstein and Bengio, arXiv 1605.08803, eq. 4 to 8.
 */
public final class Affine implements Transformer {
  private static final Kernels K = Kernels.active();

  private final ScaleFunction scales;

  /** An affine transformer whose scales follow from r by the given function. */
  public Affine(ScaleFunction scales) {
    this.scales = scales;
  }

  @Override
  public int parameterCount() {
    return 2;
  }

  /** a; the scales e^a or e^-a. */
  @Override
  public Workspace workspace(int n) {
    return Workspace.of(n * LANES, n * LANES);
  }

  @Override
  public void forward(
      int n, float[] x, int xo, float[] h, float[] y, int yo, double[] logDet, Workspace s) {
    float[] a = s.array(0);
    float[] scale = s.array(1);
    scales.logScales(n * LANES, h, a);
    K.addRows(n, 1, a, 0, logDet);
    K.exp(a, 0, scale, 0, n * LANES);
    Scaling.forward(n, x, xo, scale, h, y, yo);
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
    Scaling.forwardPullback(n, x, xo, s.array(1), yBar, yo, logDetBar, xBar, hBar);
    scales.pullback(n * LANES, h, s.array(0), hBar);
  }

  @Override
  public void inverse(
      int n, float[] y, int yo, float[] h, float[] x, int xo, double[] logDet, Workspace s) {
    float[] a = s.array(0);
    float[] scale = s.array(1);
    scales.logScales(n * LANES, h, a);
    K.addRows(n, -1, a, 0, logDet);
    for (int i = 0; i < n * LANES; i++) {
      scale[i] = -a[i];
    }
    K.exp(scale, 0, scale, 0, n * LANES);
    Scaling.inverse(n, y, yo, scale, h, x, xo);
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
    Scaling.inversePullback(n, x, xo, s.array(1), xBar, logDetBar, yBar, yo, hBar);
    scales.pullback(n * LANES, h, s.array(0), hBar);
  }

  @Override
  public Config config() {
    return Config.of("type", "affine").with("scale", scales.config());
  }
}

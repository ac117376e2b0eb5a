package org.p4inv.flows.transformer;

import static org.p4inv.core.kernel.Tile.LANES;

import org.p4inv.core.kernel.Kernels;
import org.p4inv.flows.bijection.Workspace;
import org.p4inv.flows.config.Config;

/**
 * Scales and shifts that keep the volume: y_j = x_j e^(s_j) + t_j with s_j = a(r_j) - mean of a
 * over the n coordinates of a point; the log-det is 0.
 *
 * <p>Parameters: r, then t; a is a {@link ScaleFunction}. Pullbacks in {@link Scaling}, with no
 * log-det; from s to a they subtract the mean again, aBar_j = sBar_j - mean of sBar, because the
 * projection on sum 0 is symmetric. One coordinate has no scale to lose: for n = 1 this is a {@link
 * Shift} that ignores r. Source: Sorrenson, Rother and Koethe, arXiv 1909.13013 (GIN).
 */
public final class VolumePreserving implements Transformer {
  private static final Kernels K = Kernels.active();
  private static final double[] NO_LOG_DET = new double[LANES];

  private final ScaleFunction scales;

  /**
   * A transformer whose scales follow from r by the given function, before the mean is taken off.
   */
  public VolumePreserving(ScaleFunction scales) {
    this.scales = scales;
  }

  @Override
  public boolean elementwise() {
    return false;
  }

  @Override
  public int parameterCount() {
    return 2;
  }

  /** a; the scales e^s or e^-s; one mean for each point. */
  @Override
  public Workspace workspace(int n) {
    return Workspace.of(n * LANES, n * LANES, LANES);
  }

  /** Writes sign times (rows minus their mean) to {@code out}, which may be the rows themselves. */
  private static void centre(int n, float sign, float[] rows, float[] out, float[] mean) {
    System.arraycopy(rows, 0, mean, 0, LANES);
    for (int from = LANES; from < n * LANES; from += LANES) {
      for (int lane = 0; lane < LANES; lane++) {
        mean[lane] += rows[from + lane];
      }
    }
    for (int lane = 0; lane < LANES; lane++) {
      mean[lane] /= n;
    }
    for (int from = 0; from < n * LANES; from += LANES) {
      for (int lane = 0; lane < LANES; lane++) {
        out[from + lane] = sign * (rows[from + lane] - mean[lane]);
      }
    }
  }

  private float[] scales(int n, float sign, float[] h, Workspace s) {
    float[] a = s.array(0);
    float[] scale = s.array(1);
    scales.logScales(n * LANES, h, a);
    centre(n, sign, a, scale, s.array(2));
    K.exp(scale, 0, scale, 0, n * LANES);
    return scale;
  }

  @Override
  public void forward(
      int n, float[] x, int xo, float[] h, float[] y, int yo, double[] logDet, Workspace s) {
    Scaling.forward(n, x, xo, scales(n, 1f, h, s), h, y, yo);
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
    Scaling.forwardPullback(n, x, xo, s.array(1), yBar, yo, NO_LOG_DET, xBar, hBar);
    centre(n, 1f, hBar, hBar, s.array(2));
    scales.pullback(n * LANES, h, s.array(0), hBar);
  }

  @Override
  public void inverse(
      int n, float[] y, int yo, float[] h, float[] x, int xo, double[] logDet, Workspace s) {
    Scaling.inverse(n, y, yo, scales(n, -1f, h, s), h, x, xo);
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
    Scaling.inversePullback(n, x, xo, s.array(1), xBar, NO_LOG_DET, yBar, yo, hBar);
    centre(n, 1f, hBar, hBar, s.array(2));
    scales.pullback(n * LANES, h, s.array(0), hBar);
  }

  @Override
  public Config config() {
    return Config.of("type", "volume-preserving").with("scale", scales.config());
  }
}

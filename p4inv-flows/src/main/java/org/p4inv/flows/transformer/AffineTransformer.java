package org.p4inv.flows.transformer;

import static org.p4inv.core.kernel.Tile.LANES;

import org.p4inv.core.kernel.Kernels;
import org.p4inv.flows.bijection.Workspace;
import org.p4inv.flows.config.Config;

/** y = x e^a + t with a = tanh(h_0) and t = h_1; the log-det is the sum of a. */
public final class AffineTransformer implements Transformer {
  private static final Kernels K = Kernels.active();

  @Override
  public int parameterCount() {
    return 2;
  }

  /** tanh(h_0), and e^a or e^-a. */
  @Override
  public Workspace workspace(int n) {
    return Workspace.of(n * LANES, n * LANES);
  }

  private static void scale(int n, float[] h, int sign, double[] logDet, Workspace s) {
    float[] tanh = s.array(0);
    float[] scale = s.array(1);
    K.tanh(h, 0, tanh, 0, n * LANES);
    for (int i = 0; i < n * LANES; i++) {
      scale[i] = sign * tanh[i];
    }
    K.addRows(n, 1, scale, 0, logDet);
    K.exp(scale, 0, scale, 0, n * LANES);
  }

  @Override
  public void forward(
      int n, float[] x, int xo, float[] h, float[] y, int yo, double[] logDet, Workspace s) {
    scale(n, h, 1, logDet, s);
    float[] scale = s.array(1);
    for (int i = 0; i < n * LANES; i++) {
      y[yo + i] = Math.fma(x[xo + i], scale[i], h[n * LANES + i]);
    }
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
    float[] tanh = s.array(0);
    float[] scale = s.array(1);
    for (int i = 0; i < n * LANES; i++) {
      float bar = yBar[yo + i];
      float aBar = Math.fma(bar * scale[i], x[xo + i], (float) logDetBar[i % LANES]);
      hBar[i] = aBar * (1f - tanh[i] * tanh[i]);
      hBar[n * LANES + i] = bar;
      if (xBar != null) {
        xBar[xo + i] = bar * scale[i];
      }
    }
  }

  @Override
  public void inverse(
      int n, float[] y, int yo, float[] h, float[] x, int xo, double[] logDet, Workspace s) {
    scale(n, h, -1, logDet, s);
    float[] scale = s.array(1);
    for (int i = 0; i < n * LANES; i++) {
      x[xo + i] = (y[yo + i] - h[n * LANES + i]) * scale[i];
    }
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
    float[] tanh = s.array(0);
    float[] scale = s.array(1);
    for (int i = 0; i < n * LANES; i++) {
      float bar = xBar[xo + i];
      float aBar = -Math.fma(bar, x[xo + i], (float) logDetBar[i % LANES]);
      hBar[i] = aBar * (1f - tanh[i] * tanh[i]);
      hBar[n * LANES + i] = -bar * scale[i];
      if (yBar != null) {
        yBar[yo + i] = bar * scale[i];
      }
    }
  }

  @Override
  public Config config() {
    return Config.of("type", "affine");
  }
}

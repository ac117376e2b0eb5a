package org.p4inv.flows.transformer;

import static org.p4inv.core.kernel.Tile.LANES;

import org.p4inv.flows.bijection.Workspace;
import org.p4inv.flows.config.Config;

/**
 * A shift of every coordinate, y = x + t: one parameter, log-det 0.
 *
 * <p>xBar = tBar = yBar; backwards x = y - t, so yBar = xBar and tBar = -xBar. Source: Dinh,
 * Krueger and Bengio, NICE, arXiv 1410.8516, section 3.2.
 */
public final class Shift implements Transformer {

  @Override
  public int parameterCount() {
    return 1;
  }

  @Override
  public Workspace workspace(int n) {
    return Workspace.of();
  }

  @Override
  public void forward(
      int n, float[] x, int xo, float[] h, float[] y, int yo, double[] logDet, Workspace s) {
    for (int i = 0; i < n * LANES; i++) {
      y[yo + i] = x[xo + i] + h[i];
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
    System.arraycopy(yBar, yo, hBar, 0, n * LANES);
    if (xBar != null) {
      System.arraycopy(yBar, yo, xBar, xo, n * LANES);
    }
  }

  @Override
  public void inverse(
      int n, float[] y, int yo, float[] h, float[] x, int xo, double[] logDet, Workspace s) {
    for (int i = 0; i < n * LANES; i++) {
      x[xo + i] = y[yo + i] - h[i];
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
    for (int i = 0; i < n * LANES; i++) {
      hBar[i] = -xBar[xo + i];
    }
    if (yBar != null) {
      System.arraycopy(xBar, xo, yBar, yo, n * LANES);
    }
  }

  @Override
  public Config config() {
    return Config.of("type", "shift");
  }
}

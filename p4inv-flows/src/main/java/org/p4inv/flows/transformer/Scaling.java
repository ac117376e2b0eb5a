package org.p4inv.flows.transformer;

import static org.p4inv.core.kernel.Tile.LANES;

/**
 * The loops of y = x e^s + t and its inverse x = (y - t) e^-s, for transformers whose tile of
 * parameters holds the raw scales of n coordinates and then their shifts t.
 *
 * <p>Forward sBar = yBar e^s x + logDetBar, tBar = yBar, xBar = yBar e^s, where the log-det is the
 * sum of s. Backwards dx = e^-s (dy - dt) - x ds and the log-det is minus that sum, so sBar =
 * -(xBar x + logDetBar), tBar = -xBar e^-s, yBar = xBar e^-s. Both write sBar where the raw scales
 * stand.
 */
final class Scaling {
  private Scaling() {}

  /**
   * @param scale e^s
   */
  static void forward(int n, float[] x, int xo, float[] scale, float[] h, float[] y, int yo) {
    int shift = n * LANES;
    for (int i = 0; i < n * LANES; i++) {
      y[yo + i] = Math.fma(x[xo + i], scale[i], h[shift + i]);
    }
  }

  /**
   * @param scale e^s
   */
  static void forwardPullback(
      int n,
      float[] x,
      int xo,
      float[] scale,
      float[] yBar,
      int yo,
      double[] logDetBar,
      float[] xBar,
      float[] hBar) {
    int shift = n * LANES;
    for (int from = 0; from < n * LANES; from += LANES) {
      for (int lane = 0; lane < LANES; lane++) {
        int i = from + lane;
        float bar = yBar[yo + i];
        hBar[i] = Math.fma(bar * scale[i], x[xo + i], (float) logDetBar[lane]);
        hBar[shift + i] = bar;
      }
    }
    if (xBar != null) {
      for (int i = 0; i < n * LANES; i++) {
        xBar[xo + i] = yBar[yo + i] * scale[i];
      }
    }
  }

  /**
   * @param scale e^-s
   */
  static void inverse(int n, float[] y, int yo, float[] scale, float[] h, float[] x, int xo) {
    int shift = n * LANES;
    for (int i = 0; i < n * LANES; i++) {
      x[xo + i] = (y[yo + i] - h[shift + i]) * scale[i];
    }
  }

  /**
   * @param scale e^-s
   */
  static void inversePullback(
      int n,
      float[] x,
      int xo,
      float[] scale,
      float[] xBar,
      double[] logDetBar,
      float[] yBar,
      int yo,
      float[] hBar) {
    int shift = n * LANES;
    for (int from = 0; from < n * LANES; from += LANES) {
      for (int lane = 0; lane < LANES; lane++) {
        int i = from + lane;
        float bar = xBar[xo + i];
        hBar[i] = -Math.fma(bar, x[xo + i], (float) logDetBar[lane]);
        hBar[shift + i] = -bar * scale[i];
      }
    }
    if (yBar != null) {
      for (int i = 0; i < n * LANES; i++) {
        yBar[yo + i] = xBar[xo + i] * scale[i];
      }
    }
  }
}

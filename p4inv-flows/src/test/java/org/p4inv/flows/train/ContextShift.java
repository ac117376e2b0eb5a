package org.p4inv.flows.train;

import static org.p4inv.core.kernel.Tile.LANES;

import org.p4inv.core.kernel.Kernels;
import org.p4inv.flows.bijection.Bijection;
import org.p4inv.flows.bijection.Weights;
import org.p4inv.flows.bijection.Workspace;
import org.p4inv.flows.config.Config;

/** y = x + w t in one dimension, with a context t of one feature; w starts at 0. */
final class ContextShift implements Bijection {
  private static final Kernels K = Kernels.active();

  @Override
  public int dimension() {
    return 1;
  }

  @Override
  public int contextDimension() {
    return 1;
  }

  @Override
  public int parameterCount() {
    return 1;
  }

  @Override
  public Workspace workspace() {
    return Workspace.of(LANES);
  }

  private static void shift(float[] in, float[] out, float factor, Workspace s) {
    for (int i = 0; i < LANES; i++) {
      out[i] = Math.fma(factor, s.context()[i], in[i]);
    }
  }

  @Override
  public void forward(Weights w, float[] x, float[] y, double[] logDet, Workspace s) {
    shift(x, y, w.parameters()[w.at()], s);
  }

  @Override
  public void inverse(Weights w, float[] y, float[] x, double[] logDet, Workspace s) {
    shift(y, x, -w.parameters()[w.at()], s);
  }

  @Override
  public void forwardPullback(
      Weights w,
      float[] x,
      float[] y,
      float[] yBar,
      double[] logDetBar,
      float[] xBar,
      float[] gradient,
      Workspace s) {
    throw new UnsupportedOperationException("likelihood goes through the inverse");
  }

  @Override
  public void inversePullback(
      Weights w,
      float[] y,
      float[] x,
      float[] xBar,
      double[] logDetBar,
      float[] yBar,
      float[] gradient,
      Workspace s) {
    for (int i = 0; i < LANES; i++) {
      s.array(0)[i] = -xBar[i] * s.context()[i];
    }
    K.sumLanesAdd(1, s.array(0), 0, gradient, w.at());
  }

  @Override
  public Config config() {
    return Config.of("type", "context-shift");
  }
}

package org.p4inv.flows.elementwise;

import static org.p4inv.core.kernel.Tile.LANES;

import org.p4inv.core.kernel.Kernels;
import org.p4inv.flows.bijection.Bijection;
import org.p4inv.flows.bijection.BijectionProvider;
import org.p4inv.flows.bijection.BijectionReader;
import org.p4inv.flows.bijection.Weights;
import org.p4inv.flows.bijection.Workspace;
import org.p4inv.flows.config.Config;

/**
 * The bent identity on every coordinate, y = x + (sqrt(x^2 + 1) - 1) / 2.
 *
 * <p>dy/dx = 1 + x / (2 sqrt(x^2 + 1)), between 1/2 and 3/2. The inverse solves 3 x^2 - 4 s x + s^2
 * - 1 = 0 with s = 2 y + 1: x = (2 s - sqrt(s^2 + 3)) / 3, which for s above 0 is written 4 y (y +
 * 1) / (2 s + sqrt(s^2 + 3)) so that nothing cancels. The architecture of the 2-D experiments of
 * arXiv 2010.07033, section 4.2. No parameters; cost: two square roots and a logarithm for each
 * number.
 */
public final class BentIdentity implements Bijection {
  private static final Kernels K = Kernels.active();

  private final int d;

  /** The bent identity of d coordinates. */
  public BentIdentity(int d) {
    if (d < 1) {
      throw new IllegalArgumentException("d must be at least 1, got " + d);
    }
    this.d = d;
  }

  @Override
  public int dimension() {
    return d;
  }

  /** The slopes dy/dx, then their logarithms. */
  @Override
  public Workspace workspace() {
    return Workspace.of(d * LANES, d * LANES);
  }

  @Override
  public void forward(Weights w, float[] x, float[] y, double[] logDet, Workspace s) {
    for (int i = 0; i < d * LANES; i++) {
      float root = (float) Math.sqrt(Math.fma(x[i], x[i], 1f));
      // sqrt(x^2 + 1) - 1 without cancellation.
      y[i] = x[i] + 0.5f * (x[i] * x[i] / (root + 1f));
    }
    addLogSlopes(x, 1, logDet, s);
  }

  @Override
  public void inverse(Weights w, float[] y, float[] x, double[] logDet, Workspace s) {
    for (int i = 0; i < d * LANES; i++) {
      float t = Math.fma(2f, y[i], 1f);
      float root = (float) Math.sqrt(Math.fma(t, t, 3f));
      float positive = 4f * y[i] * (y[i] + 1f) / (2f * t + root);
      float negative = (2f * t - root) / 3f;
      x[i] = t > 0f ? positive : negative;
    }
    addLogSlopes(x, -1, logDet, s);
  }

  /** Keeps the slopes at x and adds sign times the sum of their logarithms. */
  private void addLogSlopes(float[] x, int sign, double[] logDet, Workspace s) {
    float[] slope = s.array(0);
    for (int i = 0; i < d * LANES; i++) {
      slope[i] = 1f + 0.5f * (x[i] / (float) Math.sqrt(Math.fma(x[i], x[i], 1f)));
    }
    float[] logSlope = s.array(1);
    K.log(slope, 0, logSlope, 0, d * LANES);
    K.addRows(d, sign, logSlope, 0, logDet);
  }

  /** d log(dy/dx) / dx = (x^2 + 1)^(-3/2) / (2 slope). */
  private static float logSlopeDerivative(float x, float slope) {
    float square = Math.fma(x, x, 1f);
    return 0.5f / (square * (float) Math.sqrt(square) * slope);
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
    if (xBar == null) {
      return;
    }
    float[] slope = s.array(0);
    for (int i = 0; i < d * LANES; i++) {
      float bar = (float) logDetBar[i % LANES];
      xBar[i] = yBar[i] * slope[i] + bar * logSlopeDerivative(x[i], slope[i]);
    }
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
    if (yBar == null) {
      return;
    }
    float[] slope = s.array(0);
    for (int i = 0; i < d * LANES; i++) {
      float bar = (float) logDetBar[i % LANES];
      yBar[i] = (xBar[i] - bar * logSlopeDerivative(x[i], slope[i])) / slope[i];
    }
  }

  @Override
  public Config config() {
    return Config.of("type", "bent-identity").with("dimension", d);
  }

  /** Reads bent identities. */
  public static final class Provider implements BijectionProvider {
    @Override
    public String type() {
      return "bent-identity";
    }

    @Override
    public Bijection create(Config config, BijectionReader reader) {
      return new BentIdentity(config.integer("dimension", 1, Integer.MAX_VALUE / LANES));
    }
  }
}

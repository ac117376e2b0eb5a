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
 * The leaky ReLU on every coordinate: y = x where x is at least 0, and c x below, with a slope c
 * above 0.
 *
 * <p>The log-det is ln c for every negative coordinate; xBar = yBar f' and yBar = xBar / f', with
 * f' 1 or c. Its densities jump where a coordinate changes sign, and no gradient sees that. No
 * parameters.
 */
public final class LeakyRelu implements Bijection {
  private static final Kernels K = Kernels.active();
  private static final String TYPE = "leaky-relu";

  private final int d;
  private final double given;
  private final float slope;
  private final float logSlope;

  /**
   * The layer of d coordinates.
   *
   * @param slope below 0; from 1e-6 to 1e6
   */
  public LeakyRelu(int d, double slope) {
    if (d < 1) {
      throw new IllegalArgumentException("d must be at least 1, got " + d);
    }
    if (!(slope >= 1e-6 && slope <= 1e6)) {
      throw new IllegalArgumentException("slope must be from 1e-6 to 1e6, got " + slope);
    }
    this.d = d;
    this.given = slope;
    this.slope = (float) slope;
    this.logSlope = (float) StrictMath.log(slope);
  }

  @Override
  public int dimension() {
    return d;
  }

  /** The logarithms of the slopes. */
  @Override
  public Workspace workspace() {
    return Workspace.of(d * LANES);
  }

  /** x and y have one sign, so that either tells the slope. */
  private void addLogSlopes(float[] x, int sign, double[] logDet, Workspace s) {
    float[] l = s.array(0);
    for (int i = 0; i < d * LANES; i++) {
      l[i] = x[i] < 0f ? logSlope : 0f;
    }
    K.addRows(d, sign, l, 0, logDet);
  }

  @Override
  public void forward(Weights w, float[] x, float[] y, double[] logDet, Workspace s) {
    for (int i = 0; i < d * LANES; i++) {
      y[i] = x[i] < 0f ? slope * x[i] : x[i];
    }
    addLogSlopes(x, 1, logDet, s);
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
    for (int i = 0; i < d * LANES; i++) {
      xBar[i] = x[i] < 0f ? slope * yBar[i] : yBar[i];
    }
  }

  @Override
  public void inverse(Weights w, float[] y, float[] x, double[] logDet, Workspace s) {
    for (int i = 0; i < d * LANES; i++) {
      x[i] = y[i] < 0f ? y[i] / slope : y[i];
    }
    addLogSlopes(y, -1, logDet, s);
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
    for (int i = 0; i < d * LANES; i++) {
      yBar[i] = y[i] < 0f ? xBar[i] / slope : xBar[i];
    }
  }

  @Override
  public Config config() {
    return Config.of("type", TYPE).with("dimension", d).with("slope", given);
  }

  /** Reads leaky ReLUs. */
  public static final class Provider implements BijectionProvider {
    @Override
    public String type() {
      return TYPE;
    }

    @Override
    public Bijection create(Config config, BijectionReader reader) {
      return new LeakyRelu(
          config.integer("dimension", 1, Integer.MAX_VALUE / LANES), config.number("slope"));
    }
  }
}

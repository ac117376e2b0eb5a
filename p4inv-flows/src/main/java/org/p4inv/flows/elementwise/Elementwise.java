package org.p4inv.flows.elementwise;

import static org.p4inv.core.kernel.Tile.LANES;

import org.p4inv.core.kernel.Kernels;
import org.p4inv.flows.bijection.Bijection;
import org.p4inv.flows.bijection.Interval;
import org.p4inv.flows.bijection.Space;
import org.p4inv.flows.bijection.Weights;
import org.p4inv.flows.bijection.Workspace;
import org.p4inv.flows.config.Config;

/**
 * One increasing function y = f(x) of the line on every coordinate, known by its value, its
 * inverse, l = ln f' and dl/dx; no parameters.
 *
 * <p>The log-det is the sum of l. Pullbacks: xBar = yBar f' + logDetBar dl/dx forward; backwards dx
 * = dy / f' and the log-det is -l(x), so yBar = (xBar - logDetBar dl/dx) / f'. The slope is e^l,
 * which keeps its digits where the function is flat. Cost for each number: what f and l cost, and
 * one exponential in a pullback.
 */
abstract class Elementwise implements Bijection {
  static final Kernels K = Kernels.active();

  private final int d;
  private final String type;
  private final Interval codomain;

  Elementwise(int d, String type, Interval codomain) {
    if (d < 1) {
      throw new IllegalArgumentException("d must be at least 1, got " + d);
    }
    this.d = d;
    this.type = type;
    this.codomain = codomain;
  }

  /** y_i = f(x_i), i below n. */
  abstract void map(int n, float[] x, float[] y);

  /** x_i = f^-1(y_i), i below n. */
  abstract void mapBack(int n, float[] y, float[] x);

  /** l_i = ln f'(x_i), i below n. */
  abstract void logSlopes(int n, float[] x, float[] l);

  /** g_i = dl/dx at x_i, i below n; y_i is f(x_i). */
  abstract void logSlopeDerivatives(int n, float[] x, float[] y, float[] g);

  @Override
  public final int dimension() {
    return d;
  }

  @Override
  public final Space image(Space domain) {
    domain.requireWithin(Interval.REAL, type);
    return Space.of(d, codomain);
  }

  @Override
  public final Space preimage(Space range) {
    range.requireWithin(codomain, "the inverse of " + type);
    return Space.reals(d);
  }

  /** l; the slopes; dl/dx. */
  @Override
  public final Workspace workspace() {
    return Workspace.of(d * LANES, d * LANES, d * LANES);
  }

  @Override
  public final void forward(Weights w, float[] x, float[] y, double[] logDet, Workspace s) {
    map(d * LANES, x, y);
    logSlopes(d * LANES, x, s.array(0));
    K.addRows(d, 1, s.array(0), 0, logDet);
  }

  @Override
  public final void forwardPullback(
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
    float[] slope = s.array(1);
    float[] g = s.array(2);
    K.exp(s.array(0), 0, slope, 0, d * LANES);
    logSlopeDerivatives(d * LANES, x, y, g);
    for (int from = 0; from < d * LANES; from += LANES) {
      for (int lane = 0; lane < LANES; lane++) {
        int i = from + lane;
        xBar[i] = Math.fma((float) logDetBar[lane], g[i], yBar[i] * slope[i]);
      }
    }
  }

  @Override
  public final void inverse(Weights w, float[] y, float[] x, double[] logDet, Workspace s) {
    mapBack(d * LANES, y, x);
    logSlopes(d * LANES, x, s.array(0));
    K.addRows(d, -1, s.array(0), 0, logDet);
  }

  @Override
  public final void inversePullback(
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
    float[] slope = s.array(1);
    float[] g = s.array(2);
    K.exp(s.array(0), 0, slope, 0, d * LANES);
    logSlopeDerivatives(d * LANES, x, y, g);
    for (int from = 0; from < d * LANES; from += LANES) {
      for (int lane = 0; lane < LANES; lane++) {
        int i = from + lane;
        yBar[i] = Math.fma(-(float) logDetBar[lane], g[i], xBar[i]) / slope[i];
      }
    }
  }

  @Override
  public final Config config() {
    return Config.of("type", type).with("dimension", d);
  }
}

package org.p4inv.flows.elementwise;

import static org.p4inv.core.kernel.Tile.LANES;

import org.p4inv.core.math.FloatMath;
import org.p4inv.flows.bijection.Bijection;
import org.p4inv.flows.bijection.BijectionProvider;
import org.p4inv.flows.bijection.BijectionReader;
import org.p4inv.flows.bijection.Interval;
import org.p4inv.flows.config.Config;

/**
 * The softplus on every coordinate, y = ln(1 + e^x), from the line to the positive numbers.
 *
 * <p>ln f' = -softplus(-x), whose derivative is sigmoid(-x) = e^-y. The inverse is y + ln(1 -
 * e^-y), where nothing cancels for y above 1; below, it is ln y + y/2 + y^2/24 - y^4/2880 +
 * y^6/181440, the series of ln(e^y - 1), which is right to 1e-7 there. A float y is positive for x
 * above -87 and gives back x to its last digits; no parameters.
 */
public final class Softplus extends Elementwise {
  private static final String TYPE = "softplus";

  /** The layer of d coordinates. */
  public Softplus(int d) {
    super(d, TYPE, new Interval(0, Double.POSITIVE_INFINITY, false));
  }

  @Override
  void map(int n, float[] x, float[] y) {
    K.softplus(x, 0, y, 0, n);
  }

  @Override
  void mapBack(int n, float[] y, float[] x) {
    for (int i = 0; i < n; i++) {
      x[i] = -y[i];
    }
    K.exp(x, 0, x, 0, n);
    for (int i = 0; i < n; i++) {
      x[i] = y[i] < 1f ? y[i] : 1f - x[i];
    }
    K.log(x, 0, x, 0, n);
    for (int i = 0; i < n; i++) {
      float square = y[i] * y[i];
      float series = Math.fma(1f / 181440f, square, -1f / 2880f);
      series = Math.fma(series, square, 1f / 24f);
      series = Math.fma(series, square, 0.5f * y[i]);
      x[i] += y[i] < 1f ? series : y[i];
    }
  }

  @Override
  void logSlopes(int n, float[] x, float[] l) {
    for (int i = 0; i < n; i++) {
      l[i] = -Math.abs(x[i]);
    }
    K.exp(l, 0, l, 0, n);
    for (int i = 0; i < n; i++) {
      l[i] = -FloatMath.softplus(-x[i], l[i]);
    }
  }

  @Override
  void logSlopeDerivatives(int n, float[] x, float[] y, float[] g) {
    for (int i = 0; i < n; i++) {
      g[i] = -y[i];
    }
    K.exp(g, 0, g, 0, n);
  }

  /** Reads layers of this type. */
  public static final class Provider implements BijectionProvider {
    @Override
    public String type() {
      return TYPE;
    }

    @Override
    public Bijection create(Config config, BijectionReader reader) {
      return new Softplus(config.integer("dimension", 1, Integer.MAX_VALUE / LANES));
    }
  }
}

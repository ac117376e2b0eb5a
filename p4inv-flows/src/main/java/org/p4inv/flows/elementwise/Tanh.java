package org.p4inv.flows.elementwise;

import static org.p4inv.core.kernel.Tile.LANES;

import org.p4inv.core.math.FloatMath;
import org.p4inv.flows.bijection.Bijection;
import org.p4inv.flows.bijection.BijectionProvider;
import org.p4inv.flows.bijection.BijectionReader;
import org.p4inv.flows.bijection.Interval;
import org.p4inv.flows.config.Config;

/**
 * The hyperbolic tangent on every coordinate, y = tanh x, from the line to (-1, 1).
 *
 * <p>ln f' = 2 (ln 2 - |x| - ln(1 + e^(-2|x|))), whose derivative is -2 y. The inverse is ln((1 +
 * y) / (1 - y)) / 2, and y + y^3/3 + y^5/5 + y^7/7 for |y| below 0.1, which keeps the digits of
 * small numbers. Floats are sparse beside 1: x comes back from y with an error of about 3e-8
 * e^(2|x|), which is 1e-4 at |x| = 4, and from |x| = 9.01 on y is 1, where the inverse is infinite.
 * The log-det and the pullback of the forward direction keep their digits everywhere. No
 * parameters.
 */
public final class Tanh extends Elementwise {
  private static final String TYPE = "tanh";
  private static final float LN_2 = 0.693147181f;

  /** The layer of d coordinates. */
  public Tanh(int d) {
    super(d, TYPE, new Interval(-1, 1, false));
  }

  @Override
  void map(int n, float[] x, float[] y) {
    K.tanh(x, 0, y, 0, n);
  }

  @Override
  void mapBack(int n, float[] y, float[] x) {
    for (int i = 0; i < n; i++) {
      x[i] = (1f + y[i]) / (1f - y[i]);
    }
    K.log(x, 0, x, 0, n);
    for (int i = 0; i < n; i++) {
      float square = y[i] * y[i];
      float series = Math.fma(1f / 7f, square, 1f / 5f);
      series = Math.fma(series, square, 1f / 3f);
      series = Math.fma(series * square, y[i], y[i]);
      x[i] = Math.abs(y[i]) < 0.1f ? series : 0.5f * x[i];
    }
  }

  @Override
  void logSlopes(int n, float[] x, float[] l) {
    for (int i = 0; i < n; i++) {
      l[i] = -2f * Math.abs(x[i]);
    }
    K.exp(l, 0, l, 0, n);
    for (int i = 0; i < n; i++) {
      l[i] = 2f * (LN_2 - Math.abs(x[i]) - FloatMath.softplus(0f, l[i]));
    }
  }

  @Override
  void logSlopeDerivatives(int n, float[] x, float[] y, float[] g) {
    for (int i = 0; i < n; i++) {
      g[i] = -2f * y[i];
    }
  }

  /** Reads layers of this type. */
  public static final class Provider implements BijectionProvider {
    @Override
    public String type() {
      return TYPE;
    }

    @Override
    public Bijection create(Config config, BijectionReader reader) {
      return new Tanh(config.integer("dimension", 1, Integer.MAX_VALUE / LANES));
    }
  }
}

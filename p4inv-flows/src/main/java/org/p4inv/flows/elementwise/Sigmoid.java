package org.p4inv.flows.elementwise;

import static org.p4inv.core.kernel.Tile.LANES;

import org.p4inv.core.math.FloatMath;
import org.p4inv.flows.bijection.Bijection;
import org.p4inv.flows.bijection.BijectionProvider;
import org.p4inv.flows.bijection.BijectionReader;
import org.p4inv.flows.bijection.Interval;
import org.p4inv.flows.config.Config;

/**
 * The sigmoid on every coordinate, y = 1 / (1 + e^-x), from the line to the unit interval; its
 * inverse is the logit.
 *
 * <p>ln f' = -|x| - 2 ln(1 + e^-|x|), whose derivative is 1 - 2 y. The inverse is ln(y / (1 - y)).
 * Floats are sparse below 1: x comes back from y with an error of about 6e-8 e^x, which is 2e-4 at
 * x = 8, and from x = 17 on y is 1, where the inverse is infinite; on the other side floats are
 * dense, and x comes back down to -87. The log-det and the pullback of the forward direction keep
 * their digits everywhere. No parameters.
 */
public final class Sigmoid extends Elementwise {
  private static final String TYPE = "sigmoid";

  /** The layer of d coordinates. */
  public Sigmoid(int d) {
    super(d, TYPE, Interval.UNIT);
  }

  @Override
  void map(int n, float[] x, float[] y) {
    K.sigmoid(x, 0, y, 0, n);
  }

  @Override
  void mapBack(int n, float[] y, float[] x) {
    for (int i = 0; i < n; i++) {
      x[i] = y[i] / (1f - y[i]);
    }
    K.log(x, 0, x, 0, n);
  }

  @Override
  void logSlopes(int n, float[] x, float[] l) {
    for (int i = 0; i < n; i++) {
      l[i] = -Math.abs(x[i]);
    }
    K.exp(l, 0, l, 0, n);
    for (int i = 0; i < n; i++) {
      l[i] = Math.fma(-2f, FloatMath.softplus(0f, l[i]), -Math.abs(x[i]));
    }
  }

  @Override
  void logSlopeDerivatives(int n, float[] x, float[] y, float[] g) {
    for (int i = 0; i < n; i++) {
      g[i] = Math.fma(-2f, y[i], 1f);
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
      return new Sigmoid(config.integer("dimension", 1, Integer.MAX_VALUE / LANES));
    }
  }
}

package org.p4inv.cli.doublewell;

import static org.p4inv.core.kernel.Tile.LANES;

import org.p4inv.core.random.RandomStream;
import org.p4inv.flows.base.BaseDensity;
import org.p4inv.flows.bijection.Weights;
import org.p4inv.flows.bijection.Workspace;
import org.p4inv.flows.config.Config;

/**
 * A normal density with lighter tails: independent z_j = c asinh(n_j / c), n_j standard normal.
 *
 * <p>With n = c sinh(z / c), dn/dz = cosh(z / c):
 *
 * <pre>
 *   ln p(z)   = sum_j -n_j^2 / 2 - ln(2 pi) / 2 + ln cosh(z_j / c)
 *   dln p/dz_j = -n_j cosh(z_j / c) + tanh(z_j / c) / c
 * </pre>
 *
 * <p>Near 0 it is the standard normal density; beyond c it falls like exp(-exp(2 |z| / c) c^2 / 8).
 * So the outermost of many samples scatter little, which is what the figure of the protocol asks
 * for. ln p is finite wherever n is.
 */
final class LightNormal implements BaseDensity {
  private static final double HALF_LOG_TWO_PI = 0.5 * StrictMath.log(2 * Math.PI);

  private final int d;
  private final double c;

  /**
   * The density.
   *
   * @param d dimension
   * @param c where the tails begin, positive
   */
  LightNormal(int d, double c) {
    this.d = d;
    this.c = c;
  }

  @Override
  public int dimension() {
    return d;
  }

  @Override
  public void sample(Weights w, RandomStream random, float[] z, Workspace s) {
    random.gaussian(z, 0, d * LANES);
    for (int i = 0; i < d * LANES; i++) {
      double t = Math.abs(z[i]) / c;
      double asinh = StrictMath.log(t + Math.sqrt(t * t + 1));
      z[i] = (float) Math.copySign(c * asinh, z[i]);
    }
  }

  @Override
  public void addLogDensity(Weights w, float[] z, double[] logDensity, Workspace s) {
    for (int i = 0; i < d * LANES; i++) {
      double n = c * StrictMath.sinh(z[i] / c);
      double cosh = StrictMath.cosh(z[i] / c);
      logDensity[i % LANES] += StrictMath.log(cosh) - 0.5 * n * n - HALF_LOG_TWO_PI;
    }
  }

  @Override
  public void addLogDensityPullback(
      Weights w, float[] z, double[] logDensityBar, float[] zBar, float[] gradient, Workspace s) {
    for (int i = 0; i < d * LANES; i++) {
      double sinh = StrictMath.sinh(z[i] / c);
      double cosh = StrictMath.cosh(z[i] / c);
      zBar[i] += (float) (logDensityBar[i % LANES] * (sinh / cosh / c - c * sinh * cosh));
    }
  }

  @Override
  public Config config() {
    return Config.of("type", "light-normal").with("dimension", d).with("tail", c);
  }
}

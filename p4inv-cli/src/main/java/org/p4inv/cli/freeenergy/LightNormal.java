package org.p4inv.cli.freeenergy;

import static org.p4inv.core.kernel.Tile.LANES;

import org.p4inv.core.random.RandomStream;
import org.p4inv.flows.base.BaseDensity;
import org.p4inv.flows.bijection.Weights;
import org.p4inv.flows.bijection.Workspace;
import org.p4inv.flows.config.Config;

/**
 * A narrow normal density with lighter tails: independent z_j = s asinh(n_j), n_j standard normal.
 *
 * <p>With t = z / s and n = sinh t, dn/dz = cosh(t) / s:
 *
 * <pre>
 *   ln p(z)    = sum_j -n_j^2 / 2 - ln(2 pi) / 2 + ln cosh t_j - ln s
 *   dln p/dz_j = (tanh t_j - n_j cosh t_j) / s
 * </pre>
 *
 * <p>Near 0 it is nearly the normal density of deviation s; the outermost of 100,000 points, n =
 * 4.4, lies at 2.2 s, and is only 1.15 times as far out as n = 3.3, which a training sees often. A
 * parameter-free map in front of a flow would do the same.
 */
final class LightNormal implements BaseDensity {
  private static final double HALF_LOG_TWO_PI = 0.5 * StrictMath.log(2 * Math.PI);

  private final int d;
  private final double scale;
  private final double constant;

  /**
   * The density.
   *
   * @param d dimension
   * @param scale s, positive
   */
  LightNormal(int d, double scale) {
    this.d = d;
    this.scale = scale;
    this.constant = HALF_LOG_TWO_PI + StrictMath.log(scale);
  }

  @Override
  public int dimension() {
    return d;
  }

  @Override
  public void sample(Weights w, RandomStream random, float[] z, Workspace s) {
    random.gaussian(z, 0, d * LANES);
    for (int i = 0; i < d * LANES; i++) {
      double n = Math.abs(z[i]);
      double asinh = StrictMath.log(n + Math.sqrt(n * n + 1));
      z[i] = (float) Math.copySign(scale * asinh, z[i]);
    }
  }

  @Override
  public void addLogDensity(Weights w, float[] z, double[] logDensity, Workspace s) {
    for (int i = 0; i < d * LANES; i++) {
      double n = StrictMath.sinh(z[i] / scale);
      logDensity[i % LANES] += 0.5 * StrictMath.log(n * n + 1) - 0.5 * n * n - constant;
    }
  }

  @Override
  public void addLogDensityPullback(
      Weights w, float[] z, double[] logDensityBar, float[] zBar, float[] gradient, Workspace s) {
    for (int i = 0; i < d * LANES; i++) {
      double n = StrictMath.sinh(z[i] / scale);
      double cosh = Math.sqrt(n * n + 1);
      zBar[i] += (float) (logDensityBar[i % LANES] * (n / cosh - n * cosh) / scale);
    }
  }

  @Override
  public Config config() {
    return Config.of("type", "light-normal").with("dimension", d).with("scale", scale);
  }
}

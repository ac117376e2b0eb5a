package org.p4inv.cli.freeenergy;

import static org.p4inv.core.kernel.Tile.LANES;

import org.p4inv.core.kernel.Kernels;
import org.p4inv.core.random.RandomStream;
import org.p4inv.flows.base.BaseDensity;
import org.p4inv.flows.bijection.Weights;
import org.p4inv.flows.bijection.Workspace;
import org.p4inv.flows.config.Config;

/**
 * The normal density of a given deviation s in every coordinate, without parameters: ln p(z) =
 * -|z|^2 / (2 s^2) - d ln s - (d / 2) ln(2 pi).
 */
final class NarrowNormal implements BaseDensity {
  private static final Kernels K = Kernels.active();
  private static final double HALF_LOG_TWO_PI = 0.5 * StrictMath.log(2 * Math.PI);

  private final int d;
  private final double deviation;

  /**
   * The density.
   *
   * @param d dimension
   * @param deviation s, positive
   */
  NarrowNormal(int d, double deviation) {
    this.d = d;
    this.deviation = deviation;
  }

  @Override
  public int dimension() {
    return d;
  }

  @Override
  public void sample(Weights w, RandomStream random, float[] z, Workspace s) {
    random.gaussian(z, 0, d * LANES);
    float factor = (float) deviation;
    for (int i = 0; i < d * LANES; i++) {
      z[i] *= factor;
    }
  }

  @Override
  public void addLogDensity(Weights w, float[] z, double[] logDensity, Workspace s) {
    K.addSquares(d, -0.5 / (deviation * deviation), z, 0, logDensity);
    double constant = d * (StrictMath.log(deviation) + HALF_LOG_TWO_PI);
    for (int lane = 0; lane < LANES; lane++) {
      logDensity[lane] -= constant;
    }
  }

  @Override
  public void addLogDensityPullback(
      Weights w, float[] z, double[] logDensityBar, float[] zBar, float[] gradient, Workspace s) {
    K.scaleLanesAdd(d, -1 / (deviation * deviation), logDensityBar, z, 0, zBar, 0);
  }

  @Override
  public Config config() {
    return Config.of("type", "narrow-normal").with("dimension", d).with("deviation", deviation);
  }
}

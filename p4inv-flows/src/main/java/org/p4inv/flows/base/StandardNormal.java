package org.p4inv.flows.base;

import static org.p4inv.core.kernel.Tile.LANES;

import org.p4inv.core.kernel.Kernels;
import org.p4inv.core.random.RandomStream;
import org.p4inv.flows.bijection.Weights;
import org.p4inv.flows.bijection.Workspace;
import org.p4inv.flows.config.Config;

/** The standard normal density, ln p(z) = -|z|^2 / 2 - (d / 2) ln(2 pi). */
public final class StandardNormal implements BaseDensity {
  private static final String TYPE = "standard-normal";

  private static final Kernels K = Kernels.active();
  private static final double HALF_LOG_TWO_PI = 0.5 * StrictMath.log(2 * Math.PI);

  private final int d;

  /** The density on R^d. */
  public StandardNormal(int d) {
    if (d < 1) {
      throw new IllegalArgumentException("d must be at least 1, got " + d);
    }
    this.d = d;
  }

  @Override
  public int dimension() {
    return d;
  }

  @Override
  public void sample(Weights w, RandomStream random, float[] z, Workspace s) {
    random.gaussian(z, 0, d * LANES);
  }

  @Override
  public void addLogDensity(Weights w, float[] z, double[] logDensity, Workspace s) {
    K.addSquares(d, -0.5, z, 0, logDensity);
    for (int lane = 0; lane < LANES; lane++) {
      logDensity[lane] -= d * HALF_LOG_TWO_PI;
    }
  }

  @Override
  public void addLogDensityPullback(
      Weights w, float[] z, double[] logDensityBar, float[] zBar, float[] gradient, Workspace s) {
    K.scaleLanesAdd(d, -1, logDensityBar, z, 0, zBar, 0);
  }

  @Override
  public Config config() {
    return Config.of("type", TYPE).with("dimension", d);
  }

  /** Reads standard normal densities. */
  public static final class Provider implements BaseProvider {
    @Override
    public String type() {
      return TYPE;
    }

    @Override
    public BaseDensity create(Config config, BaseReader reader) {
      return new StandardNormal(config.integer("dimension", 1, Integer.MAX_VALUE / LANES));
    }
  }
}

package org.p4inv.flows.base;

import static org.p4inv.core.kernel.Tile.LANES;

import org.p4inv.core.kernel.Kernels;
import org.p4inv.core.math.LogGamma;
import org.p4inv.core.random.RandomStream;
import org.p4inv.flows.bijection.Lanes;
import org.p4inv.flows.bijection.Weights;
import org.p4inv.flows.bijection.Workspace;
import org.p4inv.flows.config.Config;

/**
 * Independent coordinates, each with Student's t density of nu degrees of freedom: the base for
 * data with heavy tails, which fall off as |z|^-(nu + 1).
 *
 * <pre>ln p(z) = sum of -(nu + 1)/2 ln(1 + z_j^2 / nu)
 *           + d (ln Gamma((nu + 1)/2) - ln Gamma(nu/2) - ln(pi nu)/2)</pre>
 *
 * <p>No parameters: nu is fixed, location and scale are those of a first layer of the flow (an
 * act-norm). Samples are exact and take two uniform numbers each, for any nu: z = sqrt(nu
 * (u^(-2/nu) - 1)) cos(2 pi v), a generalisation of Box and Muller's method. Source: Bailey, Polar
 * generation of random variates with the t-distribution, Mathematics of Computation 62, 1994. Cost:
 * one logarithm in double precision for each number that is scored, two functions for each drawn.
 */
public final class StudentT implements BaseDensity {
  private static final String TYPE = "student-t";
  private static final Kernels K = Kernels.active();

  /** With fewer degrees of freedom the samples would leave the range of float. */
  private static final double LEAST = 0.5;

  private static final double MOST = 1e6;

  private final int d;
  private final double nu;
  private final double logNormalisation;

  /**
   * The density on R^d.
   *
   * @param nu degrees of freedom, 0.5 to 10^6; 1 is Cauchy's density, many are nearly normal
   */
  public StudentT(int d, double nu) {
    if (d < 1) {
      throw new IllegalArgumentException("d must be at least 1, got " + d);
    }
    if (!(nu >= LEAST && nu <= MOST)) {
      throw new IllegalArgumentException("nu must be in 0.5 to 10^6, got " + nu);
    }
    this.d = d;
    this.nu = nu;
    this.logNormalisation =
        LogGamma.of((nu + 1) / 2) - LogGamma.of(nu / 2) - 0.5 * StrictMath.log(Math.PI * nu);
  }

  @Override
  public int dimension() {
    return d;
  }

  /** Cosines of the angles. */
  @Override
  public Workspace workspace() {
    return Workspace.of(d * LANES);
  }

  @Override
  public void sample(Weights w, RandomStream random, float[] z, Workspace s) {
    float[] cosine = s.array(0);
    for (int i = 0; i < d * LANES; i++) {
      double power = StrictMath.expm1(-2 / nu * StrictMath.log(random.nextDouble()));
      z[i] = (float) Math.sqrt(nu * power);
      cosine[i] = (random.nextInt() >>> 8) * 0x1p-24f;
    }
    K.cosTurns(cosine, 0, cosine, 0, d * LANES);
    for (int i = 0; i < d * LANES; i++) {
      z[i] *= cosine[i];
    }
  }

  @Override
  public void addLogDensity(Weights w, float[] z, double[] logDensity, Workspace s) {
    for (int i = 0; i < d * LANES; i++) {
      double square = (double) z[i] * z[i];
      logDensity[i % LANES] -= (nu + 1) / 2 * StrictMath.log1p(square / nu);
    }
    Lanes.add(d * logNormalisation, logDensity);
  }

  @Override
  public void addLogDensityPullback(
      Weights w, float[] z, double[] logDensityBar, float[] zBar, float[] gradient, Workspace s) {
    for (int i = 0; i < d * LANES; i++) {
      double square = (double) z[i] * z[i];
      zBar[i] -= (float) (logDensityBar[i % LANES] * (nu + 1) * z[i] / (nu + square));
    }
  }

  @Override
  public Config config() {
    return Config.of("type", TYPE).with("dimension", d).with("nu", nu);
  }

  /** Reads t densities. */
  public static final class Provider implements BaseProvider {
    @Override
    public String type() {
      return TYPE;
    }

    @Override
    public BaseDensity create(Config config, BaseReader reader) {
      int d = config.integer("dimension", 1, Integer.MAX_VALUE / LANES);
      return new StudentT(d, config.number("nu"));
    }
  }
}

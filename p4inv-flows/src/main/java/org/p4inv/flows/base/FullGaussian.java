package org.p4inv.flows.base;

import static org.p4inv.core.kernel.Tile.LANES;

import java.util.Arrays;
import org.p4inv.core.kernel.Kernels;
import org.p4inv.core.random.RandomStream;
import org.p4inv.flows.bijection.Lanes;
import org.p4inv.flows.bijection.Storage;
import org.p4inv.flows.bijection.WeightGradient;
import org.p4inv.flows.bijection.Weights;
import org.p4inv.flows.bijection.Workspace;
import org.p4inv.flows.config.Config;

/**
 * The normal density of any covariance, C = L L^T, by its mean m and Cholesky factor L: z = m + L n
 * with n standard normal, and with r = L^-1 (z - m)
 *
 * <pre>ln p(z) = -|r|^2 / 2 - ln det L - (d / 2) ln(2 pi)</pre>
 *
 * <p>A trainable one has the parameters m, of length d, then L packed: row after row of the lower
 * triangle, with the logarithm of L_ii in the place of L_ii; all 0 at first, which is standard
 * normal. A fixed one has m and L in its description, and no parameters.
 *
 * <p>Derivatives: a sample moves by dz = dm + dL n. From dr = -L^-1 (dm - dz) - L^-1 dL r follows,
 * with g = L^-T r,
 *
 * <pre>d ln p = g^T (dm - dz) + g^T dL r - sum of d ln L_ii.</pre>
 *
 * <p>Cost: d^2 multiply-adds for each point and map, and d^3 / 6 in double precision for L^-1 after
 * each change of the parameters.
 */
public final class FullGaussian implements BaseDensity {
  private static final String TYPE = "full-gaussian";
  private static final int MAX_DIMENSION = 1 << 14;
  private static final Kernels K = Kernels.active();
  private static final double HALF_LOG_TWO_PI = 0.5 * StrictMath.log(2 * Math.PI);

  private static final int NOISE = 0;
  private static final int UNIT = 1;
  private static final int CENTRED = 2;
  private static final int BAR = 3;
  private static final int DENSE = 4;
  private static final int SCRATCH = 5;

  private final int d;

  /** m and packed L of a fixed density; null for a trainable one. */
  private final float[] fixed;

  private final Config config;

  private FullGaussian(int d, float[] fixed, Config config) {
    if (d < 1 || d > MAX_DIMENSION) {
      throw new IllegalArgumentException("d must be in 1 to " + MAX_DIMENSION + ", got " + d);
    }
    this.d = d;
    this.fixed = fixed;
    this.config = config;
  }

  /** The density on R^d whose mean and covariance are trained; standard normal at first. */
  public static FullGaussian trainable(int d) {
    return new FullGaussian(d, null, Config.of("type", TYPE).with("dimension", d));
  }

  /**
   * The density of given numbers, which are rounded to float.
   *
   * @param mean length d, finite. Not modified.
   * @param factor the lower triangle of L row by row, length d (d + 1) / 2, finite, with a positive
   *     diagonal. Not modified.
   */
  public static FullGaussian fixed(double[] mean, double[] factor) {
    int d = mean.length;
    Numbers.requireMean(mean);
    Numbers.requireLength("factor", factor, TriangularFactor.count(d));
    float[] numbers = new float[d + factor.length];
    for (int j = 0; j < d; j++) {
      numbers[j] = (float) mean[j];
    }
    int next = 0;
    for (int i = 0; i < d; i++) {
      for (int j = 0; j < i; j++) {
        numbers[d + next] = Numbers.requireFinite("factor", factor, next);
        next++;
      }
      numbers[d + next] = Numbers.logarithm("factor", factor, next);
      next++;
    }
    Config config =
        Config.of("type", TYPE).with("mean", mean.clone()).with("factor", factor.clone());
    return new FullGaussian(d, numbers, config);
  }

  @Override
  public int dimension() {
    return d;
  }

  @Override
  public int parameterCount() {
    return fixed == null ? d + TriangularFactor.count(d) : 0;
  }

  @Override
  public Weights bind(Storage storage) {
    return Weights.deriving(storage.take(this), new TriangularFactor(d));
  }

  @Override
  public Workspace workspace() {
    int n = d * LANES;
    return Workspace.of(n, n, n, n, d * d, WeightGradient.scratch(d, d));
  }

  @Override
  public void initialise(Weights w, RandomStream random) {
    Arrays.fill(w.parameters(), w.at(), w.at() + parameterCount(), 0f);
  }

  @Override
  public void refresh(Weights w) {
    factor(w).set(numbers(w), at(w) + d);
  }

  @Override
  public void prepare(Weights w) {
    if (fixed == null) {
      refresh(w);
    }
  }

  private static TriangularFactor factor(Weights w) {
    return w.derived(TriangularFactor.class);
  }

  /** Where m and packed L stand. */
  private float[] numbers(Weights w) {
    return fixed == null ? w.parameters() : fixed;
  }

  private int at(Weights w) {
    return fixed == null ? w.at() : 0;
  }

  @Override
  public void sample(Weights w, RandomStream random, float[] z, Workspace s) {
    float[] noise = s.array(NOISE);
    random.gaussian(noise, 0, d * LANES);
    K.multiply(d, d, factor(w).factor(), 0, numbers(w), at(w), noise, 0, z, 0);
  }

  @Override
  public void samplePullback(Weights w, float[] z, float[] zBar, float[] gradient, Workspace s) {
    addGradient(w, zBar, s.array(NOISE), gradient, s);
  }

  @Override
  public void addLogDensity(Weights w, float[] z, double[] logDensity, Workspace s) {
    float[] centred = s.array(CENTRED);
    float[] unit = s.array(UNIT);
    for (int j = 0; j < d; j++) {
      float mean = numbers(w)[at(w) + j];
      for (int i = j * LANES; i < (j + 1) * LANES; i++) {
        centred[i] = z[i] - mean;
      }
    }
    Arrays.fill(unit, 0f);
    K.multiplyAdd(d, d, factor(w).inverse(), 0, d, 1, centred, 0, unit, 0);
    K.addSquares(d, -0.5, unit, 0, logDensity);
    Lanes.add(-factor(w).logDet() - d * HALF_LOG_TWO_PI, logDensity);
  }

  @Override
  public void addLogDensityPullback(
      Weights w, float[] z, double[] logDensityBar, float[] zBar, float[] gradient, Workspace s) {
    float[] unit = s.array(UNIT);
    float[] scaled = s.array(CENTRED);
    float[] bar = s.array(BAR);
    for (int i = 0; i < d * LANES; i++) {
      scaled[i] = (float) logDensityBar[i % LANES] * unit[i];
    }
    K.multiplyTransposed(d, d, factor(w).inverse(), 0, scaled, 0, bar, 0);
    for (int i = 0; i < d * LANES; i++) {
      zBar[i] -= bar[i];
    }
    addGradient(w, bar, unit, gradient, s);
    if (fixed == null) {
      float sum = (float) Lanes.sum(logDensityBar);
      for (int i = 0, diagonal = w.at() + d; i < d; i++, diagonal += i + 1) {
        gradient[diagonal] -= sum;
      }
    }
  }

  /** For cotangents of m + L u, with u held: dL/dm is their sum, dL/dL that of bar u^T. */
  private void addGradient(Weights w, float[] bar, float[] u, float[] gradient, Workspace s) {
    if (fixed != null) {
      return;
    }
    K.sumLanesAdd(d, bar, 0, gradient, w.at());
    float[] dense = s.array(DENSE);
    Arrays.fill(dense, 0f);
    WeightGradient.add(d, d, bar, 0, u, dense, 0, s.array(SCRATCH));
    factor(w).addPacked(dense, gradient, w.at() + d);
  }

  @Override
  public Config config() {
    return config;
  }

  /** Reads full Gaussians: a trainable one has a dimension, a fixed one its numbers. */
  public static final class Provider implements BaseProvider {
    @Override
    public String type() {
      return TYPE;
    }

    @Override
    public BaseDensity create(Config config, BaseReader reader) {
      return config.keys().contains("dimension")
          ? trainable(config.integer("dimension", 1, MAX_DIMENSION))
          : fixed(config.numbers("mean"), config.numbers("factor"));
    }
  }
}

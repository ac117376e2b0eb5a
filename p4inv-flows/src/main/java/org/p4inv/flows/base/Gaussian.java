package org.p4inv.flows.base;

import static org.p4inv.core.kernel.Tile.LANES;

import java.util.Arrays;
import org.p4inv.core.kernel.Kernels;
import org.p4inv.core.random.RandomStream;
import org.p4inv.flows.bijection.Weights;
import org.p4inv.flows.bijection.Workspace;
import org.p4inv.flows.config.Config;

/**
 * The normal density with a mean m_j and a deviation e^l_j for each coordinate: z = m + e^l n, with
 * n standard normal.
 *
 * <p>A trainable one has the parameters m, then l, each of length d, both 0 at first; a fixed one
 * has them in its description, and no parameters. Formulas and derivatives: those of {@link
 * LaneGaussians} with the same moments for all points. Cost: d exponentials for each point.
 */
public final class Gaussian implements BaseDensity {
  private static final String TYPE = "gaussian";
  private static final Kernels K = Kernels.active();

  private final int d;

  /** m and l of a fixed density; null for a trainable one. */
  private final float[] fixed;

  private final Config config;
  private final LaneGaussians gaussians;

  private Gaussian(int d, float[] fixed, Config config) {
    this.d = d;
    this.fixed = fixed;
    this.config = config;
    this.gaussians = new LaneGaussians(d);
  }

  /** The density on R^d whose means and deviations are trained; standard normal at first. */
  public static Gaussian trainable(int d) {
    if (d < 1) {
      throw new IllegalArgumentException("d must be at least 1, got " + d);
    }
    return new Gaussian(d, null, Config.of("type", TYPE).with("dimension", d));
  }

  /**
   * The density of given numbers, which are rounded to float.
   *
   * @param mean length d, finite. Not modified.
   * @param deviation length d, positive and finite. Not modified.
   */
  public static Gaussian fixed(double[] mean, double[] deviation) {
    int d = mean.length;
    Numbers.requireMean(mean);
    Numbers.requireLength("deviation", deviation, d);
    float[] numbers = new float[2 * d];
    for (int j = 0; j < d; j++) {
      numbers[j] = (float) mean[j];
      numbers[d + j] = Numbers.logarithm("deviation", deviation, j);
    }
    Config config =
        Config.of("type", TYPE).with("mean", mean.clone()).with("deviation", deviation.clone());
    return new Gaussian(d, numbers, config);
  }

  @Override
  public int dimension() {
    return d;
  }

  @Override
  public int parameterCount() {
    return fixed == null ? 2 * d : 0;
  }

  @Override
  public Workspace workspace() {
    return Workspace.of(gaussians.scratch());
  }

  @Override
  public void initialise(Weights w, RandomStream random) {
    Arrays.fill(w.parameters(), w.at(), w.at() + parameterCount(), 0f);
  }

  @Override
  public void sample(Weights w, RandomStream random, float[] z, Workspace s) {
    loadMoments(w, s);
    gaussians.sample(random, z, s);
  }

  @Override
  public void samplePullback(Weights w, float[] z, float[] zBar, float[] gradient, Workspace s) {
    gaussians.samplePullback(zBar, s);
    addGradient(w, gradient, s);
  }

  @Override
  public void addLogDensity(Weights w, float[] z, double[] logDensity, Workspace s) {
    loadMoments(w, s);
    gaussians.addLogDensity(z, logDensity, s);
  }

  @Override
  public void addLogDensityPullback(
      Weights w, float[] z, double[] logDensityBar, float[] zBar, float[] gradient, Workspace s) {
    gaussians.addLogDensityPullback(logDensityBar, zBar, s);
    addGradient(w, gradient, s);
  }

  private void loadMoments(Weights w, Workspace s) {
    float[] numbers = fixed == null ? w.parameters() : fixed;
    int at = fixed == null ? w.at() : 0;
    float[] moments = gaussians.moments(s);
    for (int i = 0; i < 2 * d; i++) {
      Arrays.fill(moments, i * LANES, (i + 1) * LANES, numbers[at + i]);
    }
  }

  private void addGradient(Weights w, float[] gradient, Workspace s) {
    if (fixed == null) {
      K.sumLanesAdd(2 * d, gaussians.momentsBar(s), 0, gradient, w.at());
    }
  }

  @Override
  public Config config() {
    return config;
  }

  /** Reads Gaussians: a trainable one has a dimension, a fixed one its numbers. */
  public static final class Provider implements BaseProvider {
    @Override
    public String type() {
      return TYPE;
    }

    @Override
    public BaseDensity create(Config config, BaseReader reader) {
      return config.keys().contains("dimension")
          ? trainable(config.integer("dimension", 1, Integer.MAX_VALUE / (2 * LANES)))
          : fixed(config.numbers("mean"), config.numbers("deviation"));
    }
  }
}

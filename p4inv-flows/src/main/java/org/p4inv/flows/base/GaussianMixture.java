package org.p4inv.flows.base;

import static org.p4inv.core.kernel.Tile.LANES;

import java.util.Arrays;
import org.p4inv.core.random.RandomStream;
import org.p4inv.flows.bijection.Storage;
import org.p4inv.flows.bijection.Weights;
import org.p4inv.flows.bijection.Workspace;
import org.p4inv.flows.config.Config;

/**
 * A mixture of K normal densities with diagonal covariance, p(z) = sum of w_k N(z; m_k, e^l_k), all
 * of it trained.
 *
 * <p>Parameters: the means m, {@code [K x d]}, the log-deviations l, {@code [K x d]}, and K logits
 * a with w = softmax(a). At first the means are standard normal numbers, which tells the components
 * apart, and l and a are 0. See {@link MixtureComponents} for ln p and its derivatives.
 *
 * <p>A sample is a component drawn by the weights, and a point of it. Its pullback is that of the
 * point, to the mean and deviations of the component that was drawn; the draw itself has no
 * derivative. So where points come from this base (training by energy) the logits get a gradient
 * only by ln p(z) at the points held fixed, and its expectation vanishes: E[d ln p / da] = E[r - w]
 * = 0, r the posterior weights. What the weights do to the loss is not seen: training by energy
 * moves means and deviations, and leaves the logits to noise. Training by likelihood trains all.
 *
 * <p>Cost: K exponentials and K d multiply-adds in double precision for each point scored.
 */
public final class GaussianMixture implements BaseDensity {
  private static final String TYPE = "gaussian-mixture";

  private final int d;
  private final int components;
  private final LaneGaussians gaussians;

  /** A mixture of so many components on R^d. */
  public GaussianMixture(int d, int components) {
    if (d < 1) {
      throw new IllegalArgumentException("d must be at least 1, got " + d);
    }
    if (components < 1) {
      throw new IllegalArgumentException("components must be at least 1, got " + components);
    }
    this.d = d;
    this.components = components;
    this.gaussians = new LaneGaussians(d);
  }

  @Override
  public int dimension() {
    return d;
  }

  @Override
  public int parameterCount() {
    return Math.multiplyExact(components, Math.addExact(2 * d, 1));
  }

  @Override
  public Weights bind(Storage storage) {
    return Weights.deriving(storage.take(this), new MixtureComponents(d, components));
  }

  /** Beside the moments of the points, the component of each. */
  @Override
  public Workspace workspace() {
    return Workspace.of(gaussians.scratch(LANES));
  }

  @Override
  public void initialise(Weights w, RandomStream random) {
    random.gaussian(w.parameters(), w.at(), components * d);
    int end = w.at() + parameterCount();
    Arrays.fill(w.parameters(), w.at() + components * d, end, 0f);
  }

  @Override
  public void prepare(Weights w) {
    components(w).set(w.parameters(), w.at());
  }

  private static MixtureComponents components(Weights w) {
    return w.derived(MixtureComponents.class);
  }

  @Override
  public void sample(Weights w, RandomStream random, float[] z, Workspace s) {
    float[] drawn = gaussians.added(0, s);
    float[] moments = gaussians.moments(s);
    for (int lane = 0; lane < LANES; lane++) {
      int k = components(w).draw(random.nextDouble());
      drawn[lane] = k;
      int mean = w.at() + k * d;
      int logDeviation = mean + components * d;
      for (int j = 0; j < d; j++) {
        moments[j * LANES + lane] = w.parameters()[mean + j];
        moments[(d + j) * LANES + lane] = w.parameters()[logDeviation + j];
      }
    }
    gaussians.sample(random, z, s);
  }

  @Override
  public void samplePullback(Weights w, float[] z, float[] zBar, float[] gradient, Workspace s) {
    gaussians.samplePullback(zBar, s);
    float[] drawn = gaussians.added(0, s);
    float[] bar = gaussians.momentsBar(s);
    for (int lane = 0; lane < LANES; lane++) {
      int k = (int) drawn[lane];
      int mean = w.at() + k * d;
      int logDeviation = mean + components * d;
      for (int j = 0; j < d; j++) {
        gradient[mean + j] += bar[j * LANES + lane];
        gradient[logDeviation + j] += bar[(d + j) * LANES + lane];
      }
    }
  }

  @Override
  public void addLogDensity(Weights w, float[] z, double[] logDensity, Workspace s) {
    for (int lane = 0; lane < LANES; lane++) {
      logDensity[lane] += components(w).logDensity(z, lane);
    }
  }

  @Override
  public void addLogDensityPullback(
      Weights w, float[] z, double[] logDensityBar, float[] zBar, float[] gradient, Workspace s) {
    for (int lane = 0; lane < LANES; lane++) {
      components(w).addPullback(z, lane, logDensityBar[lane], zBar, gradient, w.at());
    }
  }

  @Override
  public Config config() {
    return Config.of("type", TYPE).with("dimension", d).with("components", components);
  }

  /** Reads mixtures. */
  public static final class Provider implements BaseProvider {
    @Override
    public String type() {
      return TYPE;
    }

    @Override
    public BaseDensity create(Config config, BaseReader reader) {
      int d = config.integer("dimension", 1, Integer.MAX_VALUE / (2 * LANES));
      return new GaussianMixture(d, config.integer("components", 1, 1 << 20));
    }
  }
}

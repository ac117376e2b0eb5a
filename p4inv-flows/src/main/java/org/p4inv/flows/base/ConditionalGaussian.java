package org.p4inv.flows.base;

import java.util.List;
import java.util.Objects;
import org.p4inv.core.random.RandomStream;
import org.p4inv.flows.bijection.Weights;
import org.p4inv.flows.bijection.Workspace;
import org.p4inv.flows.conditioner.Conditioner;
import org.p4inv.flows.conditioner.Conditioners;
import org.p4inv.flows.config.Config;

/**
 * The normal density whose means and log-deviations are functions of the context: (m, l) =
 * conditioner(context), z = m + e^l n with n standard normal.
 *
 * <p>The context is the input of the conditioner, which has 2 d outputs, the means and then the
 * log-deviations; its parameters are those of the density. It starts at 0, so that a new density is
 * standard normal. Formulas and derivatives: {@link LaneGaussians}. Cost: the conditioner at each
 * map and pullback.
 */
public final class ConditionalGaussian implements BaseDensity {
  private static final String TYPE = "conditional-gaussian";

  private final int d;
  private final Conditioner conditioner;
  private final LaneGaussians gaussians;

  /**
   * The density on R^d.
   *
   * @param conditioner from c inputs, the context, to 2 d outputs; without a context beside them
   */
  public ConditionalGaussian(Conditioner conditioner) {
    this.conditioner = Objects.requireNonNull(conditioner, "conditioner");
    if (conditioner.outputs() < 2 || conditioner.outputs() % 2 != 0) {
      throw new IllegalArgumentException(
          "conditioner must have 2 d outputs, got " + conditioner.outputs());
    }
    if (conditioner.contextDimension() != 0) {
      throw new IllegalArgumentException(
          "conditioner must take the context as its inputs, got one with a context of "
              + conditioner.contextDimension()
              + " features beside them");
    }
    this.d = conditioner.outputs() / 2;
    this.gaussians = new LaneGaussians(d);
  }

  @Override
  public int dimension() {
    return d;
  }

  @Override
  public int contextDimension() {
    return conditioner.inputs();
  }

  @Override
  public int parameterCount() {
    return conditioner.parameterCount();
  }

  @Override
  public Workspace workspace() {
    return Workspace.composite(List.of(conditioner.workspace()), gaussians.scratch());
  }

  @Override
  public void initialise(Weights w, RandomStream random) {
    conditioner.initialise(w.parameters(), w.at(), random);
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
    conditioner.forward(w.parameters(), w.at(), s.context(), gaussians.moments(s), 0, s.part(0));
  }

  /** Where a tile is drawn and scored, both left the conditioner's workspace in the same state. */
  private void addGradient(Weights w, float[] gradient, Workspace s) {
    float[] bar = gaussians.momentsBar(s);
    conditioner.pullbackAdd(w.parameters(), w.at(), s.context(), bar, 0, null, gradient, s.part(0));
  }

  @Override
  public Config config() {
    return Config.of("type", TYPE).with("conditioner", conditioner.config());
  }

  /** Reads conditional Gaussians. */
  public static final class Provider implements BaseProvider {
    @Override
    public String type() {
      return TYPE;
    }

    @Override
    public BaseDensity create(Config config, BaseReader reader) {
      return new ConditionalGaussian(Conditioners.read(config.object("conditioner")));
    }
  }
}

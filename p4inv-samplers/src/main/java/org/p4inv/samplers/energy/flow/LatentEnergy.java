package org.p4inv.samplers.energy.flow;

import static org.p4inv.core.kernel.Tile.LANES;

import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.OptionalDouble;
import org.p4inv.core.kernel.Tile;
import org.p4inv.core.random.RandomStream;
import org.p4inv.flows.Flow;
import org.p4inv.flows.FlowTile;
import org.p4inv.flows.bijection.Space;
import org.p4inv.samplers.energy.Energy;
import org.p4inv.samplers.energy.ExactSampler;
import org.p4inv.samplers.energy.Truth;
import org.p4inv.samplers.energy.exact.Rows;
import org.p4inv.samplers.math.Pool;

/**
 * An energy u(x) seen from the base space of a flow x = f(z): the energy u(f(z)) - log|det df/dz|
 * of z, whose density f takes to exp(-u(x)) / Z.
 *
 * <p>Any sampler that runs on it, its points mapped by {@link #toData}, samples u in the latent
 * space of the flow; the better the flow, the more this energy is like that of the base, and the
 * easier to sample. The gradient is the pullback J^T du/dx - d log|det J| / dz. Costs an energy
 * call and a pass of the flow there and back. Where numbers break on their way through the flow, as
 * far out, u is +infinity. Source: Hoffman et al., NeuTra-lizing bad geometry in Hamiltonian Monte
 * Carlo using neural transport, arXiv 1903.03704.
 *
 * <p>Known exactly, if the flow maps R^d onto R^d: log Z, which is that of u, and an exact sampler,
 * if u has one.
 */
public final class LatentEnergy implements Energy {
  private final Energy energy;
  private final Pool<Lent> pool;
  private final Truth truth;

  /**
   * The energy in the latent space of a flow.
   *
   * @param flow of the dimension of the energy, defined on R^d and without a context
   * @throws IllegalArgumentException if it is not
   */
  public LatentEnergy(Flow flow, Energy energy) {
    this.energy = Objects.requireNonNull(energy, "energy");
    this.pool = Lent.pool(flow);
    int d = energy.dimension();
    if (flow.dimension() != d) {
      throw new IllegalArgumentException(
          "`flow` must have the dimension of the energy, " + d + ", got " + flow.dimension());
    }
    boolean onto = flow.bijection().image(Space.reals(d)).equals(Space.reals(d));
    this.truth = onto ? new LatentTruth() : Truth.UNKNOWN;
  }

  /** The name of the energy with "latent-" before it. */
  @Override
  public String name() {
    return "latent-" + energy.name();
  }

  @Override
  public int dimension() {
    return energy.dimension();
  }

  /** Those of the energy. */
  @Override
  public Map<String, Double> constants() {
    return energy.constants();
  }

  @Override
  public Truth truth() {
    return truth;
  }

  @Override
  public void evaluate(float[] z, double[] u, float[] gradient) {
    Lent lent = pool.take();
    try {
      FlowTile tile = lent.tile;
      System.arraycopy(z, 0, tile.z(), 0, z.length);
      tile.forward();
      double[] logDet = tile.logDet();
      for (int lane = 0; lane < LANES; lane++) {
        if (Broken.point(tile.x(), lane)) {
          Broken.fill(tile.x(), lane, 0);
          logDet[lane] = Double.NaN;
        }
      }
      energy.evaluate(tile.x(), u, lent.bar);
      for (int lane = 0; lane < LANES; lane++) {
        u[lane] -= logDet[lane];
        logDet[lane] = -1;
      }
      tile.forwardPullback(lent.bar, logDet, gradient);
      Broken.exclude(u, gradient);
    } finally {
      pool.give(lent);
    }
  }

  /**
   * Maps points by the flow, x = f(z).
   *
   * @param z {@code [n x d]}, row-major. Not modified.
   * @return {@code [n x d]}
   */
  public float[] toData(float[] z) {
    if (z.length % dimension() != 0) {
      throw new IllegalArgumentException(
          "`z` must have length n d, d = " + dimension() + ", got " + z.length);
    }
    float[] x = new float[z.length];
    Lent lent = pool.take();
    try {
      int n = z.length / dimension();
      for (int t = 0; t < Tile.count(n); t++) {
        int lanes = Tile.lanes(n, t);
        Tile.load(z, t * LANES, lanes, dimension(), lent.tile.z());
        lent.tile.forward();
        Tile.store(lent.tile.x(), lanes, dimension(), x, t * LANES);
      }
    } finally {
      pool.give(lent);
    }
    return x;
  }

  /** What carries over from the energy where f maps R^d onto R^d. */
  private final class LatentTruth implements Truth {
    @Override
    public OptionalDouble logZ() {
      return energy.truth().logZ();
    }

    @Override
    public Optional<ExactSampler> sampler() {
      return energy.truth().sampler().map(LatentSampler::new);
    }
  }

  /** Exact samples of the energy, mapped back by the flow. */
  private final class LatentSampler implements ExactSampler {
    private final ExactSampler sampler;

    LatentSampler(ExactSampler sampler) {
      this.sampler = sampler;
    }

    @Override
    public void sample(RandomStream random, float[] points, int first, int n) {
      Rows.check(points, dimension(), first, n);
      sampler.sample(random, points, first, n);
      Lent lent = pool.take();
      try {
        for (int t = 0; t < Tile.count(n); t++) {
          int lanes = Tile.lanes(n, t);
          Tile.load(points, first + t * LANES, lanes, dimension(), lent.tile.x());
          lent.tile.inverse();
          Tile.store(lent.tile.z(), lanes, dimension(), points, first + t * LANES);
        }
      } finally {
        pool.give(lent);
      }
    }
  }
}

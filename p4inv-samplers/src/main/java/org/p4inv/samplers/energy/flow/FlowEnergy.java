package org.p4inv.samplers.energy.flow;

import static org.p4inv.core.kernel.Tile.LANES;

import java.util.Optional;
import java.util.OptionalDouble;
import org.p4inv.core.kernel.Tile;
import org.p4inv.core.random.RandomStream;
import org.p4inv.flows.Flow;
import org.p4inv.flows.FlowTile;
import org.p4inv.flows.bijection.Interval;
import org.p4inv.flows.bijection.Space;
import org.p4inv.samplers.energy.Energy;
import org.p4inv.samplers.energy.ExactSampler;
import org.p4inv.samplers.energy.Truth;
import org.p4inv.samplers.energy.exact.Rows;
import org.p4inv.samplers.math.Pool;

/**
 * The energy of a flow: u(x) = -ln q(x).
 *
 * <p>Known exactly: log Z = 0, and an exact sampler, the flow itself. So a flow can be where
 * annealing starts. Costs a pass of the flow from data to base and back. Where numbers break on
 * their way through the flow, as far out, or x is outside of the space that the flow maps to, u is
 * +infinity.
 */
public final class FlowEnergy implements Energy {
  private final Pool<Lent> pool;
  private final int dimension;
  private final float[] from;
  private final float[] to;
  private final Truth truth = new FlowTruth();

  /**
   * The energy of a flow.
   *
   * @param flow without a context
   * @throws IllegalArgumentException if it has one
   */
  public FlowEnergy(Flow flow) {
    this.pool = Lent.pool(flow);
    this.dimension = flow.dimension();
    this.from = new float[dimension];
    this.to = new float[dimension];
    Space image = flow.bijection().image(flow.base().space());
    for (int j = 0; j < dimension; j++) {
      Interval interval = image.interval(j);
      from[j] = interval == null ? Float.NEGATIVE_INFINITY : (float) interval.low();
      to[j] = interval == null ? Float.POSITIVE_INFINITY : (float) interval.high();
    }
  }

  @Override
  public String name() {
    return "flow";
  }

  @Override
  public int dimension() {
    return dimension;
  }

  @Override
  public Truth truth() {
    return truth;
  }

  @Override
  public void evaluate(float[] x, double[] u, float[] gradient) {
    Lent lent = pool.take();
    try {
      FlowTile tile = lent.tile;
      System.arraycopy(x, 0, tile.x(), 0, x.length);
      tile.logDensity(u);
      tile.score(gradient);
      for (int i = 0; i < gradient.length; i++) {
        gradient[i] = -gradient[i];
      }
      for (int lane = 0; lane < LANES; lane++) {
        u[lane] = isOutside(x, lane) ? Double.NaN : -u[lane];
      }
      Broken.exclude(u, gradient);
    } finally {
      pool.give(lent);
    }
  }

  private boolean isOutside(float[] x, int lane) {
    for (int j = 0; j < dimension; j++) {
      float coordinate = x[j * LANES + lane];
      if (coordinate < from[j] || coordinate > to[j]) {
        return true;
      }
    }
    return false;
  }

  /** The flow knows its own density. */
  private final class FlowTruth implements Truth {
    @Override
    public OptionalDouble logZ() {
      return OptionalDouble.of(0);
    }

    @Override
    public Optional<ExactSampler> sampler() {
      return Optional.of(FlowEnergy.this::sample);
    }
  }

  private void sample(RandomStream random, float[] points, int first, int n) {
    Rows.check(points, dimension, first, n);
    Lent lent = pool.take();
    try {
      for (int t = 0; t < Tile.count(n); t++) {
        lent.tile.sampleBase(random);
        lent.tile.forward();
        Tile.store(lent.tile.x(), Tile.lanes(n, t), dimension, points, first + t * LANES);
      }
    } finally {
      pool.give(lent);
    }
  }
}

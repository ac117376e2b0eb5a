package org.p4inv.samplers.boltzmann.stochastic;

import static org.p4inv.core.kernel.Tile.LANES;

import java.util.Arrays;
import java.util.List;
import java.util.Objects;
import org.p4inv.core.kernel.Tile;
import org.p4inv.core.parallel.Workers;
import org.p4inv.core.random.Domain;
import org.p4inv.core.random.RandomStream;
import org.p4inv.flows.Flow;
import org.p4inv.flows.bijection.Chain;
import org.p4inv.samplers.boltzmann.WeightedSamples;
import org.p4inv.samplers.energy.Energy;

/**
 * A stochastic normalizing flow: the bijections of a chain with blocks of Markov moves between
 * them, whose weighted samples are those of a target exp(-u(x)) / Z.
 *
 * <p>The density of x = the end of a random path cannot be computed, but that of the path can. Let
 * z = x_0, ..., x_T = x be a path, p the density of the base, k_t(x_t, x_(t+1)) the kernel of each
 * stage and k~_t(x_(t+1), x_t) a kernel that goes back. Then
 *
 * <pre>
 *   w(path) = exp(-u(x_T)) prod_t k~_t(x_(t+1), x_t) / (p(x_0) prod_t k_t(x_t, x_(t+1)))
 *   ln w = -u(x) - ln p(z) + sum_t dS_t,     dS_t = ln k~_t(x_(t+1), x_t) - ln k_t(x_t, x_(t+1))
 * </pre>
 *
 * <p>is the density of paths that begin with the target and go back, times Z, over that of paths as
 * they were drawn. Because the k~_t are densities, the mean of w over paths is Z, and that of w
 * f(x) is Z times the mean of f over the target: weights of paths are used like weights of points.
 *
 * <ul>
 *   <li>A bijection y = f(x) has k = delta(y - f(x)) and k~ = delta(x - f^-1(y)) = |det df/dx|
 *       delta(y - f(x)), so dS = log|det df/dx|.
 *   <li>A kernel in detailed balance with pi = exp(-u_lambda) up to a factor goes back by itself:
 *       pi(x) k(x, y) = pi(y) k(y, x), so dS = ln k(y, x) - ln k(x, y) = ln pi(x) - ln pi(y) =
 *       <b>u_lambda(y) - u_lambda(x)</b>. For several steps of it the sum telescopes to the first
 *       and last point. Whether pi has anything to do with the points that come in does not matter
 *       for the weights to be right, only for their spread.
 * </ul>
 *
 * <p>From data to base all dS change their sign, as log-dets do; with in and out for the direction
 * that is gone, a block always adds u_lambda(out) - u_lambda(in) to the log-det. Two losses follow,
 * see {@link StochasticTraining}: E_forward[-ln w], and E_back[ln w] over data.
 *
 * <p>Immutable, for any number of threads. Source: Wu, Koehler and Noe, Stochastic normalizing
 * flows, NeurIPS 2020, arXiv 2002.06707.
 */
public final class StochasticFlow {
  private final Flow flow;
  private final Energy energy;
  private final List<SamplingBlock> blocks;

  /**
   * A stochastic flow.
   *
   * @param flow whose bijection is a {@link Chain} and whose base has no parameters
   * @param energy u, of the same dimension
   * @param blocks by ascending place, one at most at each; none for the flow itself
   * @throws IllegalArgumentException if they do not fit
   */
  public StochasticFlow(Flow flow, Energy energy, List<SamplingBlock> blocks) {
    this.flow = Objects.requireNonNull(flow, "flow");
    this.energy = Objects.requireNonNull(energy, "energy");
    this.blocks = List.copyOf(blocks);
    if (flow.dimension() != energy.dimension()) {
      throw new IllegalArgumentException(
          "`flow` must have the dimension of the energy, "
              + energy.dimension()
              + ", got "
              + flow.dimension());
    }
    if (flow.contextDimension() != 0) {
      throw new IllegalArgumentException(
          "`flow` must have no context, got one of " + flow.contextDimension() + " features");
    }
    if (flow.base().parameterCount() != 0) {
      throw new IllegalArgumentException(
          "the base must have no parameters, because u_0 of the blocks is fixed, got "
              + flow.base().parameterCount());
    }
    if (!(flow.bijection() instanceof Chain chain)) {
      throw new IllegalArgumentException(
          "the bijection must be a chain, got " + flow.bijection().config().text("type"));
    }
    requirePlaces(chain.parts().size());
  }

  private void requirePlaces(int parts) {
    int least = 0;
    for (SamplingBlock block : blocks) {
      if (block.place() < least || block.place() > parts) {
        throw new IllegalArgumentException(
            "places of `blocks` must ascend within 0 to " + parts + ", got " + block.place());
      }
      least = block.place() + 1;
    }
  }

  /** The bijections, with their base. */
  public Flow flow() {
    return flow;
  }

  /** The energy u of the target. */
  public Energy energy() {
    return energy;
  }

  /** The blocks, by ascending place. */
  public List<SamplingBlock> blocks() {
    return blocks;
  }

  /**
   * Draws n paths and returns their ends with ln w. Equal seeds give equal numbers, whatever the
   * workers; the first samples do not depend on n. Allocates its memory anew at every call.
   */
  public WeightedSamples sample(int n, long seed, Workers workers) {
    if (n < 0 || n > Integer.MAX_VALUE / flow.dimension()) {
      throw new IllegalArgumentException(
          "`n` must be in 0 to " + Integer.MAX_VALUE / flow.dimension() + ", got " + n);
    }
    float[] points = new float[n * flow.dimension()];
    double[] logWeights = new double[n];
    Sampler[] samplers = new Sampler[workers.size()];
    workers.run(
        Tile.count(n),
        (tile, worker) -> {
          if (samplers[worker] == null) {
            samplers[worker] = new Sampler(seed);
          }
          samplers[worker].sample(tile, points, logWeights);
        });
    return new WeightedSamples(points, logWeights);
  }

  /** What one worker samples with. */
  private final class Sampler {
    private final Path path = new Path(flow.tile(), flow.tile(), energy, blocks);
    private final RandomStream random;
    private final double[] u = new double[LANES];
    private final double[] logDensity = new double[LANES];
    private final float[] gradient = new float[flow.dimension() * LANES];

    Sampler(long seed) {
      random = new RandomStream(seed, Domain.SAMPLING);
    }

    void sample(int tile, float[] points, double[] logWeights) {
      int first = tile * LANES;
      int lanes = Tile.lanes(logWeights.length, tile);
      random.restart(Domain.SAMPLING, 0, tile);
      path.flow().sampleBase(random);
      path.forward(random);
      energy.evaluate(path.flow().x(), u, gradient);
      Arrays.fill(logDensity, 0.0);
      path.flow().addBaseLogDensity(logDensity);
      for (int lane = 0; lane < lanes; lane++) {
        logWeights[first + lane] = path.flow().logDet()[lane] - u[lane] - logDensity[lane];
      }
      Tile.store(path.flow().x(), lanes, flow.dimension(), points, first);
    }
  }
}

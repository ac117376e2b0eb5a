package org.p4inv.samplers.chain.temper;

import static org.p4inv.core.kernel.Tile.LANES;

import java.util.Arrays;
import java.util.Objects;
import org.p4inv.core.kernel.Tile;
import org.p4inv.core.parallel.Workers;
import org.p4inv.samplers.chain.MarkovKernel;
import org.p4inv.samplers.energy.Energy;
import org.p4inv.samplers.estimate.ImportanceWeights;

/**
 * Annealed importance sampling: independent particles go from a start density along an {@link
 * AnnealingPath}, moved at each level by a kernel, and carry the log-weights
 *
 * <pre>
 *   ln w = ln Z_0 + sum over k of (beta_k - beta_k-1) (u_0 - u_1)(x_k-1),   beta_0 = 0,
 * </pre>
 *
 * <p>x_k-1 being where the particle stands after the moves of level k - 1. The mean weight is an
 * unbiased estimate of Z, and the weighted points sample the target, however badly the kernel
 * mixes, as long as path and tuning do not depend on the particles: a path that {@link
 * SequentialMonteCarlo} found is to be used with another seed. The moves at the last level, where
 * beta = 1, leave weights alone.
 *
 * <p>Costs the kernel's energy calls for each move, and one for each level but the last. Source:
 * Neal, Annealed importance sampling, Statistics and Computing 11, 2001.
 */
public final class AnnealedImportance {
  private final Endpoints ends;
  private final MarkovKernel kernel;
  private final AnnealingPath path;
  private final int moves;

  /**
   * Annealing along a path.
   *
   * @param start knows its log Z and an exact sampler, as a Gaussian or a flow does
   * @param moves of the kernel at each level, at least 0
   */
  public AnnealedImportance(
      Energy start, Energy target, MarkovKernel kernel, AnnealingPath path, int moves) {
    this(Endpoints.of(start, target), kernel, path, moves);
  }

  AnnealedImportance(Endpoints ends, MarkovKernel kernel, AnnealingPath path, int moves) {
    this.ends = ends;
    this.kernel = Objects.requireNonNull(kernel, "kernel");
    this.path = Objects.requireNonNull(path, "path");
    if (moves < 0) {
      throw new IllegalArgumentException("`moves` must be at least 0, got " + moves);
    }
    this.moves = moves;
  }

  /** Anneals on the calling thread. */
  public AnnealedSamples run(int particles, long seed) {
    try (Workers workers = Workers.serial()) {
      return run(particles, seed, workers);
    }
  }

  /**
   * Anneals particles; the result does not depend on the workers, nor the first particles on how
   * many there are.
   *
   * @param particles at least 1, rounded up to whole tiles of 64
   */
  public AnnealedSamples run(int particles, long seed, Workers workers) {
    int d = ends.start().dimension();
    int tiles = Population.tiles(particles);
    float[] points = new float[tiles * LANES * d];
    double[] energies = new double[tiles * LANES];
    double[] logWeights = new double[tiles * LANES];
    Arrays.fill(logWeights, ends.logZ());
    long[] calls = new long[tiles];
    workers.run(
        tiles,
        (tile, worker) -> {
          Particles walkers = new Particles(ends, kernel, seed, tile);
          anneal(walkers, logWeights, tile * LANES);
          Tile.store(walkers.chains().x(), LANES, d, points, tile * LANES);
          System.arraycopy(walkers.chains().energy(), 0, energies, tile * LANES, LANES);
          calls[tile] = walkers.energyCalls();
        });
    return new AnnealedSamples(
        points,
        energies,
        logWeights,
        ImportanceWeights.of(logWeights).logZ().withExact(ends.target().truth().logZ()),
        path,
        0,
        Arrays.stream(calls).sum());
  }

  private void anneal(Particles walkers, double[] logWeights, int first) {
    walkers.draw(ends);
    double beta = 0;
    for (int level = 0; level < path.levels(); level++) {
      double step = path.beta(level) - beta;
      beta = path.beta(level);
      for (int lane = 0; lane < LANES; lane++) {
        // A particle where the target has no density has lost its weight for good.
        if (logWeights[first + lane] > Double.NEGATIVE_INFINITY) {
          logWeights[first + lane] += walkers.gain(lane, step);
        }
      }
      walkers.climb(beta);
      walkers.chains().tuning().set(path.tuning(level));
      for (int move = 1; move <= moves; move++) {
        walkers.move((long) level * moves + move);
      }
      walkers.settle();
    }
  }
}

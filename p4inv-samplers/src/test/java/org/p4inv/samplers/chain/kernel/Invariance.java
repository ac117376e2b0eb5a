package org.p4inv.samplers.chain.kernel;

import static org.p4inv.core.kernel.Tile.LANES;

import org.p4inv.core.kernel.Tile;
import org.p4inv.core.random.Domain;
import org.p4inv.core.random.RandomStream;
import org.p4inv.samplers.chain.ChainTile;
import org.p4inv.samplers.chain.MarkovKernel;

/**
 * How far a kernel leads chains away that began with exact samples, in standard errors.
 *
 * <p>Of each chain the mean of an observable over its moves, less the value at its start, has
 * expectation 0 if the kernel leaves the target invariant, however slowly it mixes. Chains are
 * independent, so the standard error of the mean over chains is known.
 */
final class Invariance {
  private static final long SEED = 31;

  private Invariance() {}

  /** The deviation of each observable. */
  static double[] deviations(
      MarkovKernel kernel, KernelTarget target, double stepSize, int tiles, int moves) {
    int kinds = KernelTarget.OBSERVABLES.length;
    double[] sum = new double[kinds];
    double[] squares = new double[kinds];
    double[][] paths = new double[LANES][kinds];
    double[] values = new double[kinds];
    float[] points = new float[2 * LANES];
    RandomStream random = new RandomStream(SEED, Domain.TARGET);
    for (int tile = 0; tile < tiles; tile++) {
      ChainTile chains = new ChainTile(2, kernel);
      chains.tuning().stepSize(stepSize);
      chains.tuning().scale()[1] = 0.7f;
      random.restart(Domain.TARGET, 0, tile);
      target.sampler().sample(random, points, LANES);
      Tile.load(points, 0, LANES, 2, chains.x());
      chains.evaluate(target.energy());
      for (int move = 0; move <= moves; move++) {
        double factor = move == 0 ? -1 : 1.0 / moves;
        for (int lane = 0; lane < LANES; lane++) {
          KernelTarget.observe(
              chains.x()[lane], chains.x()[LANES + lane], chains.energy()[lane], values);
          for (int k = 0; k < kinds; k++) {
            paths[lane][k] = (move == 0 ? 0 : paths[lane][k]) + factor * values[k];
          }
        }
        random.restart(Domain.CHAIN, move, tile);
        kernel.move(target.energy(), chains, random);
      }
      for (double[] path : paths) {
        for (int k = 0; k < kinds; k++) {
          sum[k] += path[k];
          squares[k] += path[k] * path[k];
        }
      }
    }
    double n = (double) tiles * LANES;
    double[] deviations = new double[kinds];
    for (int k = 0; k < kinds; k++) {
      deviations[k] = sum[k] / Math.sqrt(Math.max(squares[k] - sum[k] * sum[k] / n, 1e-300));
    }
    return deviations;
  }
}

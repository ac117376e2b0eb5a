package org.p4inv.samplers.boltzmann;

import static org.p4inv.core.kernel.Tile.LANES;

import org.p4inv.core.kernel.Tile;
import org.p4inv.samplers.energy.Energy;

/**
 * Points with their log-weights log w = -u(x) - ln q(x).
 *
 * @param points {@code [n x d]}, row-major
 * @param logWeights length n, natural logarithms
 */
public record WeightedSamples(float[] points, double[] logWeights) {

  /** Weighs points by an energy and their log-density under the proposal. */
  static WeightedSamples of(Energy energy, float[] points, double[] logDensity) {
    int n = logDensity.length;
    int d = energy.dimension();
    float[] x = new float[d * LANES];
    float[] gradient = new float[d * LANES];
    double[] u = new double[LANES];
    double[] logWeights = new double[n];
    for (int tile = 0; tile < Tile.count(n); tile++) {
      int first = tile * LANES;
      int lanes = Tile.lanes(n, tile);
      Tile.load(points, first, lanes, d, x);
      energy.evaluate(x, u, gradient);
      for (int lane = 0; lane < lanes; lane++) {
        logWeights[first + lane] = -u[lane] - logDensity[first + lane];
      }
    }
    return new WeightedSamples(points, logWeights);
  }

  /** The samples whose log-weight is not finite, as the target has no density where they lie. */
  public int nonFinite() {
    int count = 0;
    for (double logWeight : logWeights) {
      count += Double.isFinite(logWeight) ? 0 : 1;
    }
    return count;
  }
}

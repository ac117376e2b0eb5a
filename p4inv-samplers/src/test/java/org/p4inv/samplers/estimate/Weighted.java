package org.p4inv.samplers.estimate;

import java.util.function.DoubleUnaryOperator;
import org.p4inv.core.kernel.Tile;
import org.p4inv.core.random.Domain;
import org.p4inv.core.random.RandomStream;
import org.p4inv.samplers.energy.Energy;

/** Points with log-weights of a target, from a Gaussian proposal or from the target itself. */
final class Weighted {
  final float[] points;
  final double[] logWeights;

  private Weighted(float[] points, double[] logWeights) {
    this.points = points;
    this.logWeights = logWeights;
  }

  /** Points of the proposal N(0, diag(s1^2, s2^2)) in the plane. */
  static Weighted fromGaussian(Energy target, double s1, double s2, int n, long seed) {
    float[] points = new float[2 * n];
    new RandomStream(seed, Domain.EVALUATION).gaussian(points, 0, 2 * n);
    double[] logWeights = new double[n];
    for (int i = 0; i < n; i++) {
      points[2 * i] *= (float) s1;
      points[2 * i + 1] *= (float) s2;
      double z1 = points[2 * i] / s1;
      double z2 = points[2 * i + 1] / s2;
      logWeights[i] = 0.5 * (z1 * z1 + z2 * z2) + Math.log(2 * Math.PI * s1 * s2);
    }
    double[] u = energies(target, points, n);
    for (int i = 0; i < n; i++) {
      logWeights[i] -= u[i];
    }
    return new Weighted(points, logWeights);
  }

  /** Exact points of the target, with the weights of a proposal exp(-v) / Z_v. */
  static Weighted fromTarget(Energy target, Energy proposal, int n, long seed) {
    float[] points = new float[target.dimension() * n];
    target.truth().sampler().get().sample(new RandomStream(seed, Domain.TARGET), points, n);
    return new Weighted(points, logWeights(target, proposal, points, n));
  }

  /** Exact points of the proposal exp(-v) / Z_v, with its weights. */
  static Weighted fromProposal(Energy target, Energy proposal, int n, long seed) {
    float[] points = new float[target.dimension() * n];
    proposal.truth().sampler().get().sample(new RandomStream(seed, Domain.SAMPLING), points, n);
    return new Weighted(points, logWeights(target, proposal, points, n));
  }

  private static double[] logWeights(Energy target, Energy proposal, float[] points, int n) {
    double[] u = energies(target, points, n);
    double[] v = energies(proposal, points, n);
    double logZ = proposal.truth().logZ().getAsDouble();
    for (int i = 0; i < n; i++) {
      v[i] += logZ - u[i];
    }
    return v;
  }

  private static double[] energies(Energy energy, float[] points, int n) {
    int d = energy.dimension();
    double[] energies = new double[n];
    float[] tile = new float[d * Tile.LANES];
    double[] u = new double[Tile.LANES];
    float[] gradient = new float[d * Tile.LANES];
    for (int t = 0; t < Tile.count(n); t++) {
      Tile.load(points, t * Tile.LANES, Tile.lanes(n, t), d, tile);
      energy.evaluate(tile, u, gradient);
      System.arraycopy(u, 0, energies, t * Tile.LANES, Tile.lanes(n, t));
    }
    return energies;
  }

  /** The states of the points. */
  int[] states(Energy target) {
    int[] states = new int[logWeights.length];
    for (int i = 0; i < states.length; i++) {
      states[i] = target.truth().states().get().stateOf(points, i * target.dimension(), 1);
    }
    return states;
  }

  /** f of the first coordinate of every point in the plane. */
  double[] first(DoubleUnaryOperator f) {
    double[] values = new double[logWeights.length];
    for (int i = 0; i < values.length; i++) {
      values[i] = f.applyAsDouble(points[2 * i]);
    }
    return values;
  }
}

package org.p4inv.samplers.chain.kernel;

import static org.p4inv.core.kernel.Tile.LANES;

import org.p4inv.core.random.RandomStream;
import org.p4inv.samplers.chain.ChainTile;
import org.p4inv.samplers.chain.MarkovKernel;
import org.p4inv.samplers.chain.Metropolis;
import org.p4inv.samplers.chain.Tuning;
import org.p4inv.samplers.energy.Energy;

/**
 * Underdamped Langevin dynamics by the BAOAB scheme, unadjusted: one step of length e from
 * velocities v that are kept between moves.
 *
 * <pre>
 *   B  v = v - e/2 s du/dx       A  x = x + e/2 s v
 *   O  v = c v + sqrt(1 - c^2) n,  c = exp(-friction e)
 *   A, B again
 * </pre>
 *
 * <p><b>Biased</b>: no step is rejected for its energy, and the points sample exp(-u) up to an
 * error of order e^2 in averages (none for a Gaussian target, and e^4 at high friction). {@link
 * ChainTile#acceptance} is what the rule of Metropolis would have accepted, from the change of u(x)
 * + |v|^2 / 2 without that of O; with a goal of 0.98 the warm-up finds steps of little bias. {@link
 * Malt} has no bias. A step whose acceptance is 0 in double precision, as one to +infinity or to
 * what is no point, is not made, and the velocity is drawn afresh; where a chain stands at
 * +infinity, every step to a point is made.
 *
 * <p>One energy call a move. Source: Leimkuhler and Matthews, Rational construction of stochastic
 * numerical methods for molecular sampling, arXiv 1203.5428, 2013.
 */
public final class Langevin implements MarkovKernel {
  private final double friction;

  /**
   * Langevin dynamics.
   *
   * @param friction per unit of time in scaled coordinates, positive
   */
  public Langevin(double friction) {
    this.friction = Leapfrog.requireFriction(friction);
  }

  @Override
  public String name() {
    return "langevin";
  }

  @Override
  public int tiles() {
    return 4;
  }

  @Override
  public int lanes() {
    return 4;
  }

  @Override
  public double acceptanceGoal() {
    return 0.98;
  }

  @Override
  public void move(Energy target, ChainTile chains, RandomStream random) {
    float[] y = chains.tile(0);
    float[] v = chains.tile(1);
    float[] gradient = chains.tile(2);
    float[] n = chains.tile(3);
    double[] moving = chains.lane(0);
    double[] from = chains.lane(1);
    double[] to = chains.lane(2);
    double[] energy = chains.lane(3);
    Tuning tuning = chains.tuning();
    double half = 0.5 * tuning.stepSize();
    drawWhereAtRest(random, moving, n, v);
    System.arraycopy(chains.x(), 0, y, 0, y.length);
    System.arraycopy(chains.energy(), 0, from, 0, LANES);
    Leapfrog.addKinetic(chains, 1, v, from);
    Leapfrog.kick(tuning, half, chains.gradient(), v);
    Leapfrog.drift(tuning, half, v, y);
    Leapfrog.addKinetic(chains, -1, v, from);
    random.gaussian(n, 0, n.length);
    Leapfrog.refresh(StrictMath.exp(-friction * tuning.stepSize()), n, v);
    Leapfrog.addKinetic(chains, 1, v, from);
    Leapfrog.drift(tuning, half, v, y);
    chains.evaluate(target, y, energy, gradient);
    Leapfrog.kick(tuning, half, gradient, v);
    System.arraycopy(energy, 0, to, 0, LANES);
    Leapfrog.addKinetic(chains, 1, v, to);
    for (int lane = 0; lane < LANES; lane++) {
      chains.acceptance()[lane] = Metropolis.probability(from[lane], to[lane]);
      boolean free = from[lane] == Double.POSITIVE_INFINITY && !Double.isNaN(to[lane]);
      moving[lane] = free || chains.acceptance()[lane] > 0 ? 1 : 0;
      if (moving[lane] == 1) {
        chains.take(lane, y, energy[lane], gradient);
      }
    }
  }

  /** Draws velocities for the lanes that have none; the numbers of the others are passed over. */
  private static void drawWhereAtRest(RandomStream random, double[] moving, float[] n, float[] v) {
    random.gaussian(n, 0, n.length);
    for (int i = 0; i < v.length; i++) {
      v[i] = moving[i % LANES] == 1 ? v[i] : n[i];
    }
  }
}

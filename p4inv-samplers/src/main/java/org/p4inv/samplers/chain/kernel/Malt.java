package org.p4inv.samplers.chain.kernel;

import org.p4inv.core.random.RandomStream;
import org.p4inv.samplers.chain.ChainTile;
import org.p4inv.samplers.chain.MarkovKernel;
import org.p4inv.samplers.energy.Energy;

/**
 * Metropolis-adjusted Langevin trajectories: Hamiltonian Monte Carlo with friction.
 *
 * <p>Between L leapfrog steps of length e the velocities are partly refreshed, v = c v + sqrt(1 -
 * c^2) n with c = exp(-friction e), and the end is accepted by the change of H over the leapfrog
 * steps alone. A refreshment is reversible for the normal distribution of v by itself, so the
 * probability of the path from x to x' against that of the reversed path from x' is exp(H' - H) of
 * the leapfrog steps, which the rule of Metropolis undoes. Friction makes the choice of L less
 * delicate than in {@link Hmc}; as it goes to 0 this is that kernel.
 *
 * <p>L energy calls a move. Source: Riou-Durand and Vogrinc, Metropolis adjusted Langevin
 * trajectories: a robust alternative to Hamiltonian Monte Carlo, arXiv 2202.13230 (the refreshments
 * at the two ends, which change neither x nor the acceptance, are left out).
 */
public final class Malt implements MarkovKernel {
  private final int steps;
  private final double friction;

  /**
   * Trajectories of a fixed length.
   *
   * @param steps L, at least 1
   * @param friction per unit of time in scaled coordinates, positive; about 1 for a target whose
   *     standard deviations are the scales
   */
  public Malt(int steps, double friction) {
    this.steps = Leapfrog.requireSteps(steps);
    this.friction = Leapfrog.requireFriction(friction);
  }

  @Override
  public String name() {
    return "malt";
  }

  @Override
  public int tiles() {
    return Leapfrog.TILES;
  }

  @Override
  public int lanes() {
    return Leapfrog.ARRAYS;
  }

  @Override
  public double acceptanceGoal() {
    return 0.8;
  }

  @Override
  public void move(Energy target, ChainTile chains, RandomStream random) {
    double damping = StrictMath.exp(-friction * chains.tuning().stepSize());
    Leapfrog.move(target, chains, random, steps, damping);
  }
}

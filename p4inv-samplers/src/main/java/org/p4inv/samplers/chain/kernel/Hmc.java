package org.p4inv.samplers.chain.kernel;

import org.p4inv.core.random.RandomStream;
import org.p4inv.samplers.chain.ChainTile;
import org.p4inv.samplers.chain.MarkovKernel;
import org.p4inv.samplers.energy.Energy;

/**
 * Hamiltonian Monte Carlo: L leapfrog steps from fresh normal velocities v, whose end is accepted
 * with probability min(1, exp(H - H')), H = u(x) + |v|^2 / 2.
 *
 * <p>Leapfrog keeps volumes and is its own inverse with v reversed, so the rule of Metropolis
 * leaves exp(-H) invariant, and its marginal in x is the target. A fixed L may meet a period of the
 * target and not mix; where L is drawn anew for each move from 1 to 2 L - 1 it cannot. The 64
 * chains of a tile share that draw, which does not depend on where they are.
 *
 * <p>L energy calls a move, in the mean. Sources: Duane, Kennedy, Pendleton and Roweth, Hybrid
 * Monte Carlo, 1987; Neal, MCMC using Hamiltonian dynamics, 2011 (for the drawn L too). The goal of
 * 0.8 is Stan's; the optimum in many dimensions is 0.651 (Beskos, Pillai, Roberts, Sanz-Serna and
 * Stuart, Optimal tuning of the hybrid Monte Carlo algorithm, arXiv 1001.4460).
 */
public final class Hmc implements MarkovKernel {
  private final int steps;
  private final boolean drawn;

  private Hmc(int steps, boolean drawn) {
    this.steps = Leapfrog.requireSteps(steps);
    this.drawn = drawn;
  }

  /**
   * Trajectories of a fixed length.
   *
   * @param steps L, at least 1
   */
  public static Hmc fixed(int steps) {
    return new Hmc(steps, false);
  }

  /**
   * Trajectories whose length is drawn uniformly from 1 to 2 L - 1.
   *
   * @param steps their mean L, 1 to 2^30
   */
  public static Hmc jittered(int steps) {
    if (steps > 1 << 30) {
      throw new IllegalArgumentException("`steps` must be at most 2^30, got " + steps);
    }
    return new Hmc(steps, true);
  }

  @Override
  public String name() {
    return "hmc";
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
    int length = drawn ? 1 + random.nextInt(2 * steps - 1) : steps;
    Leapfrog.move(target, chains, random, length, 1);
  }
}

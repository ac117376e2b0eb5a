package org.p4inv.samplers.chain.kernel;

import org.p4inv.core.random.RandomStream;
import org.p4inv.samplers.chain.ChainTile;
import org.p4inv.samplers.chain.MarkovKernel;
import org.p4inv.samplers.energy.Energy;

/**
 * The Metropolis-adjusted Langevin algorithm: y_j = x_j - e^2 s_j^2 / 2 du/dx_j + e s_j n_j with n
 * standard normal, e the step size and s the scales.
 *
 * <p>The proposal is one leapfrog step from velocities n, and the noise that leads back from y is
 * minus the velocity there: n' = n - e s / 2 (du/dx + du/dy). So the ratio of the two proposal
 * densities is exp((|n|^2 - |n'|^2) / 2), and the move is accepted by the change of u + |n|^2 / 2.
 *
 * <p>Where u grows faster than a square, the drift of a step that suits the bulk overshoots from
 * far out, to where u is greater still, and is rejected: a chain that starts there may not move in
 * the whole run, while its R-hat tells, and is not geometrically ergodic (Roberts and Tweedie,
 * Exponential convergence of Langevin distributions and their discrete approximations, Bernoulli 2,
 * 1996). The drift is not truncated here: start near, or with {@link RandomWalk}.
 *
 * <p>One energy call a move. Sources: Besag, 1994; for the goal of 0.574, Roberts and Rosenthal,
 * Optimal scaling of discrete approximations to Langevin diffusions, 1998.
 */
public final class Mala implements MarkovKernel {

  /** The adjusted Langevin algorithm. */
  public Mala() {}

  @Override
  public String name() {
    return "mala";
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
    return 0.574;
  }

  @Override
  public void move(Energy target, ChainTile chains, RandomStream random) {
    Leapfrog.move(target, chains, random, 1, 1);
  }
}

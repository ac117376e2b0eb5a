package org.p4inv.samplers.chain.kernel;

import static org.p4inv.core.kernel.Tile.LANES;

import org.p4inv.core.random.RandomStream;
import org.p4inv.samplers.chain.ChainTile;
import org.p4inv.samplers.chain.MarkovKernel;
import org.p4inv.samplers.chain.Metropolis;
import org.p4inv.samplers.energy.Energy;

/**
 * Random-walk Metropolis: y_j = x_j + step-size scale_j n_j with n standard normal, accepted with
 * probability min(1, exp(u(x) - u(y))).
 *
 * <p>One energy call a move. Sources: Metropolis, Rosenbluth, Rosenbluth, Teller and Teller, 1953;
 * for the goal of 0.234, Roberts, Gelman and Gilks, Weak convergence and optimal scaling of random
 * walk Metropolis algorithms, 1997.
 */
public final class RandomWalk implements MarkovKernel {

  /** A random walk. */
  public RandomWalk() {}

  @Override
  public String name() {
    return "random-walk";
  }

  @Override
  public int tiles() {
    return 2;
  }

  @Override
  public int lanes() {
    return 1;
  }

  @Override
  public double acceptanceGoal() {
    return 0.234;
  }

  @Override
  public void move(Energy target, ChainTile chains, RandomStream random) {
    float[] x = chains.x();
    float[] y = chains.tile(0);
    float[] gradient = chains.tile(1);
    double[] energy = chains.lane(0);
    random.gaussian(y, 0, y.length);
    for (int j = 0; j < chains.dimension(); j++) {
      float step = (float) (chains.tuning().stepSize() * chains.tuning().scale()[j]);
      for (int i = j * LANES; i < (j + 1) * LANES; i++) {
        y[i] = Math.fma(step, y[i], x[i]);
      }
    }
    chains.evaluate(target, y, energy, gradient);
    Metropolis.decide(chains, random, chains.energy(), energy, y, energy, gradient);
  }
}

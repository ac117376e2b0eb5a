package org.p4inv.samplers.boltzmann;

import static org.p4inv.core.kernel.Tile.LANES;

import org.p4inv.samplers.energy.Energy;
import org.p4inv.samplers.math.Pool;

/**
 * The energy 2 u - u_q of p^2 / q, p = exp(-u) and q = exp(-u_q): where importance sampling from q
 * has its variance. +infinity where u or u_q is.
 */
final class AlphaTwoTarget implements Energy {
  private final Energy energy;
  private final Energy flow;
  private final Pool<Scratch> pool;

  AlphaTwoTarget(Energy energy, Energy flow) {
    this.energy = energy;
    this.flow = flow;
    this.pool = new Pool<>(() -> new Scratch(energy.dimension()));
  }

  private static final class Scratch {
    final double[] energy = new double[LANES];
    final float[] gradient;

    Scratch(int dimension) {
      gradient = new float[dimension * LANES];
    }
  }

  @Override
  public String name() {
    return "alpha-two-" + energy.name();
  }

  @Override
  public int dimension() {
    return energy.dimension();
  }

  @Override
  public void evaluate(float[] x, double[] u, float[] gradient) {
    Scratch scratch = pool.take();
    try {
      energy.evaluate(x, u, gradient);
      flow.evaluate(x, scratch.energy, scratch.gradient);
      for (int lane = 0; lane < LANES; lane++) {
        boolean outside = scratch.energy[lane] == Double.POSITIVE_INFINITY;
        u[lane] = outside ? Double.POSITIVE_INFINITY : 2 * u[lane] - scratch.energy[lane];
      }
      for (int i = 0; i < gradient.length; i++) {
        float sum = 2 * gradient[i] - scratch.gradient[i];
        // Infinite slopes against each other say nothing.
        gradient[i] = Float.isNaN(sum) ? 0 : sum;
      }
    } finally {
      pool.give(scratch);
    }
  }
}

package org.p4inv.samplers.boltzmann;

import static org.p4inv.core.kernel.Tile.LANES;

import java.util.concurrent.atomic.AtomicReferenceArray;
import org.p4inv.samplers.energy.Energy;

/**
 * The energy 2 u - u_q of p^2 / q, p = exp(-u) and q = exp(-u_q): where importance sampling from q
 * has its variance. +infinity where u or u_q is.
 */
final class AlphaTwoTarget implements Energy {
  private static final int SLOTS = 64;

  private final Energy energy;
  private final Energy flow;
  private final AtomicReferenceArray<Scratch> slots = new AtomicReferenceArray<>(SLOTS);

  AlphaTwoTarget(Energy energy, Energy flow) {
    this.energy = energy;
    this.flow = flow;
  }

  private static final class Scratch {
    final double[] energy = new double[LANES];
    final float[] gradient;

    Scratch(int length) {
      gradient = new float[length];
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
    Scratch scratch = take(x.length);
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
    give(scratch);
  }

  private Scratch take(int length) {
    for (int i = 0; i < SLOTS; i++) {
      Scratch scratch = slots.getAndSet(i, null);
      if (scratch != null) {
        return scratch;
      }
    }
    return new Scratch(length);
  }

  private void give(Scratch scratch) {
    for (int i = 0; i < SLOTS; i++) {
      if (slots.compareAndSet(i, null, scratch)) {
        return;
      }
    }
  }
}

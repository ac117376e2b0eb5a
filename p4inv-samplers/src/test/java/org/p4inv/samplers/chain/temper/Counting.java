package org.p4inv.samplers.chain.temper;

import static org.p4inv.core.kernel.Tile.LANES;

import java.util.concurrent.atomic.AtomicLong;
import org.p4inv.samplers.energy.Energy;
import org.p4inv.samplers.energy.Truth;

/** An energy that counts the points at which it is evaluated. */
record Counting(Energy energy, AtomicLong calls) implements Energy {

  Counting(Energy energy) {
    this(energy, new AtomicLong());
  }

  @Override
  public String name() {
    return energy.name();
  }

  @Override
  public int dimension() {
    return energy.dimension();
  }

  @Override
  public Truth truth() {
    return energy.truth();
  }

  @Override
  public void evaluate(float[] x, double[] u, float[] gradient) {
    calls.addAndGet(LANES);
    energy.evaluate(x, u, gradient);
  }
}

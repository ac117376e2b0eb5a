package org.p4inv.samplers.chain.temper;

import static org.p4inv.core.kernel.Tile.LANES;

import org.p4inv.samplers.energy.Energy;

/** beta u: an energy at another temperature. */
final class Tempered implements Energy {
  private final Energy energy;
  private final double beta;

  /** An energy times an inverse temperature, which is positive. */
  Tempered(Energy energy, double beta) {
    this.energy = energy;
    this.beta = beta;
  }

  @Override
  public String name() {
    return "tempered-" + energy.name();
  }

  @Override
  public int dimension() {
    return energy.dimension();
  }

  @Override
  public void evaluate(float[] x, double[] u, float[] gradient) {
    energy.evaluate(x, u, gradient);
    for (int lane = 0; lane < LANES; lane++) {
      u[lane] *= beta;
    }
    for (int i = 0; i < gradient.length; i++) {
      gradient[i] = (float) (beta * gradient[i]);
    }
  }
}

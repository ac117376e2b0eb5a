package org.p4inv.samplers.chain.temper;

import static org.p4inv.core.kernel.Tile.LANES;

import org.p4inv.flows.Flow;
import org.p4inv.flows.FlowTile;
import org.p4inv.samplers.energy.Energy;

/** An energy in the latent space of a flow without the Jacobian: u(f(z)). For one thread. */
record WithoutJacobian(FlowTile tile, Energy energy) implements Energy {

  WithoutJacobian(Flow flow, Energy energy) {
    this(flow.tile(), energy);
  }

  @Override
  public String name() {
    return "without-jacobian";
  }

  @Override
  public int dimension() {
    return energy.dimension();
  }

  @Override
  public void evaluate(float[] z, double[] u, float[] gradient) {
    float[] bar = new float[z.length];
    System.arraycopy(z, 0, tile.z(), 0, z.length);
    tile.forward();
    energy.evaluate(tile.x(), u, bar);
    tile.forwardPullback(bar, new double[LANES], gradient);
  }
}

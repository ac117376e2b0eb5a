package org.p4inv.samplers.boltzmann.stochastic;

import static org.p4inv.core.kernel.Tile.LANES;

import java.util.Arrays;
import org.p4inv.flows.FlowTile;
import org.p4inv.samplers.energy.Energy;

/**
 * u_lambda = (1 - lambda) u_0 + lambda u with u_0 = -ln p of the base of a flow.
 *
 * <p>Other than most energies it has scratch of its own and is for one thread. At lambda = 1 the
 * base, and at lambda = 0 the target is not evaluated, so that a target which is infinite somewhere
 * does not spoil the base.
 */
final class BridgeEnergy implements Energy {
  private static final float[] NO_PARAMETERS = {};

  private final FlowTile base;
  private final Energy target;
  private final double lambda;
  private final float[] scratch;
  private final double[] logDensity = new double[LANES];
  private final double[] ones = new double[LANES];

  /**
   * A bridge.
   *
   * @param base whose tile in base space is used as scratch; its base has no parameters
   */
  BridgeEnergy(FlowTile base, Energy target, double lambda) {
    this.base = base;
    this.target = target;
    this.lambda = lambda;
    this.scratch = new float[target.dimension() * LANES];
    Arrays.fill(ones, 1.0);
  }

  @Override
  public String name() {
    return "bridge";
  }

  @Override
  public int dimension() {
    return target.dimension();
  }

  @Override
  public void evaluate(float[] x, double[] energy, float[] gradient) {
    if (lambda == 0) {
      Arrays.fill(energy, 0.0);
      Arrays.fill(gradient, 0f);
    } else {
      target.evaluate(x, energy, gradient);
    }
    if (lambda < 1) {
      addBase(x, energy, gradient);
    }
  }

  private void addBase(float[] x, double[] energy, float[] gradient) {
    System.arraycopy(x, 0, base.z(), 0, x.length);
    Arrays.fill(logDensity, 0.0);
    base.addBaseLogDensity(logDensity);
    Arrays.fill(scratch, 0f);
    base.basePullback(ones, scratch, NO_PARAMETERS);
    for (int lane = 0; lane < LANES; lane++) {
      energy[lane] = lambda * energy[lane] - (1 - lambda) * logDensity[lane];
    }
    float toTarget = (float) lambda;
    float toBase = (float) (1 - lambda);
    for (int i = 0; i < gradient.length; i++) {
      gradient[i] = toTarget * gradient[i] - toBase * scratch[i];
    }
  }
}

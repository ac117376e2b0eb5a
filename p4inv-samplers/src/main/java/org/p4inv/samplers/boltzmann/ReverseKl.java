package org.p4inv.samplers.boltzmann;

import static org.p4inv.core.kernel.Tile.LANES;

import java.util.Arrays;
import java.util.Objects;
import org.p4inv.flows.train.Objective;
import org.p4inv.flows.train.TilePass;
import org.p4inv.samplers.energy.Energy;

/**
 * Training by energy: the reverse Kullback-Leibler divergence from the flow q to the target exp(-b
 * u) / Z, up to ln Z.
 *
 * <p>loss = E_z[b u(f(z)) - log|det df/dz|] + E_z[ln p(z)], estimated with fresh points of the base
 * at every step; b is the inverse temperature. At b = 1 the loss is KL(q || target) - ln Z, so that
 * -loss is a lower bound of ln Z. Source: Noe, Olsson, Koehler and Wu, Boltzmann generators, arXiv
 * 1812.01729, eq. 5.
 */
public final class ReverseKl implements Objective {
  private final TrainingEnergy energy;
  private final Temperatures temperatures;

  /** The divergence to the target of an energy, at a scheduled inverse temperature. */
  public ReverseKl(Energy energy, Schedule beta) {
    this(TrainingEnergy.of(energy), Temperatures.of(beta));
  }

  /** The divergence to the target of an energy, at the inverse temperature of each point. */
  public ReverseKl(TrainingEnergy energy, Temperatures temperatures) {
    this.energy = Objects.requireNonNull(energy, "energy");
    this.temperatures = Objects.requireNonNull(temperatures, "temperatures");
  }

  @Override
  public double tile(TilePass pass) {
    // The place of the cotangents, which come last.
    double[] beta = pass.logDetBar();
    temperatures.draw(pass, beta);
    pass.sampleBase();
    pass.forward();
    double[] loss = pass.values();
    energy.evaluate(pass, loss);

    float[] xBar = pass.xBar();
    for (int from = 0; from < xBar.length; from += LANES) {
      for (int lane = 0; lane < LANES; lane++) {
        xBar[from + lane] *= (float) (beta[lane] / pass.batch());
      }
    }
    for (int lane = 0; lane < LANES; lane++) {
      loss[lane] = beta[lane] * loss[lane] - pass.logDet()[lane];
    }
    pass.addBaseLogDensity(loss);
    Arrays.fill(pass.logDetBar(), -1.0 / pass.batch());
    Arrays.fill(pass.baseBar(), 1.0 / pass.batch());
    double sum = energy.finish(pass, loss);
    pass.forwardPullback();
    return sum;
  }
}

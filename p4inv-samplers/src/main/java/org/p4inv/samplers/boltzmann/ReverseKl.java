package org.p4inv.samplers.boltzmann;

import java.util.Arrays;
import java.util.Objects;
import org.p4inv.core.kernel.Tile;
import org.p4inv.flows.train.Objective;
import org.p4inv.flows.train.TilePass;
import org.p4inv.samplers.energy.Energy;

/**
 * Training by energy: the reverse Kullback-Leibler divergence from the flow q to the target exp(-b
 * u) / Z, up to ln Z.
 *
 * <p>loss = E_z[b u(f(z)) - log|det df/dz|] + E_z[ln p(z)], estimated with fresh points of the base
 * at every step; b is the inverse temperature of the {@link Annealing}. At b = 1 the loss is KL(q
 * || target) - ln Z, so that -loss is a lower bound of ln Z. Source: Noe, Olsson, Koehler and Wu,
 * Boltzmann generators, arXiv 1812.01729, eq. 5.
 */
public final class ReverseKl implements Objective {
  private final Energy energy;
  private final Annealing annealing;

  /** The divergence to the target of an energy. */
  public ReverseKl(Energy energy, Annealing annealing) {
    this.energy = Objects.requireNonNull(energy, "energy");
    this.annealing = Objects.requireNonNull(annealing, "annealing");
  }

  @Override
  public double tile(TilePass pass) {
    pass.sampleBase();
    pass.forward();
    double[] loss = pass.values();
    float[] xBar = pass.xBar();
    energy.evaluate(pass.x(), loss, xBar);

    double beta = annealing.at(pass.step());
    float factor = (float) (beta / pass.batch());
    for (int i = 0; i < xBar.length; i++) {
      xBar[i] *= factor;
    }
    for (int lane = 0; lane < Tile.LANES; lane++) {
      loss[lane] = beta * loss[lane] - pass.logDet()[lane];
    }
    pass.addBaseLogDensity(loss);
    Arrays.fill(pass.logDetBar(), -1.0 / pass.batch());
    Arrays.fill(pass.baseBar(), 1.0 / pass.batch());
    double sum = pass.finish(loss);
    pass.forwardPullback();
    return sum;
  }
}

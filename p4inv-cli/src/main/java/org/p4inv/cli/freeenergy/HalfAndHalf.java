package org.p4inv.cli.freeenergy;

import org.p4inv.flows.train.Objective;
import org.p4inv.flows.train.TilePass;

/** The loss of the protocol: likelihood alone up to a step, then the mean of it and the energy. */
final class HalfAndHalf implements Objective {
  private final Objective likelihood;
  private final Objective energy;
  private final int stepsOfLikelihood;

  HalfAndHalf(Objective likelihood, Objective energy, int stepsOfLikelihood) {
    this.likelihood = likelihood;
    this.energy = energy;
    this.stepsOfLikelihood = stepsOfLikelihood;
  }

  @Override
  public int begin(long step, int batch) {
    likelihood.begin(step, batch);
    return energy.begin(step, batch);
  }

  @Override
  public double tile(TilePass pass) {
    if (pass.step() < stepsOfLikelihood) {
      return likelihood.tile(pass);
    }
    pass.begin(0.5);
    double sum = likelihood.tile(pass);
    pass.begin(0.5);
    return sum + energy.tile(pass);
  }
}

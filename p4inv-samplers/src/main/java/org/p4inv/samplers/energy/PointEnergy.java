package org.p4inv.samplers.energy;

/**
 * A reduced energy of one point, the form that is written first; {@link PointwiseEnergy} makes an
 * {@link Energy} of it.
 */
@FunctionalInterface
public interface PointEnergy {

  /**
   * u(x) in kT, and its gradient. Called by many threads at once, each with its own arrays.
   *
   * @param x length d. Not to be modified, nor kept after the call.
   * @param gradient length d, filled with zeros before the call; to be filled with du/dx
   * @return u(x), finite or +infinity
   */
  double energy(double[] x, double[] gradient);
}

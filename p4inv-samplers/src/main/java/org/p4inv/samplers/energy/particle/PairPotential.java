package org.p4inv.samplers.energy.particle;

/** The energy of a pair of particles as a function of their squared distance, over 64 lanes. */
@FunctionalInterface
interface PairPotential {

  /**
   * Adds v(d) to the energy and computes v'(d) / d.
   *
   * @param square length 64, d^2, at least 0
   * @param energy length 64, added to; +infinity is allowed
   * @param factor length 64, overwritten; may be infinite or NaN where the energy is +infinity
   */
  void apply(double[] square, double[] energy, double[] factor);
}

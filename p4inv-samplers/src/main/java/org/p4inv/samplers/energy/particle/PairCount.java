package org.p4inv.samplers.energy.particle;

/**
 * How often the energy of a pair of particles is counted. Both are in use under the same names of
 * systems, and their densities differ as much as those of two temperatures.
 */
public enum PairCount {
  /** The sum over i below j. */
  ONCE(1, ""),
  /** The sum over i and j, i not j, without a factor 1/2; names of energies end in "-twice". */
  TWICE(2, "-twice");

  final int times;
  final String suffix;

  PairCount(int times, String suffix) {
    this.times = times;
    this.suffix = suffix;
  }
}

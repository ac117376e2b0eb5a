package org.p4inv.samplers.energy.plane;

import org.p4inv.core.random.RandomStream;

/** Single standard normal numbers, for samplers that reject. */
final class Normal {
  /** No number is farther from 0: sqrt(2 ln 2^54). */
  static final double FARTHEST = Math.sqrt(2 * 54 * StrictMath.log(2));

  private Normal() {}

  /** Box-Muller in double. */
  static double next(RandomStream random) {
    double radius = Math.sqrt(-2 * StrictMath.log(random.nextDouble()));
    return radius * StrictMath.cos(2 * Math.PI * random.nextDouble());
  }
}

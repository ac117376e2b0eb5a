package org.p4inv.samplers.energy;

import org.p4inv.core.random.RandomStream;

/**
 * Draws independent points whose density is exp(-u(x)) / Z, up to the rounding of coordinates to
 * float. Thread-safe, each thread with a stream of its own.
 */
@FunctionalInterface
public interface ExactSampler {

  /**
   * Draws n points. The numbers depend on nothing but the place of the stream and n, so that points
   * drawn tile by tile, each tile from its own stream, do not depend on the number of threads.
   *
   * @param random where the random numbers come from, advanced
   * @param points {@code [rows x d]}, row-major; rows first to first + n - 1 are overwritten
   * @param first the first row to write, at least 0
   * @param n how many points to draw, at least 0
   * @throws IllegalArgumentException if the rows do not lie within {@code points}
   */
  void sample(RandomStream random, float[] points, int first, int n);

  /** Draws n points to the first n rows of {@code points}. */
  default void sample(RandomStream random, float[] points, int n) {
    sample(random, points, 0, n);
  }
}

package org.p4inv.samplers.chain;

import static org.p4inv.core.kernel.Tile.LANES;

import org.p4inv.core.random.RandomStream;
import org.p4inv.samplers.energy.ExactSampler;

/** Says where Markov chains start. Thread-safe, each thread with a stream of its own. */
@FunctionalInterface
public interface StartPoints {

  /**
   * Writes where the chains {@code first} to {@code first + 63} start.
   *
   * @param random a stream of these chains alone
   * @param points {@code [64 x d]}, row-major, overwritten with finite numbers
   */
  void draw(RandomStream random, int first, float[] points);

  /**
   * Normal points about the origin.
   *
   * @param spread the standard deviation of every coordinate, positive
   */
  static StartPoints normal(double spread) {
    if (!(spread > 0) || spread == Double.POSITIVE_INFINITY) {
      throw new IllegalArgumentException("`spread` must be positive and finite, got " + spread);
    }
    return (random, first, points) -> {
      random.gaussian(points, 0, points.length);
      for (int i = 0; i < points.length; i++) {
        points[i] = (float) (spread * points[i]);
      }
    };
  }

  /** Independent points of a sampler, for instance an exact one of the target. */
  static StartPoints of(ExactSampler sampler) {
    return (random, first, points) -> sampler.sample(random, points, LANES);
  }

  /**
   * Given points: chain c starts at point c mod n.
   *
   * @param given {@code [n x d]}, row-major, n at least 1; copied
   */
  static StartPoints at(float[] given, int dimension) {
    if (given.length == 0 || given.length % dimension != 0) {
      throw new IllegalArgumentException(
          "`given` must have length n d, n at least 1, d = " + dimension + ", got " + given.length);
    }
    float[] kept = given.clone();
    int n = kept.length / dimension;
    return (random, first, points) -> {
      for (int lane = 0; lane < LANES; lane++) {
        int from = (first + lane) % n * dimension;
        System.arraycopy(kept, from, points, lane * dimension, dimension);
      }
    };
  }
}

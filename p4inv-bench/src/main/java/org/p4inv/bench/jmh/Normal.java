package org.p4inv.bench.jmh;

import org.p4inv.core.random.Domain;
import org.p4inv.core.random.RandomStream;

/** Arrays of standard normal numbers to work on. */
final class Normal {
  private Normal() {}

  /** The first n numbers of a seed. */
  static float[] floats(long seed, int n) {
    float[] numbers = new float[n];
    new RandomStream(seed, Domain.APPLICATION).gaussian(numbers, 0, n);
    return numbers;
  }

  /** The same in double. */
  static double[] doubles(long seed, int n) {
    float[] numbers = floats(seed, n);
    double[] wide = new double[n];
    for (int i = 0; i < n; i++) {
      wide[i] = numbers[i];
    }
    return wide;
  }

  /** A regular d x d matrix: the identity and normal numbers of deviation 1 / (2 sqrt d). */
  static double[] matrix(int d) {
    double[] matrix = doubles(1, d * d);
    for (int i = 0; i < d * d; i++) {
      matrix[i] = matrix[i] / (2 * Math.sqrt(d)) + (i % (d + 1) == 0 ? 1 : 0);
    }
    return matrix;
  }
}

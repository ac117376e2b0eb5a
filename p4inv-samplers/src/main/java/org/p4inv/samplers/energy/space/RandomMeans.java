package org.p4inv.samplers.energy.space;

import org.p4inv.core.random.Domain;
import org.p4inv.core.random.RandomStream;

/** Centres of the components of a mixture, drawn by a seed. */
final class RandomMeans {
  private RandomMeans() {}

  /** Uniform in the cube from -separation to separation, {@code [components x d]}. */
  static double[][] inCube(int components, int d, double separation, long seed) {
    RandomStream random = new RandomStream(seed, Domain.START);
    double[][] means = new double[components][d];
    for (double[] mean : means) {
      for (int j = 0; j < d; j++) {
        mean[j] = separation * (2 * random.nextDouble() - 1);
      }
    }
    return means;
  }
}

package org.p4inv.samplers.estimate;

import org.p4inv.core.random.Domain;
import org.p4inv.core.random.RandomStream;

/**
 * Harmonic oscillators u_k(x) = stiffness_k (x - centre_k)^2 / 2 in one dimension, of which all is
 * known: x is normal with variance 1 / stiffness, f_k = -ln Z_k = ln(stiffness_k / (2 pi)) / 2.
 */
record Oscillators(double[] stiffness, double[] centre) {

  double energy(int k, double x) {
    double away = x - centre[k];
    return 0.5 * stiffness[k] * away * away;
  }

  double difference(int from, int to) {
    return 0.5 * Math.log(stiffness[to] / stiffness[from]);
  }

  /** Samples of each, those of oscillator 0 first. */
  double[] sample(int[] counts, long seed) {
    RandomStream random = new RandomStream(seed, Domain.APPLICATION);
    int n = 0;
    for (int count : counts) {
      n += count;
    }
    float[] normal = new float[n];
    random.gaussian(normal, 0, n);
    double[] x = new double[n];
    int at = 0;
    for (int k = 0; k < counts.length; k++) {
      for (int i = 0; i < counts[k]; i++, at++) {
        x[at] = centre[k] + normal[at] / Math.sqrt(stiffness[k]);
      }
    }
    return x;
  }

  /** u_k of every point, a row for each oscillator. */
  double[][] energies(double[] x) {
    double[][] energies = new double[stiffness.length][x.length];
    for (int k = 0; k < stiffness.length; k++) {
      for (int n = 0; n < x.length; n++) {
        energies[k][n] = energy(k, x[n]);
      }
    }
    return energies;
  }

  /** Work from one to another at n of its samples. */
  double[] work(int from, int to, int n, long seed) {
    int[] counts = new int[stiffness.length];
    counts[from] = n;
    double[] x = sample(counts, seed);
    double[] work = new double[n];
    for (int i = 0; i < n; i++) {
      work[i] = energy(to, x[i]) - energy(from, x[i]);
    }
    return work;
  }
}

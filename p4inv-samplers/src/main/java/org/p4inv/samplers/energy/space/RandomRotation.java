package org.p4inv.samplers.energy.space;

import org.p4inv.core.random.Domain;
import org.p4inv.core.random.RandomStream;

/**
 * An orthogonal matrix drawn by a seed, uniformly over all of them up to the signs of its columns:
 * the product of Householder reflections I - 2 v v^T / |v|^2 that take the first axis of the last
 * d, d - 1, ..., 2 coordinates to a random direction. 4/3 d^3 multiply-adds. Source: Stewart, The
 * efficient generation of random orthogonal matrices with an application to condition estimators,
 * 1980.
 */
final class RandomRotation {
  private RandomRotation() {}

  /** The matrix, {@code [d x d]}; column k is direction k. */
  static double[][] matrix(int d, long seed) {
    double[][] matrix = new double[d][d];
    for (int i = 0; i < d; i++) {
      matrix[i][i] = 1;
    }
    RandomStream random = new RandomStream(seed, Domain.START);
    float[] normal = new float[d];
    double[] v = new double[d];
    for (int from = d - 2; from >= 0; from--) {
      random.gaussian(normal, from, d - from);
      double square = 0;
      for (int i = from; i < d; i++) {
        v[i] = normal[i];
        square += v[i] * v[i];
      }
      v[from] += Math.copySign(Math.sqrt(square), v[from]);
      reflect(matrix, v, from);
    }
    return matrix;
  }

  /** The reflection by v, whose first {@code from} numbers count as 0, times the matrix. */
  private static void reflect(double[][] matrix, double[] v, int from) {
    int d = v.length;
    double square = 0;
    double[] projection = new double[d];
    for (int i = from; i < d; i++) {
      square += v[i] * v[i];
      for (int k = from; k < d; k++) {
        projection[k] = Math.fma(v[i], matrix[i][k], projection[k]);
      }
    }
    for (int i = from; i < d; i++) {
      double factor = -2 * v[i] / square;
      for (int k = from; k < d; k++) {
        matrix[i][k] = Math.fma(factor, projection[k], matrix[i][k]);
      }
    }
  }
}

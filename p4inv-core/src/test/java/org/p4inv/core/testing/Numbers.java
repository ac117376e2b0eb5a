package org.p4inv.core.testing;

import java.util.Random;

/** Seeded random arrays and small dense matrices for tests. */
public final class Numbers {
  private Numbers() {}

  /** n standard normal numbers. */
  public static float[] floats(Random random, int n) {
    float[] numbers = new float[n];
    for (int i = 0; i < n; i++) {
      numbers[i] = (float) random.nextGaussian();
    }
    return numbers;
  }

  /** n standard normal numbers. */
  public static double[] doubles(Random random, int n) {
    double[] numbers = new double[n];
    for (int i = 0; i < n; i++) {
      numbers[i] = random.nextGaussian();
    }
    return numbers;
  }

  /**
   * A d x d matrix at the distance of the identity: I + G / (2 sqrt d) with G standard normal,
   * whose condition is moderate for any d, and its last row negated by a coin.
   */
  public static double[] regular(Random random, int d) {
    double[] matrix = doubles(random, d * d);
    double sign = random.nextBoolean() ? 1 : -1;
    for (int i = 0; i < d * d; i++) {
      matrix[i] = (i % (d + 1) == 0 ? 1 : 0) + matrix[i] / (2 * Math.sqrt(d));
      matrix[i] *= i >= d * (d - 1) ? sign : 1;
    }
    return matrix;
  }

  /**
   * A d x d matrix with singular values from 1 down to 1 / condition, evenly in their logarithm.
   */
  public static double[] conditioned(Random random, int d, double condition) {
    double[] matrix = new double[d * d];
    for (int i = 0; i < d; i++) {
      matrix[i * d + i] = Math.pow(condition, -i / Math.max(1.0, d - 1));
    }
    return transpose(reflect(random, transpose(reflect(random, matrix, d), d), d), d);
  }

  /** The matrix from the left times three random reflections I - 2 w w^T / |w|^2. */
  private static double[] reflect(Random random, double[] matrix, int d) {
    double[] result = matrix;
    for (int round = 0; round < 3; round++) {
      double[] w = doubles(random, d);
      double square = Math.pow(norm(w), 2);
      double[] reflection = new double[d * d];
      for (int i = 0; i < d * d; i++) {
        reflection[i] = (i % (d + 1) == 0 ? 1 : 0) - 2 * w[i / d] * w[i % d] / square;
      }
      result = product(reflection, result, d);
    }
    return result;
  }

  /** A B for square matrices of d rows. */
  public static double[] product(double[] a, double[] b, int d) {
    double[] c = new double[d * d];
    for (int i = 0; i < d; i++) {
      for (int p = 0; p < d; p++) {
        for (int j = 0; j < d; j++) {
          c[i * d + j] += a[i * d + p] * b[p * d + j];
        }
      }
    }
    return c;
  }

  private static double[] transpose(double[] a, int d) {
    double[] result = new double[d * d];
    for (int i = 0; i < d * d; i++) {
      result[i % d * d + i / d] = a[i];
    }
    return result;
  }

  /** The Euclidean norm; of a matrix the Frobenius norm. */
  public static double norm(double[] a) {
    double sum = 0;
    for (double x : a) {
      sum += x * x;
    }
    return Math.sqrt(sum);
  }
}

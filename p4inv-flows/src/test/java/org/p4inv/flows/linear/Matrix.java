package org.p4inv.flows.linear;

import static org.p4inv.core.kernel.Tile.LANES;

import java.util.Arrays;
import org.p4inv.core.linalg.Lu;
import org.p4inv.core.random.Domain;
import org.p4inv.core.random.RandomStream;

/** Square matrices and tiles in double precision, by plain loops: what the layers must equal. */
record Matrix(int d, double[] elements) {

  static float[] normal(int n, long seed) {
    float[] numbers = new float[n];
    new RandomStream(seed, Domain.APPLICATION).gaussian(numbers, 0, n);
    return numbers;
  }

  double at(int i, int j) {
    return elements[i * d + j];
  }

  Matrix transposed() {
    double[] t = new double[d * d];
    Arrays.setAll(t, i -> elements[i % d * d + i / d]);
    return new Matrix(d, t);
  }

  Matrix inverse() {
    double[] inverse = new double[d * d];
    new Lu(d).decompose(elements, 0).inverse(inverse, 0);
    return new Matrix(d, inverse);
  }

  double logAbsDet() {
    return new Lu(d).decompose(elements, 0).logAbsDet();
  }

  Matrix times(Matrix other) {
    double[] product = new double[d * d];
    for (int i = 0; i < d; i++) {
      for (int j = 0; j < d; j++) {
        for (int k = 0; k < d; k++) {
          product[i * d + j] += at(i, k) * other.at(k, j);
        }
      }
    }
    return new Matrix(d, product);
  }

  /** The image of a tile. */
  double[] times(double[] tile) {
    double[] image = new double[d * LANES];
    for (int i = 0; i < d; i++) {
      for (int j = 0; j < d; j++) {
        for (int lane = 0; lane < LANES; lane++) {
          image[i * LANES + lane] += at(i, j) * tile[j * LANES + lane];
        }
      }
    }
    return image;
  }

  /** Y X^T. */
  static Matrix outer(int d, double[] y, double[] x) {
    double[] product = new double[d * d];
    for (int i = 0; i < d; i++) {
      for (int j = 0; j < d; j++) {
        for (int lane = 0; lane < LANES; lane++) {
          product[i * d + j] += y[i * LANES + lane] * x[j * LANES + lane];
        }
      }
    }
    return new Matrix(d, product);
  }

  Matrix plus(double factor, Matrix other) {
    double[] sum = new double[d * d];
    Arrays.setAll(sum, i -> elements[i] + factor * other.elements[i]);
    return new Matrix(d, sum);
  }
}

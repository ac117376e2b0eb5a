package org.p4inv.flows.linear;

import static org.junit.jupiter.api.Assertions.assertFalse;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.p4inv.core.linalg.Lu;
import org.p4inv.core.testing.Agreement;

/** The blocked float inverse beside the LU decomposition in double precision. */
class GaussJordanTest {
  /** Float rounding (6e-8) times the condition of random matrices, up to some 1e4, and room. */
  private static final double FLOAT = 2e-3;

  @ParameterizedTest
  @ValueSource(ints = {1, 2, 7, 8, 9, 16, 37, 63, 64, 65, 101, 128, 150})
  void inverseAndDeterminantAreThoseOfLu(int d) {
    // No diagonal is favoured: every column needs its pivot.
    float[] w = Matrix.normal(d * d, d);
    float[] inverse = new float[d * d];
    GaussJordan elimination = invert(d, w, 5, inverse);
    double[] exact = new double[d * d];
    for (int i = 0; i < d * d; i++) {
      exact[i] = w[i];
    }
    double logAbsDet = new Lu(d).decompose(exact, 0).logAbsDet();
    Matrix expected = new Matrix(d, exact).inverse();
    double scale = 0;
    for (double element : expected.elements()) {
      scale = Math.max(scale, Math.abs(element));
    }
    for (int i = 0; i < d; i++) {
      for (int j = 0; j < d; j++) {
        double actual = inverse[j * d + i];
        Agreement.near("inverse (" + i + ", " + j + ")", expected.at(i, j), actual, FLOAT * scale);
      }
    }
    Agreement.near("log|det|", logAbsDet, elimination.logAbsDet(), FLOAT);
  }

  @Test
  void singularMatrixHasNoFiniteLogarithm() {
    float[] w = {1, 2, 3, 2, 4, 6, 1, 1, 1};
    GaussJordan elimination = invert(3, w, 0, new float[9]);
    assertFalse(Double.isFinite(elimination.logAbsDet()));
  }

  /** Writes W^-T, from a matrix that is moved to an offset. */
  private static GaussJordan invert(int d, float[] w, int offset, float[] inverseTransposed) {
    float[] moved = new float[offset + d * d];
    System.arraycopy(w, 0, moved, offset, d * d);
    GaussJordan elimination = new GaussJordan(d);
    elimination.invert(moved, offset, inverseTransposed);
    return elimination;
  }
}

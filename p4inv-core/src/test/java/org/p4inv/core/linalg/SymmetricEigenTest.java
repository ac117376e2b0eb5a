package org.p4inv.core.linalg;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.p4inv.core.testing.Numbers;

/** Symmetric matrices whose decomposition is known, and what any decomposition must satisfy. */
class SymmetricEigenTest {

  private static double[] symmetric(Random random, int n) {
    double[] a = Numbers.doubles(random, n * n);
    for (int i = 0; i < n; i++) {
      for (int j = 0; j < i; j++) {
        a[i * n + j] = a[j * n + i];
      }
    }
    return a;
  }

  private static double[] vectors(SymmetricEigen eigen, int n) {
    double[] v = new double[n * n];
    for (int i = 0; i < n; i++) {
      eigen.vector(i, v, i * n);
    }
    return v;
  }

  @ParameterizedTest
  @ValueSource(ints = {1, 2, 3, 8, 33, 60})
  void vectorsAreOrthonormalAndGiveTheMatrixBack(int n) {
    double[] a = symmetric(new Random(n), n);
    double[] saved = a.clone();
    SymmetricEigen eigen = new SymmetricEigen(n, a);
    assertArrayEquals(saved, a, "the matrix itself");
    double[] v = vectors(eigen, n);
    double norm = Numbers.norm(a);
    // Some sweeps of n rotations of each element.
    double tolerance = 1e-16 * 10 * n;
    for (int i = 0; i < n; i++) {
      assertTrue(i == 0 || eigen.value(i) <= eigen.value(i - 1), "order, n " + n);
      for (int j = 0; j < n; j++) {
        double product = 0;
        double element = 0;
        for (int k = 0; k < n; k++) {
          product += v[i * n + k] * v[j * n + k];
          element += eigen.value(k) * v[k * n + i] * v[k * n + j];
        }
        String at = "n " + n + ", element " + i + " " + j;
        assertEquals(i == j ? 1 : 0, product, tolerance, at);
        assertEquals(a[i * n + j], element, tolerance * Math.max(1, norm), at);
      }
    }
  }

  @Test
  void knownDecompositions() {
    SymmetricEigen two = new SymmetricEigen(2, new double[] {2, 1, 1, 2});
    assertEquals(3, two.value(0), 1e-15);
    assertEquals(1, two.value(1), 1e-15);
    double half = Math.sqrt(0.5);
    assertArrayEquals(new double[] {half, half, half, -half}, vectors(two, 2), 1e-15);
    SymmetricEigen swap = new SymmetricEigen(2, new double[] {0, 1, 1, 0});
    assertEquals(1, swap.value(0), 1e-15);
    assertEquals(-1, swap.value(1), 1e-15);
    SymmetricEigen diagonal = new SymmetricEigen(3, new double[] {1, 0, 0, 0, 7, 0, 0, 0, 2});
    assertArrayEquals(new double[] {0, 1, 0, 0, 0, 1, 1, 0, 0}, vectors(diagonal, 3));
  }

  /** diag(s) R diag(s) with a well-conditioned R: eigenvalues from 1 to about 1e-24. */
  @Test
  void smallEigenvaluesKeepTheirDigits() {
    double[] s = {1, 1e-6, 1e-12};
    double[] a = new double[9];
    for (int i = 0; i < 3; i++) {
      for (int j = 0; j < 3; j++) {
        a[i * 3 + j] = s[i] * s[j] * (i == j ? 1 : 0.5);
      }
    }
    SymmetricEigen eigen = new SymmetricEigen(3, a);
    // The determinants of the leading minors of R are 1, 3/4 and 1/2; corrections are 1e-12.
    double[] expected = {1, 0.75e-12, 0.5 / 0.75 * 1e-24};
    for (int i = 0; i < 3; i++) {
      assertEquals(expected[i], eigen.value(i), 1e-11 * expected[i], "value " + i);
    }
  }

  @Test
  void rankDeficientMatrixHasAZeroValue() {
    SymmetricEigen eigen = new SymmetricEigen(3, new double[] {1, 1, 1, 1, 1, 1, 1, 1, 1});
    assertEquals(3, eigen.value(0), 1e-14);
    assertEquals(0, eigen.value(1), 1e-15);
    assertEquals(0, eigen.value(2), 1e-15);
    assertEquals(0, new SymmetricEigen(2, new double[4]).value(0));
  }

  @Test
  void badMatricesAreRefused() {
    assertError("got n = 2 and 3 elements", () -> new SymmetricEigen(2, new double[3]));
    double[] a = {1, Double.NaN, 0, 1};
    assertError("element (0, 1) is NaN", () -> new SymmetricEigen(2, a));
  }

  private static void assertError(String message, Runnable run) {
    IllegalArgumentException e = assertThrows(IllegalArgumentException.class, run::run);
    assertTrue(e.getMessage().contains(message), e.getMessage());
  }
}

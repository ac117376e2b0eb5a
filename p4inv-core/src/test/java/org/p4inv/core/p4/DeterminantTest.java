package org.p4inv.core.p4;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.Arrays;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.p4inv.core.testing.Agreement;
import org.p4inv.core.testing.Tolerance;

/** The tracked determinant where the plain one changes its sign, overflows or vanishes. */
class DeterminantTest {

  @Test
  void theSignTurnsWhereTheDeterminantCrossesZero() {
    int d = 4;
    Case test = atIdentity(d, LogDetBounds.NONE);
    for (double factor : new double[] {1, 0.5, 0.125, -0.125, -0.5, -3}) {
      scale(test, 2, factor);
      assertEquals(factor < 0 ? -1 : 1, test.perturbation.sign(), "factor " + factor);
      assertEquals(
          StrictMath.log(Math.abs(factor)), test.perturbation.logDet(), "factor " + factor);
    }
    assertEquals(Merge.MERGED, test.perturbation.merge(test.stream));
    assertEquals(-1, test.perturbation.sign());
    scale(test, 0, -2);
    assertEquals(1, test.perturbation.sign(), "a second crossing");
    assertEquals(Merge.MERGED, test.perturbation.merge(test.stream));
    assertEquals(1, test.perturbation.sign());
  }

  @ParameterizedTest
  @ValueSource(ints = {1, 2, 3})
  void theSignIsThatOfTheMatrixThroughManyCrossings(int k) {
    Case test = new Case(7, k, new LogDetBounds(-2, 15, -9, 9));
    int crossings = 0;
    for (int merge = 0; merge < 300; merge++) {
      int before = test.perturbation.sign();
      test.perturb(1.5);
      int perturbed = test.perturbation.sign();
      String name = test + ", merge " + merge;
      assertEquals(test.explicit().sign, perturbed, name);
      if (test.perturbation.merge(test.stream).merged()) {
        assertEquals(test.explicitA().sign, test.perturbation.sign(), name);
        crossings += perturbed == before ? 0 : 1;
      }
    }
    int seen = crossings;
    assertTrue(crossings > 5, () -> "crossings merged: " + seen);
  }

  /** Each merge scales one coordinate of 128; the plain determinant would be 1e693 or 1e-693. */
  @ParameterizedTest
  @ValueSource(ints = {512, -512})
  void hugeAndTinyDeterminantsAreSumsOfLogarithms(int factor) {
    int d = 128;
    Case test = atIdentity(d, LogDetBounds.NONE);
    for (double one : new double[] {factor, 1.0 / factor, 1.0 / factor}) {
      for (int i = 0; i < d - 1; i++) {
        scale(test, i, one);
        assertTrue(test.perturbation.merge(test.stream).merged(), "coordinate " + i);
      }
      double log = Math.log(512);
      double exact = (test.a()[0] == factor ? 1 : test.a()[0] == 1 ? 0 : -1) * (d - 1) * log;
      double tolerance = Tolerance.sum(3 * d, Tolerance.DOUBLE, d * log);
      Agreement.near("factor " + one, exact, test.perturbation.logDet(), tolerance);
      assertEquals(sign(test), test.perturbation.sign(), "factor " + one);
      assertTrue(exact == 0 || Math.abs(exact) > 700, "the plain determinant must not be a double");
      assertEquals(0, test.perturbation.residual(), "powers of two are exact");
    }
  }

  private static int sign(Case test) {
    int sign = 1;
    double[] a = test.a();
    for (int i = 0; i < test.d; i++) {
      sign *= a[i * test.d + i] < 0 ? -1 : 1;
    }
    return sign;
  }

  @Test
  void theWindowOfTheDimensionIsReachedNotPassed() {
    int d = 16;
    Case test = atIdentity(d, LogDetBounds.forDimension(d));
    int merged = 0;
    for (int i = 0; i < d; i++) {
      scale(test, i, 64);
      merged += test.perturbation.merge(test.stream).merged() ? 1 : 0;
    }
    double max = LogDetBounds.forDimension(d).maxLogDet() + LogDetBounds.SLACK;
    assertEquals((int) (max / Math.log(64)), merged, "merges of log 64 each up to " + max);
    test.perturb(0);
    double reached = test.perturbation.logDet();
    assertTrue(reached <= max, () -> "log|det A| " + reached + " above " + max);
  }

  private static Case atIdentity(int d, LogDetBounds bounds) {
    Case test = new Case(d, 1, bounds);
    int[] identity = new int[d];
    Arrays.setAll(identity, i -> i);
    test.perturbation.start(identity, test.stream);
    return test;
  }

  /** The perturbation scales one coordinate of a diagonal A. */
  private static void scale(Case test, int coordinate, double factor) {
    for (int i = 0; i < test.d; i++) {
      test.setU(i, 0);
      test.setV(i, 0);
    }
    test.setU(coordinate, (factor - 1) * test.a()[coordinate * (test.d + 1)]);
    test.setV(coordinate, 1);
    test.perturbation.prepare();
  }
}

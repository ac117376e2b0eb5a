package org.p4inv.core.p4;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.p4inv.core.testing.Agreement;
import org.p4inv.core.testing.Tolerance;

/** What is derived from a perturbation, against W = A + U V^T written out. */
class InvertiblePerturbationTest {

  static List<Case> cases() {
    return Case.perturbed();
  }

  @ParameterizedTest
  @MethodSource("cases")
  void determinantIsThatOfTheExplicitMatrix(Case test) {
    Explicit a = test.explicitA();
    Explicit w = test.explicit();
    assertTrue(Math.abs(a.logDet - w.logDet) > 1e-3, "the case must perturb");
    Agreement.near(test + ", log|det|", w.logDet, test.perturbation.logDet(), w.logDetTolerance(a));
    assertEquals(w.sign, test.perturbation.sign(), () -> test + ", sign");
  }

  @ParameterizedTest
  @MethodSource("cases")
  void inverseIsThatOfTheExplicitMatrix(Case test) {
    Explicit w = test.explicit();
    double[] tolerance = new double[test.d * test.d];
    double[] a = test.inverse();
    for (int i = 0; i < tolerance.length; i++) {
      double magnitude = Math.abs(a[i]);
      for (int r = 0; r < test.k; r++) {
        double left = test.perturbation.inverseU()[r * test.d + i / test.d];
        magnitude += 2 * Math.abs(left * test.perturbation.inverseV()[r * test.d + i % test.d]);
      }
      tolerance[i] = Tolerance.rounding(magnitude) + w.inverseTolerance(test.explicitA());
    }
    Agreement.near(test + ", W^-1", w.inverse, test.floatInverse(), tolerance);
  }

  @ParameterizedTest
  @MethodSource("cases")
  void floatCopiesAreRoundedOnce(Case test) {
    float[] a = Case.rounded(test.a());
    float[] inverse = Case.rounded(test.inverse());
    Agreement.sameBits(test + ", A", a, Case.unpacked(test.d, test.perturbation.a()));
    Agreement.sameBits(
        test + ", A^-1", inverse, Case.unpacked(test.d, test.perturbation.inverse()));
  }

  @ParameterizedTest
  @MethodSource("cases")
  void layoutIsAsDocumented(Case test) {
    int length = test.k * test.d;
    assertEquals(2 * length, InvertiblePerturbation.parameterCount(test.d, test.k));
    assertEquals(Case.PARAMETERS_AT, test.perturbation.uFrom());
    assertEquals(Case.PARAMETERS_AT + length, test.perturbation.freshFrom());
    assertEquals(Case.PARAMETERS_AT + 2 * length, test.perturbation.freshTo());
    assertEquals(test.k, test.perturbation.rank());
    assertTrue(test.surroundingsAreIntact(), () -> test + ": wrote beyond its slices");
    int logDetAt = Case.FROZEN_AT + 2 * test.d * test.d;
    Explicit a = test.explicitA();
    Agreement.near(test + ", log|det A|", a.logDet, test.frozen[logDetAt], a.logDetTolerance(a));
    assertEquals(a.sign, test.frozen[logDetAt + 1]);
  }

  @ParameterizedTest
  @MethodSource("cases")
  void refreshTakesUpReplacedNumbers(Case test) {
    Case other = Case.perturbed(test.d, test.k, LogDetBounds.NONE);
    other.perturbation.merge(other.stream);
    other.perturb(0.5);
    System.arraycopy(other.parameters, 0, test.parameters, 0, test.parameters.length);
    System.arraycopy(other.frozen, 0, test.frozen, 0, test.frozen.length);
    test.perturbation.refresh();
    assertEquals(other.perturbation.logDet(), test.perturbation.logDet(), test::toString);
    assertEquals(other.perturbation.sign(), test.perturbation.sign(), test::toString);
    Agreement.sameBits(test + ", A", other.perturbation.a(), test.perturbation.a());
    Agreement.sameBits(test + ", U'", other.perturbation.inverseU(), test.perturbation.inverseU());
  }

  @Test
  void aSingularMatrixHasSignZeroAndNoInverse() {
    Case test = startedAtIdentity(3, 1);
    test.setU(0, -1);
    test.perturbation.prepare();
    assertEquals(0, test.perturbation.sign());
    assertEquals(Double.NEGATIVE_INFINITY, test.perturbation.logDet());
    assertEquals(Float.NaN, test.perturbation.inverseU()[0]);
    assertEquals(Merge.REFUSED_NOT_FINITE, test.perturbation.sane());
  }

  /**
   * 1 - (1/49) 49 is not 0 in double precision, 1 - (49/49) 1 is: a matrix that only one of the two
   * decompositions, of M and of its transpose, finds regular.
   */
  @Test
  void aMatrixAtTheEdgeOfSingularityIsNoError() {
    Case test = startedAtIdentity(2, 2);
    test.setU(0, 48);
    test.setU(1, 1);
    test.setU(2, 49);
    test.setV(3, 1);
    test.perturbation.prepare();
    assertEquals(Merge.REFUSED_NOT_FINITE, test.perturbation.sane());
    assertEquals(0, test.perturbation.sign());
  }

  /** A = I, U = 0, row r of V the unit vector r where it is not zero. */
  private static Case startedAtIdentity(int d, int k) {
    Case test = new Case(d, k, LogDetBounds.NONE);
    int[] identity = new int[d];
    Arrays.setAll(identity, i -> i);
    test.perturbation.start(identity, test.stream);
    for (int i = 0; i < k * d; i++) {
      test.setU(i, 0);
      test.setV(i, 0);
    }
    test.setV(0, 1);
    return test;
  }

  @ParameterizedTest
  @CsvSource({
    "0,1,'d must be in 1 to 16384, got 0'",
    "16385,1,'d must be in 1 to 16384, got 16385'",
    "1,0,'k must be in 1 to 256, got 0'",
    "1,257,'k must be in 1 to 256, got 257'"
  })
  void badShapesAreRefused(int d, int k, String message) {
    assertEquals(
        message,
        assertThrows(
                IllegalArgumentException.class, () -> InvertiblePerturbation.parameterCount(d, k))
            .getMessage());
    assertThrows(
        IllegalArgumentException.class,
        () ->
            new InvertiblePerturbation(d, k, new float[0], 0, new double[0], 0, LogDetBounds.NONE));
  }
}

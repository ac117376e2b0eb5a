package org.p4inv.core.p4;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.p4inv.core.testing.Agreement;
import org.p4inv.core.testing.Numbers;
import org.p4inv.core.testing.Tolerance;

/** A merge changes where W stands, and not what it is. */
class MergeTest {

  static List<Case> cases() {
    return Case.perturbed();
  }

  @ParameterizedTest
  @MethodSource("cases")
  void theMatrixStaysTheSame(Case test) {
    double[] a = test.a();
    double[] u = test.u();
    double[] v = test.v();
    Explicit before = test.explicit();
    assertTrue(test.perturbation.merge(test.stream).merged(), () -> test + ": must merge");
    double[] tolerance = new double[test.d * test.d];
    for (int i = 0; i < tolerance.length; i++) {
      double magnitude = Math.abs(a[i]);
      for (int r = 0; r < test.k; r++) {
        magnitude += Math.abs(u[r * test.d + i / test.d] * v[r * test.d + i % test.d]);
      }
      tolerance[i] = 2 * Tolerance.sum(test.k + 1, Tolerance.DOUBLE, magnitude);
    }
    Agreement.near(test + ", A after the merge", before.w, test.a(), tolerance);
    assertNotEquals(0, Numbers.norm(u), "the case must perturb");
  }

  @ParameterizedTest
  @MethodSource("cases")
  void logDetStaysTheSameToTheBit(Case test) {
    double logDet = test.perturbation.logDet();
    int sign = test.perturbation.sign();
    test.perturbation.merge(test.stream);
    assertEquals(logDet, test.perturbation.logDet(), () -> test + ", log|det|");
    assertEquals(sign, test.perturbation.sign(), () -> test + ", sign");
    assertEquals(test.explicitA().sign, test.perturbation.sign(), () -> test + ", sign of A");
  }

  @ParameterizedTest
  @MethodSource("cases")
  void theTrackedInverseFollows(Case test) {
    Explicit a = test.explicitA();
    Explicit w = test.explicit();
    test.perturbation.merge(test.stream);
    double[] tolerance = new double[test.d * test.d];
    Arrays.fill(tolerance, w.inverseTolerance(a));
    Agreement.near(test + ", A^-1 after the merge", w.inverse, test.inverse(), tolerance);
    double residual = test.perturbation.residual();
    double limit = w.inverseTolerance(a) * Numbers.norm(w.w);
    assertTrue(residual <= limit, () -> test + ": residual " + residual + " above " + limit);
  }

  @ParameterizedTest
  @MethodSource("cases")
  void aNewPerturbationBegins(Case test) {
    double[] v = test.v();
    test.perturbation.merge(test.stream);
    assertEquals(0, Numbers.norm(test.u()), () -> test + ": U must be 0");
    for (int i = 0; i < v.length; i++) {
      assertNotEquals(v[i], test.v()[i], test + ": V must be drawn anew, element " + i);
    }
    assertTrue(test.surroundingsAreIntact(), () -> test + ": wrote beyond its slices");
  }

  @ParameterizedTest
  @MethodSource("cases")
  void saneSaysWhatMergeDoesAndDoesNothing(Case test) {
    float[] parameters = test.parameters.clone();
    double[] frozen = test.frozen.clone();
    assertEquals(Merge.MERGED, test.perturbation.sane(), test::toString);
    Agreement.sameBits(test + ", parameters", parameters, test.parameters);
    Agreement.sameBits(test + ", frozen", frozen, test.frozen);
    assertEquals(Merge.MERGED, test.perturbation.merge(test.stream), test::toString);
  }

  @ParameterizedTest
  @MethodSource("cases")
  void mergesFollowOneAnother(Case test) {
    for (int merge = 0; merge < 20; merge++) {
      test.perturb(0.3);
      Merge verdict = test.perturbation.merge(test.stream);
      assertTrue(verdict.merged(), () -> test + ": " + verdict);
    }
    Explicit a = test.explicitA();
    double drift = test.perturbation.residual();
    double limit = InvertiblePerturbation.DRIFT_LIMIT * 10;
    assertTrue(drift <= limit, () -> test + ": residual " + drift + " above " + limit);
    assertEquals(a.sign, test.perturbation.sign(), test::toString);
    Agreement.near(
        test + ", log|det| after 20 merges",
        a.logDet,
        test.perturbation.logDet(),
        20 * a.logDetTolerance(a));
  }
}

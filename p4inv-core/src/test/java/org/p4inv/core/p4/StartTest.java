package org.p4inv.core.p4;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.Arrays;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.p4inv.core.testing.Agreement;
import org.p4inv.core.testing.Numbers;

/** The starts of a perturbation. */
class StartTest {
  private static final int D = 5;

  @ParameterizedTest
  @ValueSource(strings = {"0,1,2,3,4", "4,3,2,1,0", "1,2,0,4,3", "3,0,4,1,2", "0,1,2,4,3"})
  void aPermutationIsExact(String list) {
    int[] permutation = Arrays.stream(list.split(",")).mapToInt(Integer::parseInt).toArray();
    Case test = new Case(D, 2, LogDetBounds.NONE);
    test.perturbation.start(permutation, test.stream);
    double[] a = new double[D * D];
    double[] inverse = new double[D * D];
    for (int i = 0; i < D; i++) {
      a[i * D + permutation[i]] = 1;
      inverse[permutation[i] * D + i] = 1;
    }
    Agreement.sameBits("A", a, test.a());
    Agreement.sameBits("A^-1", inverse, test.inverse());
    assertEquals(0, test.perturbation.logDet());
    assertEquals(test.explicitA().sign, test.perturbation.sign(), () -> "sign of " + list);
    assertEquals(0, test.perturbation.residual());
    isFresh(test);
  }

  @Test
  @Timeout(value = 60, threadMode = Timeout.ThreadMode.SEPARATE_THREAD)
  void whatIsNoPermutationIsRefusedAndNothingChanged() {
    for (int[] bad :
        new int[][] {
          {0, 1, 2, 3}, {0, 1, 2, 3, 3}, {1, 1, 2, 3, 4}, {0, 1, 2, 3, 5}, {-1, 0, 1, 2, 3}
        }) {
      Case test = Case.perturbed(D, 2, LogDetBounds.NONE);
      float[] parameters = test.parameters.clone();
      double[] frozen = test.frozen.clone();
      String name = Arrays.toString(bad);
      assertThrows(
          IllegalArgumentException.class,
          () -> test.perturbation.start(bad, test.stream),
          () -> name);
      Agreement.sameBits(name + ", parameters", parameters, test.parameters);
      Agreement.sameBits(name + ", frozen", frozen, test.frozen);
    }
  }

  @Test
  void aMatrixIsTakenAsItIs() {
    double[] matrix = Numbers.regular(new Random(2), D);
    double[] before = matrix.clone();
    Case test = new Case(D, 2, LogDetBounds.NONE);
    test.perturbation.start(matrix, test.stream);
    Agreement.sameBits("argument", before, matrix);
    Agreement.sameBits("A", matrix, test.a());
    Explicit a = test.explicitA();
    Agreement.sameBits("A^-1", a.inverse, test.inverse());
    assertEquals(a.logDet, test.perturbation.logDet());
    assertEquals(a.sign, test.perturbation.sign());
    isFresh(test);
  }

  @Test
  void aMatrixThatWillNotDoIsRefusedAndNothingChanged() {
    double[] singular = new double[D * D];
    double[] notFinite = Numbers.regular(new Random(2), D);
    notFinite[7] = Double.NaN;
    double[] infinite = Numbers.regular(new Random(2), D);
    infinite[3] = Double.POSITIVE_INFINITY;
    for (double[] bad : new double[][] {singular, notFinite, infinite, new double[3]}) {
      Case test = Case.perturbed(D, 2, LogDetBounds.NONE);
      float[] parameters = test.parameters.clone();
      double[] frozen = test.frozen.clone();
      String message =
          assertThrows(
                  IllegalArgumentException.class, () -> test.perturbation.start(bad, test.stream))
              .getMessage();
      assertTrue(message.startsWith("matrix must "), message);
      Agreement.sameBits(message + ", parameters", parameters, test.parameters);
      Agreement.sameBits(message + ", frozen", frozen, test.frozen);
    }
  }

  /** U = 0, V drawn, W = A, and nothing else of the flat vectors touched. */
  private static void isFresh(Case test) {
    double[] v = test.v();
    assertEquals(0, Numbers.norm(test.u()), "U");
    assertEquals(v.length, Arrays.stream(v).distinct().count(), "V must be drawn");
    assertTrue(test.surroundingsAreIntact(), "wrote beyond its slices");
    assertEquals(0, Numbers.norm(toDouble(test.perturbation.inverseU())), "U'");
  }

  private static double[] toDouble(float[] x) {
    double[] result = new double[x.length];
    Arrays.setAll(result, i -> x[i]);
    return result;
  }
}

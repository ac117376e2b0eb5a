package org.p4inv.core.linalg;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.Arrays;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.p4inv.core.testing.Agreement;
import org.p4inv.core.testing.Numbers;
import org.p4inv.core.testing.Tolerance;

/** Determinants, solutions and inverses of matrices whose answer is known. */
class LuTest {

  @ParameterizedTest
  @ValueSource(ints = {1, 2, 3, 8, 33, 100})
  void solvesARandomSystem(int n) {
    Random random = new Random(n);
    double[] a = Numbers.regular(random, n);
    int columns = 3;
    double[] x = Numbers.doubles(random, n * columns);
    double[] b = new double[n * columns];
    for (int i = 0; i < n * columns; i++) {
      for (int p = 0; p < n; p++) {
        b[i] += a[i / columns * n + p] * x[p * columns + i % columns];
      }
    }
    Lu lu = new Lu(n).decompose(a, 0);
    lu.solve(b, columns);
    double[] inverse = new double[n * n];
    lu.inverse(inverse, 0);
    double condition = Numbers.norm(a) * Numbers.norm(inverse);
    double[] tolerance = new double[n * columns];
    Arrays.fill(tolerance, Tolerance.inverse(n, condition, Numbers.norm(x)));
    Agreement.near("solution, n " + n, x, b, tolerance);
  }

  @ParameterizedTest
  @ValueSource(doubles = {1, 1e3, 1e6, 1e10})
  void invertsUpToTheCondition(double condition) {
    int n = 24;
    double[] a = Numbers.conditioned(new Random(5), n, condition);
    double[] before = a.clone();
    int at = 7;
    double[] inverse = new double[at + n * n + 1];
    Lu lu = new Lu(n).decompose(a, 0);
    lu.inverse(inverse, at);
    Agreement.sameBits("the matrix itself", before, a);
    double[] x = Arrays.copyOfRange(inverse, at, at + n * n);
    double[] product = Numbers.product(a, x, n);
    double norms = Numbers.norm(a) * Numbers.norm(x);
    double[] identity = new double[n * n];
    double[] tolerance = new double[n * n];
    for (int i = 0; i < n * n; i++) {
      identity[i] = i % (n + 1) == 0 ? 1 : 0;
      tolerance[i] = Tolerance.residual(n, norms);
    }
    Agreement.near("A A^-1 at condition " + condition, identity, product, tolerance);
    assertEquals(0, inverse[at - 1], "the element before the inverse");
    assertEquals(0, inverse[at + n * n], "the element behind the inverse");
    double sumOfLogs = -Math.log(condition) * n / 2;
    Agreement.near(
        "log|det| at condition " + condition,
        sumOfLogs,
        lu.logAbsDet(),
        Tolerance.logDet(n, norms));
  }

  @Test
  void determinantOfAPermutationIsItsSign() {
    int n = 9;
    Random random = new Random(11);
    int[] seen = new int[3];
    for (int round = 0; round < 50; round++) {
      double[] a = new double[n * n];
      int[] permutation = new int[n];
      int sign = 1;
      for (int i = 0; i < n; i++) {
        int j = random.nextInt(i + 1);
        permutation[i] = permutation[j];
        permutation[j] = i;
        sign = i == j ? sign : -sign;
      }
      for (int i = 0; i < n; i++) {
        a[i * n + permutation[i]] = 1;
      }
      Lu lu = new Lu(n).decompose(a, 0);
      assertEquals(sign, lu.sign(), "round " + round + ", " + Arrays.toString(permutation));
      assertEquals(0, lu.logAbsDet(), "round " + round);
      seen[sign + 1]++;
    }
    assertTrue(seen[0] > 0 && seen[2] > 0, "both signs must be seen");
  }

  @Test
  void signFollowsEveryNegatedRow() {
    int n = 6;
    double[] a = Numbers.regular(new Random(3), n);
    int sign = new Lu(n).decompose(a, 0).sign();
    double logAbsDet = new Lu(n).decompose(a, 0).logAbsDet();
    for (int row = 0; row < n; row++) {
      for (int j = 0; j < n; j++) {
        a[row * n + j] = -a[row * n + j];
      }
      sign = -sign;
      Lu lu = new Lu(n).decompose(a, 0);
      assertEquals(sign, lu.sign(), "rows 0 to " + row + " negated");
      assertEquals(logAbsDet, lu.logAbsDet(), "rows 0 to " + row + " negated");
    }
  }

  @Test
  void hugeAndTinyDeterminantsHaveALogarithm() {
    int n = 200;
    for (double scale : new double[] {1e-300, 1e-8, 1e8, 1e300}) {
      double[] a = new double[n * n];
      for (int i = 0; i < n; i++) {
        a[i * n + i] = i == 0 ? -scale : scale;
      }
      Lu lu = new Lu(n).decompose(a, 0);
      Agreement.near(
          "log|det| at scale " + scale,
          n * Math.log(scale),
          lu.logAbsDet(),
          Tolerance.sum(n, Tolerance.DOUBLE, n * Math.abs(Math.log(scale))));
      assertEquals(-1, lu.sign(), "scale " + scale);
    }
  }

  @Test
  void aSingularMatrixIsReportedAndSolvesNothing() {
    double[] a = {1, 2, 3, 2, 4, 6, 1, 0, 1};
    Lu lu = new Lu(3).decompose(a, 0);
    assertEquals(0, lu.sign());
    assertEquals(Double.NEGATIVE_INFINITY, lu.logAbsDet());
    double[] b = {1, 2, 3};
    assertThrows(IllegalStateException.class, () -> lu.solve(b, 1));
    Agreement.sameBits("right-hand side", new double[] {1, 2, 3}, b);
    double[] inverse = {7, 7, 7, 7, 7, 7, 7, 7, 7};
    assertThrows(IllegalStateException.class, () -> lu.inverse(inverse, 0));
    assertEquals(9, Arrays.stream(inverse).filter(x -> x == 7).count(), "inverse untouched");
  }

  @Test
  void aMatrixThatIsNotFiniteHasNoFiniteDeterminant() {
    for (double bad : new double[] {Double.NaN, Double.POSITIVE_INFINITY}) {
      for (int at = 0; at < 9; at++) {
        double[] a = {2, 1, 0, 1, 3, 1, 0, 1, 4};
        a[at] = bad;
        double logAbsDet = new Lu(3).decompose(a, 0).logAbsDet();
        int index = at;
        assertFalse(Double.isFinite(logAbsDet), () -> bad + " at " + index + ": " + logAbsDet);
      }
    }
  }

  @Test
  void storageServesOneMatrixAfterAnother() {
    Lu lu = new Lu(2);
    double[] two = {0, 0, 0, 0, 3, 0, 0, 5};
    assertEquals(0, lu.decompose(two, 0).sign());
    assertSame(lu, lu.decompose(two, 4));
    assertEquals(1, lu.sign());
    Agreement.near("log 15", Math.log(15), lu.logAbsDet(), Tolerance.logDet(2, 1));
  }

  @Test
  void aMatrixHasRows() {
    assertEquals(
        "n must be at least 1, got 0",
        assertThrows(IllegalArgumentException.class, () -> new Lu(0)).getMessage());
  }
}

package org.p4inv.core.math;

import static org.junit.jupiter.api.Assertions.assertThrows;

import org.junit.jupiter.api.Test;
import org.p4inv.core.testing.Agreement;

/** The accuracy that {@link LogGamma} claims, against values that are known exactly. */
class LogGammaTest {
  private static void near(double x, double expected) {
    double tolerance = Math.max(1e-14, 1e-15 * Math.abs(expected));
    Agreement.near("ln Gamma(" + x + ")", expected, LogGamma.of(x), tolerance);
  }

  @Test
  void ofIntegersIsThatOfFactorials() {
    double factorial = 1;
    for (int n = 1; n <= 171; n++) {
      near(n, StrictMath.log(factorial));
      factorial *= n;
    }
  }

  @Test
  void ofHalvesIsThatOfTheProductOfHalves() {
    double gamma = Math.sqrt(Math.PI);
    for (int n = 0; n < 150; n++) {
      near(n + 0.5, StrictMath.log(gamma));
      gamma *= n + 0.5;
    }
  }

  /** Gamma(x) Gamma(1 - x) = pi / sin(pi x). */
  @Test
  void reflects() {
    for (int i = 1; i < 100; i++) {
      double x = i / 100.0;
      double expected = StrictMath.log(Math.PI / StrictMath.sin(Math.PI * x));
      double tolerance = 2 * Math.max(1e-14, 1e-15 * Math.abs(expected));
      Agreement.near("x = " + x, expected, LogGamma.of(x) + LogGamma.of(1 - x), tolerance);
    }
  }

  @Test
  void smallAndLargeArguments() {
    // Gamma(x) = 1 / x - 0.5772... + O(x) at 0.
    near(1e-300, -StrictMath.log(1e-300));
    near(1e-8, -StrictMath.log(1e-8) - 0.5772156649015329e-8);
    near(1e6, 12815504.569147611);
    for (double bad : new double[] {0, -0.5, Double.NaN, Double.POSITIVE_INFINITY}) {
      assertThrows(IllegalArgumentException.class, () -> LogGamma.of(bad));
    }
  }
}

package org.p4inv.core.p4;

import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.p4inv.core.testing.Agreement;
import org.p4inv.core.testing.Tolerance;

/** The gradient of log|det W|, and that of the penalty, by central differences in double. */
class LogDetGradientTest {
  private static final double STEP = 1e-6;

  static List<Case> cases() {
    return Case.perturbed();
  }

  @ParameterizedTest
  @MethodSource("cases")
  void gradientOfLogDet(Case test) {
    float[] gradient = new float[test.parameters.length];
    test.perturbation.addLogDetGradient(1, gradient);
    int u = test.perturbation.uFrom();
    int v = test.perturbation.freshFrom();
    for (int i = 0; i < test.k * test.d; i++) {
      check(test, test + ", U element " + i, i, 0, gradient[u + i]);
      check(test, test + ", V element " + i, i, 1, gradient[v + i]);
    }
    double outside = gradient[u - 1] + gradient[test.perturbation.freshTo()];
    assertTrue(outside == 0, () -> test + ": wrote beyond its slice");
  }

  @ParameterizedTest
  @MethodSource("cases")
  void gradientIsAddedWithItsFactor(Case test) {
    float[] once = new float[test.parameters.length];
    float[] added = new float[test.parameters.length];
    test.perturbation.addLogDetGradient(1, once);
    test.perturbation.addLogDetGradient(-2, added);
    test.perturbation.addLogDetGradient(0.5f, added);
    for (int i = 0; i < once.length; i++) {
      Agreement.near(
          test + ", element " + i,
          -1.5 * once[i],
          added[i],
          Tolerance.roundings(3, Tolerance.FLOAT, 2 * once[i]));
    }
  }

  private static void check(Case test, String name, int element, int which, float actual) {
    Explicit above = shifted(test, element, which, STEP);
    Explicit below = shifted(test, element, which, -STEP);
    double derivative = (above.logDet - below.logDet) / (2 * STEP);
    double tolerance =
        Tolerance.centralDifference(STEP, derivative, above.logDetTolerance(below))
            + Tolerance.roundings(2, Tolerance.FLOAT, derivative);
    Agreement.near(name, derivative, actual, tolerance);
  }

  private static Explicit shifted(Case test, int element, int which, double step) {
    double[][] directions = {test.u(), test.v()};
    directions[which][element] += step;
    return Explicit.of(test.d, test.k, test.a(), directions[0], directions[1]);
  }
}

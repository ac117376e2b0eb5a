package org.p4inv.core.p4;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;

import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.p4inv.core.testing.Agreement;
import org.p4inv.core.testing.Numbers;
import org.p4inv.core.testing.Tolerance;

/** The penalty of a perturbation, and its gradient. */
class PenaltyTest {
  private static final int D = 5;
  private static final int K = 2;
  private static final double WEIGHT = 0.7;
  private static final double ANY = Double.POSITIVE_INFINITY;

  /** Where the window lies, seen from the values of the case; NaN for no bound. */
  record Window(String name, double change, double logDet) {
    /** Bounds that the change and log|det| exceed by these distances, upwards or downwards. */
    LogDetBounds around(double changeIs, double logDetIs) {
      return new LogDetBounds(
          change < 0 ? changeIs - change : -ANY,
          change > 0 ? changeIs - change : ANY,
          logDet < 0 ? logDetIs - logDet : -ANY,
          logDet > 0 ? logDetIs - logDet : ANY);
    }

    @Override
    public String toString() {
      return name;
    }
  }

  static List<Window> windows() {
    return List.of(
        new Window("change too large", 1.5, 0),
        new Window("change too small", -0.3, 0),
        new Window("log|det| too large", 0, 0.8),
        new Window("log|det| too small", 0, -2),
        new Window("both too large", 0.2, 1.1),
        new Window("both, opposite", -0.9, 0.4));
  }

  @ParameterizedTest
  @MethodSource("windows")
  void valueIsTheSquaredDistance(Window window) {
    Case test = exceeding(window);
    double penalty = test.perturbation.addPenalty(WEIGHT, new float[test.parameters.length]);
    double expected = WEIGHT * (window.change * window.change + window.logDet * window.logDet);
    Explicit w = test.explicit();
    double slope = 2 * WEIGHT * (Math.abs(window.change) + Math.abs(window.logDet));
    Agreement.near(window.name, expected, penalty, slope * w.logDetTolerance(test.explicitA()));
  }

  @ParameterizedTest
  @MethodSource("windows")
  void gradientIsThatOfLogDetTimesTheSlope(Window window) {
    Case test = exceeding(window);
    float[] before = Numbers.floats(new Random(5), test.parameters.length);
    float[] gradient = before.clone();
    test.perturbation.addPenalty(WEIGHT, gradient);
    float[] logDetGradient = new float[gradient.length];
    test.perturbation.addLogDetGradient(1, logDetGradient);
    double slope = 2 * WEIGHT * (window.change + window.logDet);
    for (int i = 0; i < gradient.length; i++) {
      double added = slope * logDetGradient[i];
      Agreement.near(
          window + ", element " + i,
          before[i] + added,
          gradient[i],
          Tolerance.sum(4, Tolerance.FLOAT, Math.abs(before[i]) + Math.abs(added)));
    }
  }

  /** By central differences of the value, in the steps that a float parameter can make. */
  @ParameterizedTest
  @MethodSource("windows")
  void gradientIsTheDerivativeOfTheValue(Window window) {
    Case test = exceeding(window);
    float[] gradient = new float[test.parameters.length];
    test.perturbation.addPenalty(WEIGHT, gradient);
    float[] unused = new float[gradient.length];
    float step = 0x1p-9f;
    for (int i = test.perturbation.uFrom(); i < test.perturbation.freshTo(); i++) {
      float middle = test.parameters[i];
      float above = middle + step;
      float below = middle - step;
      test.parameters[i] = above;
      test.perturbation.prepare();
      double valueAbove = test.perturbation.addPenalty(WEIGHT, unused);
      test.parameters[i] = below;
      test.perturbation.prepare();
      double valueBelow = test.perturbation.addPenalty(WEIGHT, unused);
      test.parameters[i] = middle;
      double derivative = (valueAbove - valueBelow) / ((double) above - below);
      Agreement.near(
          window + ", parameter " + i, derivative, gradient[i], tolerance(test, window, i, step));
    }
  }

  /**
   * With g the gradient of log|det|: the third derivative of w (x^2 + y^2) is 4 w x g^3 - 12 w g^3.
   */
  private static double tolerance(Case test, Window window, int i, double step) {
    test.perturbation.prepare();
    float[] logDetGradient = new float[test.parameters.length];
    test.perturbation.addLogDetGradient(1, logDetGradient);
    double g = Math.abs(logDetGradient[i]);
    double excess = Math.abs(window.change) + Math.abs(window.logDet);
    double third = WEIGHT * (4 * excess + 12) * g * g * g;
    return 2 * step * step * third / 6 + Tolerance.roundings(8, Tolerance.FLOAT, 2 * excess * g);
  }

  @ParameterizedTest
  @MethodSource("inside")
  void insideTheWindowThereIsNone(LogDetBounds bounds) {
    Case test = Case.perturbed(D, K, bounds);
    float[] before = Numbers.floats(new Random(5), test.parameters.length);
    float[] gradient = before.clone();
    assertEquals(0, test.perturbation.addPenalty(WEIGHT, gradient), bounds::toString);
    Agreement.sameBits(bounds.toString(), before, gradient);
  }

  static List<LogDetBounds> inside() {
    return List.of(LogDetBounds.NONE, new LogDetBounds(-50, 50, -50, 50));
  }

  @ParameterizedTest
  @MethodSource("windows")
  void weightZeroIsNoPenalty(Window window) {
    Case test = exceeding(window);
    float[] gradient = new float[test.parameters.length];
    assertEquals(0, test.perturbation.addPenalty(0, gradient), window::name);
    Agreement.sameBits(window.name, new float[gradient.length], gradient);
  }

  @Test
  void aSingularMatrixHasNoFinitePenalty() {
    Case test = Case.perturbed(D, K, LogDetBounds.forDimension(D));
    test.perturbation.start(new int[] {0, 1, 2, 3, 4}, test.stream);
    for (int i = 0; i < K * D; i++) {
      test.setV(i, 0);
    }
    test.setV(0, 1);
    test.setU(0, -1);
    test.perturbation.prepare();
    float[] gradient = new float[test.parameters.length];
    double penalty = test.perturbation.addPenalty(WEIGHT, gradient);
    assertFalse(Double.isFinite(penalty), () -> "penalty " + penalty);
    assertFalse(test.perturbation.sane().merged());
  }

  /** A random case within a window that it exceeds as said. */
  private static Case exceeding(Window window) {
    Case probe = Case.perturbed(D, K, LogDetBounds.NONE);
    double total = probe.perturbation.logDet();
    double change = total - probe.frozen[Case.FROZEN_AT + 2 * D * D];
    return Case.perturbed(D, K, window.around(change, total));
  }
}

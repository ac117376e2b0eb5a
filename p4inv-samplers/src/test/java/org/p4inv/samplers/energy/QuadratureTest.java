package org.p4inv.samplers.energy;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import org.junit.jupiter.api.Test;
import org.p4inv.samplers.energy.exact.HalfLine;
import org.p4inv.samplers.math.LogSum;

class QuadratureTest {
  private static final double LOG_TWO_PI = Math.log(2 * Math.PI);

  /** Rounding of sums relative to the greatest term, and the agreement that is asked for. */
  private static final double SETTLED = 2e-12;

  @Test
  void gaussianOnALine() {
    for (double sigma : new double[] {1e-2, 1, 50}) {
      double log = Quadrature.logIntegral(x -> 0.5 * Math.pow((x - 0.3) / sigma, 2), -1000, 1000);
      assertEquals(0.5 * LOG_TWO_PI + Math.log(sigma), log, SETTLED, "sigma " + sigma);
    }
  }

  @Test
  void offsetsBeyondTheRangeOfExp() {
    for (double offset : new double[] {-1e9, -1e5, 1e5, 1e9}) {
      double log = Quadrature.logIntegral(x -> 0.5 * x * x + offset, -20, 20);
      assertEquals(0.5 * LOG_TWO_PI - offset, log, 1e-12 * Math.abs(offset));
    }
  }

  @Test
  void correlatedGaussianInThePlane() {
    double log = Quadrature.logIntegral((x, y) -> x * x + 1.2 * x * y + y * y, -12, 12, -11, 11);
    assertEquals(LOG_TWO_PI - 0.5 * Math.log(4 - 1.44), log, SETTLED);
  }

  @Test
  void halfLineTakesWhatDoesNotVanishAtItsEnd() {
    double to = HalfLine.to(60);
    assertTrue(HalfLine.point(to) >= 60 && HalfLine.point(HalfLine.to(0.01)) >= 0.01);
    double one =
        Quadrature.logIntegral(
            t -> HalfLine.point(t) - HalfLine.logDerivative(t), HalfLine.FROM, to);
    assertEquals(0, one, SETTLED, "exp(-s)");
    double half =
        Quadrature.logIntegral(
            t -> 0.5 * Math.pow(HalfLine.point(t), 2) - HalfLine.logDerivative(t),
            HalfLine.FROM,
            to);
    assertEquals(0.5 * LOG_TWO_PI - Math.log(2), half, SETTLED, "exp(-s^2 / 2)");
    double h = 1e-6;
    for (double t : new double[] {-2, 0, 1.5}) {
      double slope = (HalfLine.point(t + h) - HalfLine.point(t - h)) / (2 * h);
      assertEquals(Math.log(slope), HalfLine.logDerivative(t), 1e-8, "ds/dt at " + t);
    }
  }

  @Test
  void anIntervalThatCutsTheIntegrandIsAnError() {
    IllegalStateException line =
        assertThrows(IllegalStateException.class, () -> Quadrature.logIntegral(x -> x * x, -5, 20));
    assertTrue(line.getMessage().contains("an end of [-5.0, 20.0]"), line.getMessage());
    assertThrows(IllegalStateException.class, () -> Quadrature.logIntegral(x -> x * x, -20, 5));
    IllegalStateException box =
        assertThrows(
            IllegalStateException.class,
            () -> Quadrature.logIntegral((x, y) -> x * x + y * y, -9, 9, -9, 5));
    assertThrows(
        IllegalStateException.class,
        () -> Quadrature.logIntegral((x, y) -> x * x + y * y, -5, 9, -9, 9));
    assertTrue(box.getMessage().contains("an edge of [-9.0, 9.0] x [-9.0, 5.0]"), box.getMessage());
  }

  @Test
  void whatDoesNotSettleIsAnError() {
    IllegalStateException jump =
        assertThrows(
            IllegalStateException.class,
            () -> Quadrature.logIntegral(x -> x < 0.1 * Math.PI ? 0.5 * x * x : 100, -20, 20));
    assertTrue(jump.getMessage().contains("must settle to 1e-12"), jump.getMessage());
    assertThrows(
        IllegalStateException.class, () -> Quadrature.logIntegral(x -> Double.NaN, -20, 20));
  }

  @Test
  void runningLogSum() {
    LogSum sum = new LogSum();
    double[] terms = {-800, 3, 2, 900, -1, 899};
    for (double term : terms) {
      sum.add(term);
    }
    assertEquals(900 + Math.log1p(Math.exp(-1)), sum.log(), 1e-12);
    assertEquals(900, sum.max());
    LogSum zeros = new LogSum();
    zeros.add(Double.NEGATIVE_INFINITY);
    zeros.add(1);
    zeros.add(Double.NEGATIVE_INFINITY);
    assertEquals(1, zeros.log());
  }
}

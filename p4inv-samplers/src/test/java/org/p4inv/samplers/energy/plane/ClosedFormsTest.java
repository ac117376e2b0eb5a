package org.p4inv.samplers.energy.plane;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.p4inv.core.kernel.Tile.LANES;

import java.util.function.DoubleBinaryOperator;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.p4inv.samplers.energy.Energies;
import org.p4inv.samplers.energy.Energy;
import org.p4inv.samplers.energy.GaussLegendre;
import org.p4inv.samplers.energy.States;
import org.p4inv.samplers.energy.TestPoints;
import org.p4inv.samplers.energy.Truth;

/**
 * Two moons, rings, the potentials of Rezende and Mohamed and the checkerboard, by their formulas.
 */
class ClosedFormsTest {

  @Test
  void twoMoonsAsPublished() {
    assertFormula("two-moons", (x, y) -> moons(x, y, 0.2, 0.3));
    assertFormula("rezende-mohamed-u1", (x, y) -> moons(x, y, 0.4, 0.6));
    assertIntegrals("two-moons", (x, y) -> moons(x, y, 0.2, 0.3), 5, 5);
    assertIntegrals("rezende-mohamed-u1", (x, y) -> moons(x, y, 0.4, 0.6), 6, 6);
  }

  private static double moons(double x, double y, double width, double spread) {
    double ring = 0.5 * Math.pow((Math.hypot(x, y) - 2) / width, 2);
    double right = Math.exp(-0.5 * Math.pow((x - 2) / spread, 2));
    double left = Math.exp(-0.5 * Math.pow((x + 2) / spread, 2));
    return ring - Math.log(right + left);
  }

  @Test
  void ridgesAsPublished() {
    assertFormula("rezende-mohamed-u2", (x, y) -> 0.5 * sq((y - w1(x)) / 0.4) + confined(x, y));
    DoubleBinaryOperator u3 =
        (x, y) -> joined(y - w1(x), 0.35, y - w1(x) + w2(x), 0.35) + confined(x, y);
    DoubleBinaryOperator u4 =
        (x, y) -> joined(y - w1(x), 0.4, y - w1(x) + w3(x), 0.35) + confined(x, y);
    assertFormula("rezende-mohamed-u3", u3);
    assertFormula("rezende-mohamed-u4", u4);
    assertIntegrals("rezende-mohamed-u4", u4, 24, 9);
  }

  private static double w1(double x) {
    return Math.sin(2 * Math.PI * x / 4);
  }

  private static double w2(double x) {
    return 3 * Math.exp(-0.5 * sq((x - 1) / 0.6));
  }

  private static double w3(double x) {
    return 3 / (1 + Math.exp(-(x - 1) / 0.3));
  }

  private static double joined(double first, double s1, double second, double s2) {
    return -Math.log(Math.exp(-0.5 * sq(first / s1)) + Math.exp(-0.5 * sq(second / s2)));
  }

  private static double confined(double x, double y) {
    return 0.5 * (Math.pow(x / 8, 4) + Math.pow(y / 8, 4));
  }

  private static double sq(double x) {
    return x * x;
  }

  @Test
  void ringsAsPublished() {
    DoubleBinaryOperator two =
        (x, y) -> {
          double r = Math.hypot(x, y);
          return -Math.log(Math.exp(-32 * sq(r - 1)) + Math.exp(-32 * sq(r - 2)));
        };
    assertFormula("rings", two);
    assertIntegrals("rings", two, 4, 4);
  }

  /** log Z in closed form, with 1 for the normal distribution function beyond 8. */
  @ParameterizedTest
  @ValueSource(ints = {1, 2, 3, 8})
  void massesOfRings(int rings) {
    double s = 0.25 / rings;
    double sum = 0;
    for (int k = 1; k <= rings; k++) {
      sum += s * s * Math.exp(-32.0 * k * k) + 2.0 * k / rings * s * Math.sqrt(2 * Math.PI);
    }
    Truth truth = new Rings(rings).truth();
    assertEquals(Math.log(2 * Math.PI * sum), truth.logZ().getAsDouble(), 1e-11);
    States states = truth.states().orElseThrow();
    double total = 0;
    for (int ring = 0; ring < rings; ring++) {
      double p = Math.exp(states.logProbability(ring).getAsDouble());
      double from = ring == 0 ? 0 : (2.0 * ring + 1) / rings;
      double to = ring == rings - 1 ? 5 : (2.0 * ring + 3) / rings;
      double mass = GaussLegendre.integral(r -> r * ofRadius(rings, r), from, to, 40);
      assertEquals(mass / sum, p, 1e-11, "ring " + ring);
      total += p;
    }
    assertEquals(1, total, 1e-12);
  }

  private static double ofRadius(int rings, double r) {
    double sum = 0;
    for (int k = 1; k <= rings; k++) {
      sum += Math.exp(-8.0 * rings * rings * sq(r - 2.0 * k / rings));
    }
    return sum;
  }

  @Test
  void theOriginHasNoDirection() {
    float[] gradient = new float[2 * LANES];
    Energies.create("rings").evaluate(new float[2 * LANES], new double[LANES], gradient);
    assertEquals(0, gradient[0]);
    assertEquals(0, gradient[LANES]);
  }

  /** Square by square: where it is finite, and where a square ends. */
  @Test
  void squares() {
    Energy energy = new Checkerboard(2);
    float[] x = new float[2 * LANES];
    for (int lane = 0; lane < 36; lane++) {
      x[lane] = -5 + 2 * (lane / 6);
      x[LANES + lane] = -5 + 2 * (lane % 6);
    }
    x[40] = 2;
    x[LANES + 40] = 1;
    x[41] = Math.nextDown(2f);
    x[LANES + 41] = 1;
    x[42] = -4;
    x[LANES + 42] = -4;
    double[] u = new double[LANES];
    energy.evaluate(x, u, new float[2 * LANES]);
    for (int lane = 0; lane < 36; lane++) {
      int column = lane / 6;
      int row = lane % 6;
      boolean board = column > 0 && column < 5 && row > 0 && row < 5;
      boolean dark = board && (column + row) % 2 == 0;
      assertEquals(dark ? 0 : Double.POSITIVE_INFINITY, u[lane], column + ", " + row);
    }
    assertEquals(Double.POSITIVE_INFINITY, u[40]);
    assertEquals(0, u[41]);
    assertEquals(0, u[42]);
    double logDensity = new org.p4inv.flows.data.Checkerboard().logDensity(0.5, 1.5);
    assertEquals(-logDensity, energy.truth().logZ().getAsDouble(), 1e-15);
  }

  @Test
  void constantsOutOfRange() {
    assertThrows(IllegalArgumentException.class, () -> TwoMoons.of(0.2, 0.61));
    assertThrows(IllegalArgumentException.class, () -> TwoMoons.rezendeMohamed(0.6, 0.3));
    assertThrows(IllegalArgumentException.class, () -> SineRidge.u2(1));
    assertThrows(IllegalArgumentException.class, () -> new Rings(0));
    assertThrows(IllegalArgumentException.class, () -> new Checkerboard(0));
  }

  private static void assertFormula(String name, DoubleBinaryOperator u) {
    Energy energy = Energies.create(name);
    float[] x = TestPoints.tile(energy, 1, 9);
    double[] values = new double[LANES];
    energy.evaluate(x, values, new float[2 * LANES]);
    for (int lane = 0; lane < LANES; lane++) {
      double expected = u.applyAsDouble(x[lane], x[LANES + lane]);
      assertEquals(expected, values[lane], 1e-12 * (1 + Math.abs(expected)), name);
    }
  }

  /** log Z, entropy, means and variances by Gauss-Legendre panels around the origin. */
  private static void assertIntegrals(String name, DoubleBinaryOperator u, double x, double y) {
    double z = integral(u, (a, b) -> 1, x, y);
    double energy = integral(u, u, x, y) / z;
    double mean = integral(u, (a, b) -> b, x, y) / z;
    double square = integral(u, (a, b) -> a * a, x, y) / z;
    Truth truth = Energies.create(name).truth();
    assertEquals(Math.log(z), truth.logZ().getAsDouble(), 1e-7, name);
    assertEquals(energy + Math.log(z), truth.entropy().getAsDouble(), 1e-7, name);
    assertEquals(mean, truth.moments().orElseThrow().mean()[1], 1e-7, name);
    double ofX = truth.moments().orElseThrow().mean()[0];
    assertEquals(square - ofX * ofX, truth.moments().orElseThrow().variance()[0], 1e-6, name);
  }

  private static double integral(
      DoubleBinaryOperator u, DoubleBinaryOperator f, double x, double y) {
    return GaussLegendre.integral(
        a ->
            GaussLegendre.integral(
                b -> {
                  double value = u.applyAsDouble(a, b);
                  return value < 300 ? f.applyAsDouble(a, b) * Math.exp(-value) : 0;
                },
                -y,
                y,
                (int) Math.ceil(2.5 * y)),
        -x,
        x,
        (int) Math.ceil(2.5 * x));
  }
}

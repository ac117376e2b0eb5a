package org.p4inv.samplers.energy.space;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.p4inv.core.kernel.Tile.LANES;

import org.junit.jupiter.api.Test;
import org.p4inv.samplers.energy.Energies;
import org.p4inv.samplers.energy.Energy;
import org.p4inv.samplers.energy.GaussLegendre;
import org.p4inv.samplers.energy.Truth;

/** The two targets that are called banana. */
class CurvedValleysTest {

  @Test
  void publishedFormOfTheBanana() {
    double[] u = at(Energies.create("banana"), 4, -1);
    assertEquals(16 / 200.0 + Math.pow(-1 + 0.03 * 16 - 3, 2) / 2, u[0], 1e-12);
  }

  /** Goodman and Weare write it so. */
  @Test
  void publishedFormOfRosenbrock() {
    double[] u = at(Energies.create("rosenbrock"), 1.5f, -2);
    double published = (100 * Math.pow(-2 - 2.25, 2) + Math.pow(1 - 1.5, 2)) / 20;
    assertEquals(published, u[0], 1e-12);
  }

  @Test
  void truthOfTheBananaByIntegration() {
    Truth truth = new Banana(2, 0.2, 1.5).truth();
    double z = integral((p, q) -> 1, 0.2, 1.5);
    double mean = integral((p, q) -> q, 0.2, 1.5) / z;
    double square = integral((p, q) -> q * q, 0.2, 1.5) / z;
    assertEquals(Math.log(z), truth.logZ().getAsDouble(), 1e-10);
    assertEquals(mean, truth.moments().get().mean()[1], 1e-10);
    assertEquals(square - mean * mean, truth.moments().get().variance()[1], 1e-9);
  }

  private interface OfTwo {
    double at(double p, double q);
  }

  /** The integral of f exp(-u) for the banana, across the valley and along it. */
  private static double integral(OfTwo f, double bend, double deviation) {
    Energy energy = new Banana(2, bend, deviation);
    return GaussLegendre.integral(
        p ->
            GaussLegendre.integral(
                y -> {
                  double q = y - bend * (p * p - deviation * deviation);
                  double twisted = q + bend * (p * p - deviation * deviation);
                  double u = p * p / (2 * deviation * deviation) + twisted * twisted / 2;
                  return f.at(p, q) * Math.exp(-u);
                },
                -9,
                9,
                20),
        -9 * energy.truth().moments().get().variance()[0],
        9 * energy.truth().moments().get().variance()[0],
        40);
  }

  @Test
  void truthOfRosenbrockByIntegration() {
    double a = 0.4;
    double b = 3;
    double mean = -0.7;
    Truth truth = new Rosenbrock(4, a, b, mean).truth();
    double along = GaussLegendre.integral(p -> Math.exp(-a * Math.pow(p - mean, 2)), -12, 12, 60);
    double across = GaussLegendre.integral(q -> Math.exp(-b * q * q), -6, 6, 60);
    assertEquals(2 * Math.log(along * across), truth.logZ().getAsDouble(), 1e-10);
    double q2 =
        GaussLegendre.integral(
                p -> (Math.pow(p, 4) + 1 / (2 * b)) * Math.exp(-a * Math.pow(p - mean, 2)),
                -14,
                14,
                60)
            / along;
    double q1 =
        GaussLegendre.integral(p -> p * p * Math.exp(-a * Math.pow(p - mean, 2)), -14, 14, 60)
            / along;
    assertEquals(q1, truth.moments().get().mean()[3], 1e-10);
    assertEquals(q2 - q1 * q1, truth.moments().get().variance()[3], 1e-9);
  }

  @Test
  void constantsOutOfRange() {
    assertThrows(IllegalArgumentException.class, () -> new Banana(1, 0.03, 10));
    assertThrows(IllegalArgumentException.class, () -> new Rosenbrock(3, 1, 1, 1));
    assertThrows(IllegalArgumentException.class, () -> new Rosenbrock(2, 0, 1, 1));
  }

  private static double[] at(Energy energy, float p, float q) {
    float[] x = new float[2 * LANES];
    x[0] = p;
    x[LANES] = q;
    double[] u = new double[LANES];
    energy.evaluate(x, u, new float[2 * LANES]);
    return u;
  }
}

package org.p4inv.samplers.energy.plane;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.p4inv.core.kernel.Tile.LANES;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.p4inv.core.random.Domain;
import org.p4inv.core.random.RandomStream;
import org.p4inv.samplers.energy.Energies;
import org.p4inv.samplers.energy.GaussLegendre;
import org.p4inv.samplers.energy.SamplerChecks;
import org.p4inv.samplers.energy.States;
import org.p4inv.samplers.energy.Truth;
import org.p4inv.samplers.energy.ZScore;

class DoubleWellTest {
  private static final double LOG_SQRT_TWO_PI = 0.5 * Math.log(2 * Math.PI);

  @Test
  void valuesByHand() {
    float[] x = new float[2 * LANES];
    x[0] = 1;
    x[LANES] = 2;
    x[1] = -2;
    x[LANES + 1] = -3;
    double[] u = new double[LANES];
    float[] gradient = new float[2 * LANES];
    new DoubleWell(-0.5, -6, 1).evaluate(x, u, gradient);
    assertEquals(-0.5 - 6 + 1 + 2, u[0]);
    assertEquals(-0.5 - 12 + 4, gradient[0]);
    assertEquals(2, gradient[LANES]);
    assertEquals(1 - 24 + 16 + 4.5, u[1]);
    assertEquals(-0.5 + 24 - 32, gradient[1]);
    assertEquals(-3, gradient[LANES + 1]);
    assertEquals(0, u[2]);
  }

  /** The figures of the published default, as they are quoted. */
  @Test
  void publishedFigures() {
    Truth truth = Energies.create("double-well").truth();
    States states = truth.states().orElseThrow();
    assertEquals(List.of("left", "right"), states.names());
    assertEquals(10.29347971, truth.logZ().getAsDouble(), 5e-9);
    double ratio = states.logProbability(1).getAsDouble() - states.logProbability(0).getAsDouble();
    assertEquals(1.690631, ratio, 5e-7);
  }

  /** log Z and both states by Gauss-Legendre panels on either side of 0. */
  @ParameterizedTest
  @CsvSource({
    "-0.5, -6, 1",
    "0, -4, 1",
    "3, -40, 20",
    "0.5, 1, 0.25",
    "-30, -4, 1",
    "10, 0, 0.01",
    "0.25, -1000, 1000",
    "-1, 1000, 0.001",
    "900, 1000, 1000"
  })
  void logZAndStates(double a, double b, double c) {
    Truth truth = new DoubleWell(a, b, c).truth();
    double reach =
        Math.sqrt(Math.sqrt(100 / c)) + Math.sqrt(Math.max(0, -b) / c) + Math.cbrt(Math.abs(a) / c);
    double least = truth.modes().stream().mapToDouble(m -> f(a, b, c, m[0])).min().orElseThrow();
    double left = GaussLegendre.integral(x -> Math.exp(least - f(a, b, c, x)), -reach, 0, 4000);
    double right = GaussLegendre.integral(x -> Math.exp(least - f(a, b, c, x)), 0, reach, 4000);
    double logZ = Math.log(left + right) - least + LOG_SQRT_TWO_PI;
    double rounding = 4e-12 * Math.max(1, Math.abs(least));
    assertEquals(logZ, truth.logZ().getAsDouble(), rounding);
    States states = truth.states().orElseThrow();
    double logLeft = Math.log(left / (left + right));
    double logRight = Math.log(right / (left + right));
    assertEquals(logLeft, states.logProbability(0).getAsDouble(), rounding);
    assertEquals(logRight, states.logProbability(1).getAsDouble(), rounding);
  }

  private static double f(double a, double b, double c, double x) {
    return a * x + b * x * x + c * x * x * x * x;
  }

  @Test
  void minimaOfTheSymmetricWell() {
    List<double[]> modes = new DoubleWell(0, -4, 1).truth().modes();
    assertEquals(2, modes.size());
    assertEquals(-Math.sqrt(2), modes.get(0)[0], 1e-15);
    assertEquals(Math.sqrt(2), modes.get(1)[0], 1e-15);
    assertEquals(0, modes.get(1)[1]);
  }

  @Test
  void numberOfMinima() {
    assertEquals(2, new DoubleWell(-0.5, -6, 1).truth().modes().size());
    assertEquals(1, new DoubleWell(-30, -4, 1).truth().modes().size());
    assertEquals(1, new DoubleWell(30, -4, 1).truth().modes().size());
    assertEquals(1, new DoubleWell(0.5, 1, 0.25).truth().modes().size());
    assertTrue(new DoubleWell(-0.5, -6, 1).truth().modes().get(0)[0] > 0, "the right is deeper");
    assertTrue(new DoubleWell(30, -4, 1).truth().modes().get(0)[0] < 0, "the left is deeper");
  }

  /** Moments of 100,000 exact samples against Gauss-Legendre, within 4 standard errors. */
  @Test
  void momentsOfTheSampler() {
    float[] points = SamplerChecks.draw(new DoubleWell(-0.5, -6, 1).truth().sampler().get(), 2, 5);
    double z = moment(0);
    for (int power = 1; power <= 6; power++) {
      double expected = moment(power) / z;
      ZScore score = new ZScore();
      for (int i = 0; i < points.length; i += 2) {
        score.add(Math.pow(points[i], power) - expected);
      }
      assertTrue(Math.abs(score.value()) < 4, "x1^" + power + ": " + score.value());
    }
    double[] normal = {0, 1, 0, 3, 0, 15};
    for (int power = 1; power <= 6; power++) {
      ZScore score = new ZScore();
      ZScore product = new ZScore();
      for (int i = 0; i < points.length; i += 2) {
        score.add(Math.pow(points[i + 1], power) - normal[power - 1]);
        product.add(points[i] * (Math.pow(points[i + 1], power) - normal[power - 1]));
      }
      assertTrue(Math.abs(score.value()) < 4, "x2^" + power + ": " + score.value());
      assertTrue(Math.abs(product.value()) < 4, "x1 x2^" + power + ": " + product.value());
    }
  }

  private static double moment(int power) {
    return GaussLegendre.integral(
        x -> Math.pow(x, power) * Math.exp(-f(-0.5, -6, 1, x)), -4, 4, 200);
  }

  /** No point of an interval is below the bound, and the bound closes in on small intervals. */
  @Test
  void lowerBoundsOfTheCells() {
    RandomStream random = new RandomStream(17, Domain.APPLICATION);
    double[][] constants = {{-0.5, -6, 1}, {3, -40, 20}, {0.5, 1, 0.25}, {-30, 0, 2}};
    for (double[] abc : constants) {
      DoubleWellSampler sampler = new DoubleWellSampler(abc[0], abc[1], abc[2]);
      for (int trial = 0; trial < 2_000; trial++) {
        double l = -3 + 5 * random.nextDouble();
        double width = Math.pow(random.nextDouble(), 3);
        double least = Double.POSITIVE_INFINITY;
        for (int i = 0; i <= 50; i++) {
          least = Math.min(least, f(abc[0], abc[1], abc[2], l + i * width / 50));
        }
        double bound = sampler.lowerBound(l, l + width);
        assertTrue(bound <= least + 1e-12 * (1 + Math.abs(least)), bound + " above " + least);
        double value = f(abc[0], abc[1], abc[2], l);
        assertEquals(value, sampler.lowerBound(l, l + 1e-9), 1e-5, "an interval of 1e-9");
      }
    }
  }

  /** Points are uniform in their cells, which are too narrow for a histogram of x1 to show it. */
  @Test
  void placesWithinTheCells() {
    float[] points = SamplerChecks.draw(new DoubleWell(-0.5, -6, 1).truth().sampler().get(), 2, 7);
    double reach = DoubleWellTruth.reach(-0.5, -6, 1);
    int[] counts = new int[10];
    for (int i = 0; i < points.length; i += 2) {
      double cell = (points[i] + reach) / (2 * reach) * 1024;
      counts[(int) (10 * (cell - Math.floor(cell)))]++;
    }
    double expected = points.length / 20.0;
    for (int count : counts) {
      assertEquals(expected, count, 4 * Math.sqrt(0.9 * expected));
    }
  }

  /** A sampler whose bounds are wrong, or cost everything, shows at the ends of the constants. */
  @ParameterizedTest
  @CsvSource({"0, -1000, 0.001", "1000, -1000, 1000", "-1000, 1000, 0.001", "0, 0, 0.001"})
  void samplerAtExtremeConstants(double a, double b, double c) {
    Truth truth = new DoubleWell(a, b, c).truth();
    float[] points = SamplerChecks.draw(truth.sampler().get(), 2, 6);
    int right = 0;
    for (int i = 0; i < points.length; i += 2) {
      right += points[i] >= 0 ? 1 : 0;
    }
    int n = points.length / 2;
    double p = Math.exp(truth.states().get().logProbability(1).getAsDouble());
    assertEquals(n * p, right, 4 * Math.sqrt(n * p * Math.max(0, 1 - p)) + 1e-6 * n);
  }

  @Test
  void constantsOutOfRange() {
    assertMessage("constant `a` must be from -1000 to 1000, got NaN", Double.NaN, -6, 1);
    assertMessage("constant `b` must be from -1000 to 1000, got -1001", 0, -1001, 1);
    assertMessage("constant `c` must be from 0.001 to 1000, got 0", 0, -6, 0);
  }

  private static void assertMessage(String message, double a, double b, double c) {
    IllegalArgumentException e =
        assertThrows(IllegalArgumentException.class, () -> new DoubleWell(a, b, c));
    assertEquals(message, e.getMessage());
  }
}

package org.p4inv.samplers.energy.plane;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.p4inv.core.kernel.Tile.LANES;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.p4inv.core.random.Domain;
import org.p4inv.core.random.RandomStream;
import org.p4inv.samplers.energy.Energies;
import org.p4inv.samplers.energy.GaussLegendre;
import org.p4inv.samplers.energy.States;
import org.p4inv.samplers.energy.Truth;

class WolfeQuappTest {
  private static final double COSINE = Math.cos(-0.15 * Math.PI);
  private static final double SINE = Math.sin(-0.15 * Math.PI);

  /** The three minima of the surface of 2005 as they are published, to the digits given. */
  @Test
  void publishedMinima() {
    List<double[]> modes = Energies.create("wolfe-quapp").truth().modes();
    double[][] published = {{-1.174, 1.477}, {1.124, -1.486}, {-0.822, -1.367}};
    assertEquals(3, modes.size());
    for (int i = 0; i < 3; i++) {
      assertEquals(published[i][0], modes.get(i)[0], 1.1e-3);
      assertEquals(published[i][1], modes.get(i)[1], 1.1e-3);
    }
  }

  /** The offset of 9.28 puts the deepest minimum of the modified surface at 0. */
  @Test
  void deepestMinimumOfTheModifiedSurface() {
    double[] mode = Energies.create("modified-wolfe-quapp").truth().modes().get(0);
    assertEquals(0, modified(mode[0], mode[1]), 0.005);
  }

  private static double original(double x, double y) {
    return Math.pow(x, 4) + Math.pow(y, 4) - 2 * x * x - 4 * y * y + x * y + 0.3 * x + 0.1 * y;
  }

  /** As its authors' code has it. */
  private static double modified(double x, double y) {
    double a = COSINE * x - SINE * y;
    double b = SINE * x + COSINE * y;
    double terms = Math.pow(a, 4) + Math.pow(b, 4) - 2 * a * a - 4 * b * b + 2 * a * b;
    return 2 * (terms + 0.8 * a + 0.1 * b + 9.28);
  }

  @ParameterizedTest
  @CsvSource({"0, 0", "1, 0", "0.5, -1.25", "-1.5, 0.75"})
  void evaluatesThePublishedFormulas(float x1, float x2) {
    float[] x = new float[2 * LANES];
    x[3] = x1;
    x[LANES + 3] = x2;
    double[] u = new double[LANES];
    WolfeQuapp.original(0.5).evaluate(x, u, new float[2 * LANES]);
    assertEquals(2 * original(x1, x2), u[3], 1e-13);
    WolfeQuapp.modified(2).evaluate(x, u, new float[2 * LANES]);
    assertEquals(0.5 * modified(x1, x2), u[3], 1e-13);
  }

  /** log Z, states, entropy and a moment by Gauss-Legendre panels. */
  @ParameterizedTest
  @ValueSource(doubles = {0.1, 2})
  void integrals(double temperature) {
    Truth truth = WolfeQuapp.modified(temperature).truth();
    double lower = integral(temperature, -5, 0, 0);
    double upper = integral(temperature, 0, 5, 0);
    double z = lower + upper;
    assertEquals(Math.log(z), truth.logZ().getAsDouble(), 1e-11);
    States states = truth.states().orElseThrow();
    assertEquals(Math.log(lower / z), states.logProbability(0).getAsDouble(), 1e-10);
    assertEquals(Math.log(upper / z), states.logProbability(1).getAsDouble(), 1e-10);
    double energy = (integral(temperature, -5, 0, 1) + integral(temperature, 0, 5, 1)) / z;
    assertEquals(energy + Math.log(z), truth.entropy().getAsDouble(), 1e-10);
    double mean = (integral(temperature, -5, 0, 2) + integral(temperature, 0, 5, 2)) / z;
    assertEquals(mean, truth.moments().orElseThrow().mean()[0], 1e-10);
  }

  /** The integral of 1, u or x1 times exp(-u) over a strip in (a, b). */
  private static double integral(double temperature, double from, double to, int what) {
    return GaussLegendre.integral(
        b ->
            GaussLegendre.integral(
                a -> {
                  double x = COSINE * a + SINE * b;
                  double u = modified(x, COSINE * b - SINE * a) / temperature;
                  return Math.exp(-u) * (what == 0 ? 1 : what == 1 ? u : x);
                },
                -5,
                5,
                50),
        from,
        to,
        25);
  }

  /** No point of a cell is below the bound, and the bound closes in on small cells. */
  @Test
  void lowerBoundsOfTheCells() {
    RandomStream random = new RandomStream(17, Domain.APPLICATION);
    for (WolfeQuappSurface surface : WolfeQuappSurface.values()) {
      WolfeQuappSampler sampler = new WolfeQuappSampler(surface, 0.5, 3);
      for (int trial = 0; trial < 2_000; trial++) {
        double a = -2 + 4 * random.nextDouble();
        double b = -2 + 4 * random.nextDouble();
        double side = Math.pow(random.nextDouble(), 3);
        double least = Double.POSITIVE_INFINITY;
        for (int i = 0; i <= 25; i++) {
          int row = i / 5;
          double value = surface.value(a + row * side / 5, b + i % 5 * side / 4) / 0.5;
          least = Math.min(least, value);
        }
        double bound = sampler.lowerBound(a, b, side);
        assertTrue(bound <= least + 1e-12 * (1 + Math.abs(least)), bound + " above " + least);
        double value = surface.value(a, b) / 0.5;
        assertEquals(value, sampler.lowerBound(a, b, 1e-9), 1e-5, "a cell of 1e-9");
      }
    }
  }

  @Test
  void samplerAtExtremeTemperatures() {
    for (double temperature : new double[] {0.05, 100}) {
      float[] points = new float[2_000];
      RandomStream random = new RandomStream(3, Domain.TARGET);
      WolfeQuapp.modified(temperature).truth().sampler().get().sample(random, points, 1_000);
      assertTrue(points[0] != 0 && points[1_999] != 0);
    }
  }
}

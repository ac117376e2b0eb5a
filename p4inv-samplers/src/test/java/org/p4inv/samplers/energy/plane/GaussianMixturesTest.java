package org.p4inv.samplers.energy.plane;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.p4inv.core.kernel.Tile.LANES;

import java.io.BufferedReader;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.p4inv.samplers.energy.Energies;
import org.p4inv.samplers.energy.Energy;
import org.p4inv.samplers.energy.GaussLegendre;
import org.p4inv.samplers.energy.Moments;
import org.p4inv.samplers.energy.Truth;

/** The mixtures of the plane that have names: the constants, and what follows from them. */
class GaussianMixturesTest {

  /** u at a point with the means of the published code, and a value far from all of them. */
  @Test
  void fortyMeansAreThePublishedOnes() throws Exception {
    double[][] means = published();
    assertEquals(40, means.length);
    double deviation = Math.log1p(Math.exp(1));
    Energy energy = Energies.create("forty-gaussians");
    Energy unit = Energies.create("forty-gaussians-unit");
    float[] x = new float[2 * LANES];
    for (int lane = 0; lane < LANES; lane++) {
      x[lane] = (float) means[lane % 40][0];
      x[LANES + lane] = (float) means[lane % 40][1] + (lane < 40 ? 0 : 1);
    }
    double[] u = new double[LANES];
    double[] ofUnit = new double[LANES];
    energy.evaluate(x, u, new float[2 * LANES]);
    unit.evaluate(x, ofUnit, new float[2 * LANES]);
    for (int lane = 0; lane < LANES; lane++) {
      assertEquals(mixture(means, deviation, x[lane], x[LANES + lane]), u[lane], 1e-13);
      assertEquals(mixture(means, 1, x[lane], x[LANES + lane]), ofUnit[lane], 1e-13);
    }
  }

  private static double mixture(double[][] means, double s, double x, double y) {
    double sum = 0;
    for (double[] mean : means) {
      double square = (x - mean[0]) * (x - mean[0]) + (y - mean[1]) * (y - mean[1]);
      sum += Math.exp(-square / (2 * s * s)) / (2 * Math.PI * s * s) / means.length;
    }
    return -Math.log(sum);
  }

  private static double[][] published() throws Exception {
    StringBuilder text = new StringBuilder();
    try (BufferedReader reader =
        new BufferedReader(
            new InputStreamReader(
                GaussianMixturesTest.class.getResourceAsStream("forty-gaussians.json"),
                StandardCharsets.UTF_8))) {
      reader.lines().forEach(text::append);
    }
    List<double[]> means = new ArrayList<>();
    Matcher pair = Pattern.compile("\\[(-?[0-9.]+),\\s*(-?[0-9.]+)\\]").matcher(text);
    while (pair.find()) {
      means.add(
          new double[] {Double.parseDouble(pair.group(1)), Double.parseDouble(pair.group(2))});
    }
    return means.toArray(new double[0][]);
  }

  /** The entropy as it is quoted, and by Gauss-Legendre panels on the square that holds it all. */
  @Test
  void entropyOfFortyGaussians() throws Exception {
    Truth truth = Energies.create("forty-gaussians").truth();
    assertEquals(6.8595, truth.entropy().getAsDouble(), 5e-5);
    double[][] means = published();
    double s = Math.log1p(Math.exp(1));
    double entropy =
        GaussLegendre.integral(
            x ->
                GaussLegendre.integral(
                    y -> {
                      double u = mixture(means, s, x, y);
                      return u < 700 ? u * Math.exp(-u) : 0;
                    },
                    -50,
                    50,
                    15),
            -50,
            50,
            15);
    assertEquals(entropy, truth.entropy().getAsDouble(), 1e-7);
    assertTrue(truth.modes().size() < 40, "some of the forty lie so close that they share a mode");
  }

  /** Variance of a uniform choice of k places with a spacing, and of the Gaussians. */
  @Test
  void grids() {
    Moments nine = Energies.create("nine-gaussians").truth().moments().orElseThrow();
    assertEquals(25 * 2 / 3.0 + 0.3, nine.variance()[1], 1e-12);
    Truth truth = Energies.create("twenty-five-gaussians").truth();
    assertEquals(4 * 2 + 0.05 * 0.05, truth.moments().orElseThrow().variance()[0], 1e-12);
    assertEquals(25, truth.modes().size());
    double apart = Math.log(25) + 1 + Math.log(2 * Math.PI * 0.05 * 0.05);
    assertEquals(apart, truth.entropy().getAsDouble(), 1e-12);
    assertEquals(-Math.log(25), truth.states().orElseThrow().logProbability(7).getAsDouble());
    assertEquals(
        Map.of("spacing", 3.0, "standard-deviation", 0.05),
        Energies.create("twenty-five-gaussians", Map.of("spacing", 3.0)).constants());
  }

  @Test
  void eightModesOnACircle() {
    Truth truth = Energies.create("eight-modes").truth();
    assertEquals(8, truth.modes().size());
    for (double[] mode : truth.modes()) {
      assertEquals(5, Math.hypot(mode[0] - 6, mode[1] - 6), 1e-12);
    }
    Moments moments = truth.moments().orElseThrow();
    assertEquals(6, moments.mean()[0], 1e-12);
    assertEquals(12.5 + 0.04, moments.variance()[1], 1e-12);
  }

  @Test
  void constantsOutOfRange() {
    IllegalArgumentException e =
        assertThrows(IllegalArgumentException.class, () -> GaussianGrid.nine(0, 1));
    assertEquals("constant `spacing` must be from 0.001 to 1000, got 0", e.getMessage());
    assertThrows(IllegalArgumentException.class, () -> GaussianGrid.twentyFive(1, 0));
    assertThrows(IllegalArgumentException.class, () -> FortyGaussians.of(0));
    assertThrows(IllegalArgumentException.class, () -> EightModes.of(1, 1, 1e4));
  }
}

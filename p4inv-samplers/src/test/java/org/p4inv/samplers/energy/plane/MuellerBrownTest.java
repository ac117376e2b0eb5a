package org.p4inv.samplers.energy.plane;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.p4inv.core.kernel.Tile.LANES;

import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.p4inv.core.random.Domain;
import org.p4inv.core.random.RandomStream;
import org.p4inv.samplers.energy.GaussLegendre;
import org.p4inv.samplers.energy.SamplerChecks;
import org.p4inv.samplers.energy.States;
import org.p4inv.samplers.energy.TestPoints;
import org.p4inv.samplers.energy.Truth;
import org.p4inv.samplers.energy.ZScore;

class MuellerBrownTest {

  /** The stationary points that Mueller and Brown published, to the digits they gave. */
  @ParameterizedTest
  @CsvSource({
    "-0.558, 1.442, -146.700",
    "0.623, 0.028, -108.167",
    "-0.050, 0.467, -80.768",
    "-0.822, 0.624, -40.665",
    "0.212, 0.293, -72.249"
  })
  void publishedStationaryPoints(float x1, float x2, double v) {
    double[] u = new double[LANES];
    float[] gradient = new float[2 * LANES];
    new MuellerBrown(2).evaluate(tile(x1, x2), u, gradient);
    double curvature = 4100;
    assertEquals(v, 2 * u[0], 0.0005 + curvature * 0.0005 * 0.0005);
    assertEquals(0, 2 * gradient[0], curvature * 0.0008);
    assertEquals(0, 2 * gradient[LANES], curvature * 0.0008);
  }

  @Test
  void modesAreThePublishedMinima() {
    List<double[]> modes = new MuellerBrown(20).truth().modes();
    double[][] published = {{-0.558, 1.442}, {0.623, 0.028}, {-0.050, 0.467}};
    assertEquals(3, modes.size());
    for (int i = 0; i < 3; i++) {
      assertEquals(published[i][0], modes.get(i)[0], 0.0005);
      assertEquals(published[i][1], modes.get(i)[1], 0.0005);
    }
  }

  /** log Z and both states by Gauss-Legendre panels in x1 and on either side of the line in x2. */
  @ParameterizedTest
  @ValueSource(doubles = {1, 5, 10, 20, 100, 1000})
  void logZAndStates(double temperature) {
    double least = -146.7 / temperature;
    double lower = integral(temperature, least, -8, 0);
    double upper = integral(temperature, least, 0, 8);
    Truth truth = new MuellerBrown(temperature).truth();
    assertEquals(Math.log(lower + upper) - least, truth.logZ().getAsDouble(), 1e-11);
    States states = truth.states().orElseThrow();
    assertEquals(List.of("upper-left", "lower-right"), states.names());
    double logUpper = Math.log(upper / (lower + upper));
    double logLower = Math.log(lower / (lower + upper));
    assertEquals(logUpper, states.logProbability(0).getAsDouble(), 1e-11);
    assertEquals(logLower, states.logProbability(1).getAsDouble(), 1e-11);
  }

  /** The integral of exp(least - u) over x1, and over x2 from the line on. */
  private static double integral(double temperature, double least, double from, double to) {
    return GaussLegendre.integral(
        x1 ->
            GaussLegendre.integral(
                s -> Math.exp(least - surface(x1, x1 + 1.45 + s) / temperature), from, to, 60),
        -7,
        5,
        60);
  }

  /** The published formula, written out. */
  private static double surface(double x, double y) {
    return -200 * Math.exp(-(x - 1) * (x - 1) - 10 * y * y)
        - 100 * Math.exp(-x * x - 10 * (y - 0.5) * (y - 0.5))
        - 170
            * Math.exp(
                -6.5 * (x + 0.5) * (x + 0.5)
                    + 11 * (x + 0.5) * (y - 1.5)
                    - 6.5 * (y - 1.5) * (y - 1.5))
        + 15
            * Math.exp(0.7 * (x + 1) * (x + 1) + 0.6 * (x + 1) * (y - 1) + 0.7 * (y - 1) * (y - 1));
  }

  @Test
  void evaluatesThePublishedFormula() {
    float[] x = TestPoints.tile(new MuellerBrown(20), 1, 3);
    double[] u = new double[LANES];
    new MuellerBrown(7).evaluate(x, u, new float[2 * LANES]);
    for (int lane = 0; lane < LANES; lane++) {
      double expected = surface(x[lane], x[LANES + lane]) / 7;
      assertEquals(expected, u[lane], 1e-13 * (100 + Math.abs(expected)));
    }
  }

  /** Two minima on one side of the line, one on the other, and the saddle between on the line. */
  @Test
  void statesDivideAtTheMainSaddle() {
    States states = new MuellerBrown(20).truth().states().orElseThrow();
    assertEquals(0, states.stateOf(new float[] {-0.558f, 1.442f}, 0, 1));
    assertEquals(1, states.stateOf(new float[] {0.623f, 0.028f}, 0, 1));
    assertEquals(1, states.stateOf(new float[] {-0.050f, 0.467f}, 0, 1));
    assertEquals(0, states.stateOf(new float[] {-0.824f, 0.630f}, 0, 1));
    assertEquals(1, states.stateOf(new float[] {-0.820f, 0.620f}, 0, 1));
  }

  /** Moments of 100,000 exact samples against Gauss-Legendre, within 4 standard errors. */
  @Test
  void momentsOfTheSampler() {
    float[] points = SamplerChecks.draw(new MuellerBrown(20).truth().sampler().get(), 2, 8);
    double z = moment(0, 0);
    for (int i = 0; i <= 3; i++) {
      for (int j = 0; j <= 3 - i; j++) {
        if (i + j > 0) {
          double expected = moment(i, j) / z;
          ZScore score = new ZScore();
          for (int at = 0; at < points.length; at += 2) {
            score.add(Math.pow(points[at], i) * Math.pow(points[at + 1], j) - expected);
          }
          assertTrue(Math.abs(score.value()) < 4, "x1^" + i + " x2^" + j + ": " + score.value());
        }
      }
    }
  }

  private static double moment(int i, int j) {
    return GaussLegendre.integral(
        x ->
            Math.pow(x, i)
                * GaussLegendre.integral(
                    y -> Math.pow(y, j) * Math.exp(-surface(x, y) / 20), -3, 4, 20),
        -4,
        2.5,
        20);
  }

  /** No point of a rectangle is below the bound, and the bound closes in on small rectangles. */
  @Test
  void lowerBoundsOfTheTerms() {
    RandomStream random = new RandomStream(17, Domain.APPLICATION);
    List<MuellerBrownTerm> terms = new ArrayList<>(List.of(MuellerBrownTerm.published()));
    for (int sign = -1; sign <= 1; sign += 2) {
      terms.add(new MuellerBrownTerm(sign, 0, 1, 0, -1, 1));
      terms.add(new MuellerBrownTerm(sign, 0.1, -1, 0, -1, 1));
    }
    for (MuellerBrownTerm term : terms) {
      for (int trial = 0; trial < 2_000; trial++) {
        double l1 = -4 + 6 * random.nextDouble();
        double l2 = -2 + 6 * random.nextDouble();
        double w1 = Math.pow(random.nextDouble(), 4);
        double w2 = Math.pow(random.nextDouble(), 4);
        double bound = term.lowerBound(l1, l1 + w1, l2, l2 + w2);
        double least = Double.POSITIVE_INFINITY;
        for (int i = 0; i <= 4; i++) {
          for (int j = 0; j <= 4; j++) {
            least = Math.min(least, term.value(l1 + i * w1 / 4, l2 + j * w2 / 4));
          }
        }
        assertTrue(bound <= least + 1e-12 * Math.abs(least), bound + " above " + least);
        double tight = term.lowerBound(l1, l1 + 1e-9, l2, l2 + 1e-9);
        double value = term.value(l1, l2);
        assertEquals(value, tight, 1e-6 * Math.abs(value), "a rectangle of 1e-9");
      }
    }
  }

  @Test
  void staysFiniteFarOut() {
    double[] u = new double[LANES];
    float[] gradient = new float[2 * LANES];
    new MuellerBrown(20).evaluate(tile(1e5f, -3e20f), u, gradient);
    assertTrue(Double.isFinite(u[0]) && u[0] > 1e300, "u is " + u[0]);
  }

  private static float[] tile(float x1, float x2) {
    float[] tile = new float[2 * LANES];
    tile[0] = x1;
    tile[LANES] = x2;
    return tile;
  }
}

package org.p4inv.samplers.energy.mixture;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.p4inv.core.kernel.Tile.LANES;

import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicContainer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;
import org.p4inv.samplers.energy.EnergyContract;
import org.p4inv.samplers.energy.GaussLegendre;
import org.p4inv.samplers.energy.States;
import org.p4inv.samplers.energy.Truth;

class GaussianMixtureTest {

  @TestFactory
  Stream<DynamicContainer> battery() {
    return Stream.of(
        EnergyContract.examine("one component", line(new double[] {0.5}), 1),
        EnergyContract.examine("overlapping on a line", line(new double[] {0, 1.5, -4}), 2),
        EnergyContract.examine("different widths", widths(), 2),
        EnergyContract.examine("10-D, apart", apart(10), 3));
  }

  private static GaussianMixture line(double[] means) {
    double[][] rows = new double[means.length][];
    for (int k = 0; k < means.length; k++) {
      rows[k] = new double[] {means[k]};
    }
    return GaussianMixture.ofEqual("line", Map.of(), rows, 0.75);
  }

  static GaussianMixture triangle() {
    return new GaussianMixture(
        new double[] {1, 2, 3},
        new double[][] {{0, 0}, {3, 0.5}, {1, 2.5}},
        new double[] {1, 1, 1});
  }

  private static GaussianMixture widths() {
    return new GaussianMixture(
        new double[] {1, 2, 1},
        new double[][] {{0, 0}, {0.5, 3}, {-3, -1}},
        new double[] {1, 0.4, 0.7});
  }

  private static GaussianMixture apart(int d) {
    double[][] means = new double[3][d];
    for (int j = 0; j < d; j++) {
      means[0][j] = j % 2 == 0 ? 5 : -5;
      means[1][j] = j % 3 == 0 ? 5 : -5;
    }
    return new GaussianMixture(new double[] {0.5, 0.3, 0.2}, means, new double[] {0.5, 0.6, 0.7});
  }

  @Test
  void valuesByHand() {
    GaussianMixture mixture =
        new GaussianMixture(
            new double[] {3, 1}, new double[][] {{0, 0}, {2, 0}}, new double[] {1, 0.5});
    float[] x = new float[2 * LANES];
    x[0] = 1;
    x[LANES] = 1;
    double[] u = new double[LANES];
    float[] gradient = new float[2 * LANES];
    mixture.evaluate(x, u, gradient);
    double first = 0.75 / (2 * Math.PI) * Math.exp(-1);
    double second = 0.25 / (2 * Math.PI * 0.25) * Math.exp(-4);
    assertEquals(-Math.log(first + second), u[0], 1e-14);
    assertEquals((first - 4 * second) / (first + second), gradient[0], 1e-7);
    assertEquals((first + 4 * second) / (first + second), gradient[LANES], 1e-7);
  }

  /** Entropy and states of an overlapping mixture by Gauss-Legendre panels. */
  @Test
  void overlappingOnALine() {
    Truth truth = line(new double[] {0, 1.5, -4}).truth();
    double entropy = GaussLegendre.integral(x -> -p(x) * Math.log(p(x)), -12, 10, 200);
    assertEquals(entropy, truth.entropy().getAsDouble(), 1e-11);
    States states = truth.states().orElseThrow();
    double[] masses = {
      GaussLegendre.integral(GaussianMixtureTest::p, -2, 0.75, 100),
      GaussLegendre.integral(GaussianMixtureTest::p, 0.75, 12, 100),
      GaussLegendre.integral(GaussianMixtureTest::p, -14, -2, 100)
    };
    for (int k = 0; k < 3; k++) {
      assertEquals(masses[k], Math.exp(states.logProbability(k).getAsDouble()), 1e-12);
    }
  }

  private static double p(double x) {
    double sum = 0;
    for (double mean : new double[] {0, 1.5, -4}) {
      double z = (x - mean) / 0.75;
      sum += Math.exp(-0.5 * z * z) / (3 * 0.75 * Math.sqrt(2 * Math.PI));
    }
    return sum;
  }

  @Test
  void cellsOfThePlaneAddUpToOne() {
    States states = triangle().truth().states().orElseThrow();
    double sum = 0;
    for (int k = 0; k < 3; k++) {
      sum += Math.exp(states.logProbability(k).getAsDouble());
    }
    assertEquals(1, sum, 1e-12);
  }

  /** Apart, both formulas hold: H' is the quadrature. */
  @Test
  void entropyOfComponentsThatAreApart() {
    double[][] means = {{0, 0}, {0, 12}};
    double apart = GaussianMixture.ofEqual("a", Map.of(), means, 0.75).truth().entropy().orElse(0);
    assertEquals(Math.log(2) + 1 + Math.log(2 * Math.PI * 0.75 * 0.75), apart, 1e-12);
    double nearly = GaussianMixture.ofEqual("a", Map.of(), means, 1.2).truth().entropy().orElse(0);
    assertEquals(Math.log(2) + 1 + Math.log(2 * Math.PI * 1.44), nearly, 1e-5);
    assertTrue(nearly < Math.log(2) + 1 + Math.log(2 * Math.PI * 1.44));
  }

  @Test
  void whatIsNotKnown() {
    double[][] means = new double[2][10];
    means[1][0] = 3;
    Truth near = GaussianMixture.ofEqual("near", Map.of(), means, 1).truth();
    assertTrue(near.entropy().isEmpty());
    assertTrue(near.states().orElseThrow().logProbability(0).isEmpty());
    assertTrue(widths().truth().states().orElseThrow().logProbability(0).isEmpty());
    assertEquals(
        Math.log(0.3),
        apart(10).truth().states().orElseThrow().logProbability(1).getAsDouble(),
        1e-12);
  }

  /** Two components less than 2 s apart have one minimum, in the middle; more than that, two. */
  @Test
  void minimaThatMerge() {
    List<double[]> one = line(new double[] {-0.7, 0.7}).truth().modes();
    assertEquals(1, one.size());
    assertEquals(0, one.get(0)[0], 1e-12);
    assertEquals(2, line(new double[] {-0.8, 0.8}).truth().modes().size());
  }

  /** The light component in the middle has no minimum of its own, though u is level there. */
  @Test
  void aMaximumIsNotAMode() {
    GaussianMixture mixture =
        new GaussianMixture(
            new double[] {1, 1e-4, 1},
            new double[][] {{-2.5, 0}, {0, 0}, {2.5, 0}},
            new double[] {1, 1, 1});
    assertEquals(2, mixture.truth().modes().size());
  }

  @Test
  void equalMeansAreOneCell() {
    double[][] means = {{1, 1}, {1, 1}, {2, 1}};
    States states =
        GaussianMixture.ofEqual("twice", Map.of(), means, 1).truth().states().orElseThrow();
    assertEquals(Double.NEGATIVE_INFINITY, states.logProbability(1).getAsDouble());
    double other = Math.exp(states.logProbability(0).getAsDouble());
    assertEquals(1, other + Math.exp(states.logProbability(2).getAsDouble()), 1e-12);
  }

  @Test
  void invalidComponents() {
    double[] one = {1};
    assertMessage(
        "`weights` must have length K = 1, got 2", new double[2], new double[][] {{0}}, one);
    assertMessage("`weights` must be positive, got 0.0", new double[1], new double[][] {{0}}, one);
    assertMessage(
        "`standardDeviations` must be positive, got Infinity",
        one,
        new double[][] {{0}},
        new double[] {Double.POSITIVE_INFINITY});
    assertMessage(
        "`means` must have rows of 2 finite numbers, row 1 has not",
        new double[] {1, 1},
        new double[][] {{0, 0}, {0}},
        new double[] {1, 1});
    assertMessage("`means` must have rows of length d, 1 at least", one, new double[0][], one);
  }

  private static void assertMessage(String text, double[] weights, double[][] means, double[] s) {
    IllegalArgumentException e =
        assertThrows(IllegalArgumentException.class, () -> new GaussianMixture(weights, means, s));
    assertEquals(text, e.getMessage());
  }
}

package org.p4inv.samplers.energy.space;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.p4inv.core.kernel.Tile.LANES;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.p4inv.samplers.energy.Energies;
import org.p4inv.samplers.energy.GaussLegendre;
import org.p4inv.samplers.energy.States;

class ManyWellTest {
  private static final double A = -0.5;
  private static final double B = -6;

  private static double f(double p) {
    return A * p + B * p * p + Math.pow(p, 4);
  }

  /** The published number, and an integral by another rule. */
  @Test
  void logZ() {
    double logZ = Energies.create("many-well").truth().logZ().getAsDouble();
    assertEquals(164.69567531, logZ, 1e-8);
    double z = GaussLegendre.integral(p -> Math.exp(-f(p)), -6, 6, 200);
    assertEquals(16 * (Math.log(z) + 0.5 * Math.log(2 * Math.PI)), logZ, 1e-10);
  }

  @Test
  void entropyAndMoments() {
    var truth = new ManyWell(8, A, B, 1).truth();
    double z = GaussLegendre.integral(p -> Math.exp(-f(p)), -6, 6, 200);
    double u = GaussLegendre.integral(p -> f(p) * Math.exp(-f(p)), -6, 6, 200) / z;
    double mean = GaussLegendre.integral(p -> p * Math.exp(-f(p)), -6, 6, 200) / z;
    double square = GaussLegendre.integral(p -> p * p * Math.exp(-f(p)), -6, 6, 200) / z;
    double entropy = 4 * (u + 0.5 + Math.log(z) + 0.5 * Math.log(2 * Math.PI));
    assertEquals(entropy, truth.entropy().getAsDouble(), 1e-9);
    var moments = truth.moments().get();
    assertEquals(8, moments.mean().length);
    assertEquals(mean, moments.mean()[6], 1e-9);
    assertEquals(0, moments.mean()[7]);
    assertEquals(square - mean * mean, moments.variance()[2], 1e-9);
    assertEquals(1, moments.variance()[5]);
  }

  /** Coordinates 0 and 1 are a pair, 2 and 3 the next. */
  @Test
  void valuesByHand() {
    float[] x = new float[4 * LANES];
    x[9] = 1;
    x[LANES + 9] = 3;
    x[2 * LANES + 9] = -2;
    double[] u = new double[LANES];
    float[] gradient = new float[4 * LANES];
    new ManyWell(4, A, B, 1).evaluate(x, u, gradient);
    assertEquals(-5.5 + 4.5 + (1 - 24 + 16), u[9]);
    assertEquals(0, u[8]);
    assertEquals(-0.5 - 12 + 4, gradient[9]);
    assertEquals(3, gradient[LANES + 9]);
    assertEquals(-0.5 + 24 - 32, gradient[2 * LANES + 9]);
  }

  @Test
  void wellsAreListedUpToTwelvePairs() {
    assertEquals(4096, new ManyWell(24, A, B, 1).truth().modes().size());
    assertEquals(0, new ManyWell(26, A, B, 1).truth().modes().size());
    assertEquals(1, new ManyWell(26, A, 1, 1).truth().modes().size());
    double[] lowest = new ManyWell(8, A, B, 1).truth().modes().get(0);
    for (int j = 0; j < 8; j += 2) {
      assertTrue(lowest[j] > 1.7, "the right well is deeper");
      assertEquals(0, lowest[j + 1]);
    }
  }

  @Test
  void statesAreCombinations() {
    States states = new ManyWell(4, A, B, 1).truth().states().get();
    assertEquals(List.of("left-left", "right-left", "left-right", "right-right"), states.names());
    float[] point = {9, 9, 1, 0, -1, 0};
    assertEquals(1, states.stateOf(point, 2, 1));
    double right = GaussLegendre.integral(p -> Math.exp(-f(p)), 0, 6, 200);
    double left = GaussLegendre.integral(p -> Math.exp(-f(p)), -6, 0, 200);
    double logRight = Math.log(right / (left + right));
    assertEquals(2 * logRight, states.logProbability(3).getAsDouble(), 1e-9);
    assertTrue(new ManyWell(8, A, B, 1).truth().states().isPresent());
    ManyWell many = new ManyWell(10, A, B, 1);
    assertTrue(many.truth().states().isEmpty());
    States wells = many.wells(4);
    float[] row = {1, 1, 1, 1, 1, 1, 1, 1, -1, 1};
    assertEquals(List.of("left", "right"), wells.names());
    assertEquals(0, wells.stateOf(row, 0, 1));
    assertEquals(1, many.wells(0).stateOf(row, 0, 1));
    assertEquals(logRight, wells.logProbability(1).getAsDouble(), 1e-9);
    assertThrows(IndexOutOfBoundsException.class, () -> many.wells(5));
  }

  @Test
  void constantsOutOfRange() {
    IllegalArgumentException e =
        assertThrows(IllegalArgumentException.class, () -> new ManyWell(31, A, B, 1));
    assertEquals(
        "constant `dimension` must be an even number from 2 to 100000, got 31", e.getMessage());
    assertThrows(IllegalArgumentException.class, () -> new ManyWell(32, A, B, 0));
  }
}

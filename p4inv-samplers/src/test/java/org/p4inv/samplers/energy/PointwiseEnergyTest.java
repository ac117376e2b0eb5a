package org.p4inv.samplers.energy;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.p4inv.core.kernel.Tile.LANES;

import java.util.Map;
import java.util.OptionalDouble;
import org.junit.jupiter.api.Test;
import org.p4inv.samplers.energy.plane.DoubleWell;

class PointwiseEnergyTest {

  /** A ring in three dimensions, written as a user writes it: u = 2 (|x|^2 - 1)^2. */
  static Energy ring() {
    return new PointwiseEnergy(
        "ring",
        3,
        (x, gradient) -> {
          double excess = x[0] * x[0] + x[1] * x[1] + x[2] * x[2] - 1;
          for (int j = 0; j < 3; j++) {
            gradient[j] += 8 * excess * x[j];
          }
          return 2 * excess * excess;
        });
  }

  @Test
  void agreesWithTheTileForm() {
    DoubleWell tiled = new DoubleWell(-0.5, -6, 1);
    Energy pointwise =
        new PointwiseEnergy(
            "double-well",
            2,
            (x, gradient) -> {
              gradient[0] = -0.5 + x[0] * (-12 + 4 * x[0] * x[0]);
              gradient[1] = x[1];
              return x[0] * (-0.5 + x[0] * (-6 + x[0] * x[0])) + 0.5 * x[1] * x[1];
            });
    float[] x = TestPoints.tile(tiled, 2, 4);
    double[] u = new double[LANES];
    double[] expectedU = new double[LANES];
    float[] gradient = new float[2 * LANES];
    float[] expectedGradient = new float[2 * LANES];
    tiled.evaluate(x, expectedU, expectedGradient);
    pointwise.evaluate(x, u, gradient);
    assertArrayEquals(expectedU, u);
    assertArrayEquals(expectedGradient, gradient);
  }

  @Test
  void tellsWhatItWasGiven() {
    Truth truth =
        new Truth() {
          @Override
          public OptionalDouble logZ() {
            return OptionalDouble.of(3);
          }
        };
    Energy energy = new PointwiseEnergy("flat", 4, Map.of("k", 2.0), truth, (x, gradient) -> 0);
    assertEquals("flat", energy.name());
    assertEquals(4, energy.dimension());
    assertEquals(Map.of("k", 2.0), energy.constants());
    assertSame(truth, energy.truth());
    assertSame(Truth.UNKNOWN, ring().truth());
    assertTrue(Truth.UNKNOWN.logZ().isEmpty() && Truth.UNKNOWN.modes().isEmpty());
    assertTrue(Truth.UNKNOWN.sampler().isEmpty() && Truth.UNKNOWN.states().isEmpty());
    IllegalArgumentException e =
        assertThrows(
            IllegalArgumentException.class, () -> new PointwiseEnergy("none", 0, (x, g) -> 0));
    assertEquals("`dimension` must be at least 1, got 0", e.getMessage());
  }

  /** A function that fails leaves the energy as usable as before. */
  @Test
  void exceptionsReachTheCaller() {
    boolean[] fail = {true};
    Energy energy =
        new PointwiseEnergy(
            "fails",
            1,
            (x, gradient) -> {
              if (fail[0]) {
                throw new ArithmeticException("no");
              }
              return x[0];
            });
    double[] u = new double[LANES];
    assertThrows(
        ArithmeticException.class, () -> energy.evaluate(new float[LANES], u, new float[LANES]));
    fail[0] = false;
    energy.evaluate(new float[LANES], u, new float[LANES]);
    assertEquals(0, u[63]);
  }
}

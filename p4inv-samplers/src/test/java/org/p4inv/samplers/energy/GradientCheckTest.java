package org.p4inv.samplers.energy;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import org.junit.jupiter.api.Test;
import org.p4inv.samplers.energy.plane.MuellerBrown;

class GradientCheckTest {

  /** u = x1^2 x2 + cos(x3), with a factor on the second component where x1 is above 1. */
  private static Energy energy(double factor) {
    return new PointwiseEnergy(
        "mine",
        3,
        (x, gradient) -> {
          gradient[0] = 2 * x[0] * x[1];
          gradient[1] = x[0] * x[0] * (x[0] > 1 ? factor : 1);
          gradient[2] = -Math.sin(x[2]);
          return x[0] * x[0] * x[1] + Math.cos(x[2]);
        });
  }

  /** 70 rows, so that the second tile is not full; x1 is above 1 in row 67 alone. */
  private static float[] points() {
    float[] points = new float[70 * 3];
    for (int i = 0; i < points.length; i++) {
      points[i] = (float) Math.sin(i);
    }
    points[67 * 3] = 1.5f;
    return points;
  }

  @Test
  void aGoodGradient() {
    GradientCheck check = GradientCheck.of(energy(1), points(), 1);
    assertTrue(check.passed(), check::toString);
    assertEquals(210, check.compared());
    assertTrue(check.toString().startsWith("gradient: passed, worst"), check::toString);
    float[] minima = {-0.558f, 1.442f, 0.623f, 0.028f, 0.3f, 0.1f, -0.9f, 0.8f};
    GradientCheck ofMuellerBrown = GradientCheck.of(new MuellerBrown(1), minima, 0.2);
    assertTrue(ofMuellerBrown.passed(), ofMuellerBrown::toString);
  }

  @Test
  void aWrongComponentIsFoundWhereItIs() {
    GradientCheck check = GradientCheck.of(energy(1.001), points(), 1);
    assertFalse(check.passed());
    assertEquals(1, check.coordinate());
    assertArrayEquals(
        new float[] {1.5f, points()[67 * 3 + 1], points()[67 * 3 + 2]}, check.point());
    assertEquals(1e-3, check.worst(), 1e-5);
    assertEquals(2.25, check.expected(), 1e-5);
    assertEquals(2.25 * 1.001, check.told(), 1e-5);
    String line = check.toString();
    assertTrue(line.startsWith("gradient: FAILED, worst relative error 0.00100 of 210"), line);
    assertTrue(line.contains("du/dx_1 is 2.2522"), line);
    assertFalse(GradientCheck.of(energy(1.00002), points(), 1).passed());
  }

  @Test
  void notANumber() {
    GradientCheck gradient = GradientCheck.of(energy(Double.NaN), points(), 1);
    assertEquals(Double.POSITIVE_INFINITY, gradient.worst());
    assertEquals(1, gradient.coordinate());
    Energy nan = new PointwiseEnergy("nan", 1, (x, g) -> Double.NaN);
    assertFalse(GradientCheck.of(nan, new float[] {1}, 1).passed());
  }

  @Test
  void whatIsInfiniteIsNotCompared() {
    Energy half =
        new PointwiseEnergy(
            "half",
            1,
            (x, g) -> {
              g[0] = 1;
              return x[0] > 0 ? x[0] : Double.POSITIVE_INFINITY;
            });
    assertEquals(1, GradientCheck.of(half, new float[] {-1, 0, 1}, 1).compared());
    GradientCheck none = GradientCheck.of(half, new float[] {-1}, 1);
    assertFalse(none.passed());
    assertEquals("gradient: not compared, no point has a finite energy around it", none.toString());
  }

  /** Far out the step grows with the spacing of floats. */
  @Test
  void farFromTheOrigin() {
    Energy bowl =
        new PointwiseEnergy(
            "bowl",
            1,
            (x, g) -> {
              g[0] = x[0];
              return 0.5 * x[0] * x[0];
            });
    GradientCheck check = GradientCheck.of(bowl, new float[] {1.2345679e6f, -0.1f}, 1);
    assertTrue(check.passed(), check::toString);
    assertEquals(2, check.compared());
  }

  @Test
  void invalidArguments() {
    IllegalArgumentException e =
        assertThrows(
            IllegalArgumentException.class, () -> GradientCheck.of(energy(1), new float[4], 1));
    assertEquals("`points` must hold rows of d = 3 floats, it has length 4", e.getMessage());
    assertThrows(
        IllegalArgumentException.class, () -> GradientCheck.of(energy(1), new float[3], 0));
  }
}

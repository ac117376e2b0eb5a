package org.p4inv.samplers.energy.particle;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.p4inv.core.kernel.Tile.LANES;

import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.p4inv.samplers.energy.Energies;
import org.p4inv.samplers.energy.Energy;
import org.p4inv.samplers.energy.TestPoints;

class LennardJonesTest {

  /** Global minima of the bare clusters: Wales and Doye, 1997; pairs counted once. */
  @Test
  void relaxedIcosahedra() {
    Energy small = new LennardJones(13, PairCount.ONCE, 1, 1, 0, 0);
    assertEquals(-44.326801, relaxed(small, icosahedron(1)), 1e-6);
    Energy twice = new LennardJones(13, PairCount.TWICE, 1, 1, 0, 0);
    assertEquals(2 * -44.326801, relaxed(twice, icosahedron(1)), 2e-6);
    Energy large = new LennardJones(55, PairCount.ONCE, 1, 1, 0, 0);
    assertEquals(-279.248470, relaxed(large, icosahedron(2)), 1e-6);
  }

  /** The centre, 12 vertices, and in the second shell 12 vertices and 30 middles of edges. */
  private static List<double[]> icosahedron(int shells) {
    double golden = (1 + Math.sqrt(5)) / 2;
    double length = Math.sqrt(1 + golden * golden);
    List<double[]> vertices = new ArrayList<>();
    for (int axis = 0; axis < 3; axis++) {
      for (int sign = 0; sign < 4; sign++) {
        double[] vertex = new double[3];
        vertex[axis] = (sign & 1) == 0 ? 1 / length : -1 / length;
        vertex[(axis + 1) % 3] = ((sign & 2) == 0 ? golden : -golden) / length;
        vertices.add(vertex);
      }
    }
    List<double[]> points = new ArrayList<>();
    points.add(new double[3]);
    points.addAll(vertices);
    if (shells == 2) {
      for (int i = 0; i < 12; i++) {
        points.add(sum(vertices.get(i), vertices.get(i)));
        for (int j = 0; j < i; j++) {
          double[] middle = sum(vertices.get(i), vertices.get(j));
          double square = middle[0] * middle[0] + middle[1] * middle[1] + middle[2] * middle[2];
          if (square > 2.5) {
            points.add(middle);
          }
        }
      }
    }
    return points;
  }

  private static double[] sum(double[] a, double[] b) {
    return new double[] {a[0] + b[0], a[1] + b[1], a[2] + b[2]};
  }

  /** Steepest descent from a start that is a little off. */
  private static double relaxed(Energy energy, List<double[]> start) {
    int d = energy.dimension();
    assertEquals(d, 3 * start.size());
    double[] at = new double[d];
    for (int j = 0; j < d; j++) {
      at[j] = 0.97 * start.get(j / 3)[j % 3] + 0.01 * Math.sin(7 * j);
    }
    float[] x = new float[d * LANES];
    double[] u = new double[LANES];
    float[] gradient = new float[d * LANES];
    for (int step = 0; step < 1000; step++) {
      for (int j = 0; j < d; j++) {
        x[j * LANES] = (float) at[j];
      }
      energy.evaluate(x, u, gradient);
      for (int j = 0; j < d; j++) {
        at[j] -= 5e-4 * Math.max(-100, Math.min(100, gradient[j * LANES]));
      }
    }
    return u[0];
  }

  /** The formula with loops over all i and j, as it is published. */
  @Test
  void againstTheSumOverAllOrderedPairs() {
    Energy once = Energies.create("lj13");
    Energy twice = Energies.create("lj13-twice");
    float[] x = TestPoints.tile(once, 2, 3);
    double[] uOnce = new double[LANES];
    double[] uTwice = new double[LANES];
    once.evaluate(x, uOnce, new float[x.length]);
    twice.evaluate(x, uTwice, new float[x.length]);
    for (int lane = 0; lane < LANES; lane++) {
      double ordered = 0;
      double squares = 0;
      for (int i = 0; i < 13; i++) {
        for (int k = 0; k < 3; k++) {
          squares += Math.pow(x[(3 * i + k) * LANES + lane], 2);
        }
        for (int j = 0; j < 13; j++) {
          if (i != j) {
            double d = distance(x, i, j, lane);
            ordered += Math.pow(1 / d, 12) - 2 * Math.pow(1 / d, 6);
          }
        }
      }
      double tolerance = 1e-12 * Math.abs(ordered) + 1e-11;
      assertEquals(0.5 * ordered + 0.5 * squares, uOnce[lane], tolerance);
      assertEquals(ordered + 0.5 * squares, uTwice[lane], tolerance);
    }
  }

  private static double distance(float[] x, int i, int j, int lane) {
    double square = 0;
    for (int k = 0; k < 3; k++) {
      double away = (double) x[(3 * i + k) * LANES + lane] - x[(3 * j + k) * LANES + lane];
      square += away * away;
    }
    return Math.sqrt(square);
  }

  /** Moving all particles by t costs centre / 2 * N |t|^2 where their mean is 0. */
  @Test
  void theCentreOfMassIsHeldByItsOwnTerm() {
    float[] x = new float[6 * LANES];
    x[0] = 0.75f;
    x[3 * LANES] = -0.75f;
    for (int j = 0; j < 6; j++) {
      x[j * LANES + 1] = x[j * LANES] + (j % 3 == 1 ? 2 : 0);
    }
    double[] u = new double[LANES];
    new LennardJones(2, PairCount.ONCE, 1, 1, 5, 0.25).evaluate(x, u, new float[6 * LANES]);
    assertEquals(0.5 * 0.25 * 2 * 4, u[1] - u[0], 1e-12);
    new LennardJones(2, PairCount.ONCE, 1, 1, 5, 0).evaluate(x, u, new float[6 * LANES]);
    assertEquals(0, u[1] - u[0], 1e-12);
  }

  @Test
  void particlesThatMeet() {
    float[] x = new float[9 * LANES];
    x[6 * LANES] = 1;
    double[] u = new double[LANES];
    float[] gradient = new float[9 * LANES];
    new LennardJones(3, PairCount.ONCE, 1, 1, 1, 1).evaluate(x, u, gradient);
    assertEquals(Double.POSITIVE_INFINITY, u[0]);
    for (float value : gradient) {
      assertFalse(Float.isNaN(value));
    }
  }

  @Test
  void constantsOutOfRange() {
    assertThrows(
        IllegalArgumentException.class, () -> new LennardJones(1, PairCount.ONCE, 1, 1, 1, 1));
    IllegalArgumentException e =
        assertThrows(
            IllegalArgumentException.class, () -> new LennardJones(2, PairCount.ONCE, 0, 1, 1, 1));
    assertEquals("constant `epsilon` must be from 0.001 to 1000, got 0", e.getMessage());
  }
}

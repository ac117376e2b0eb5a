package org.p4inv.samplers.energy.space;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.p4inv.core.kernel.Tile.LANES;

import org.junit.jupiter.api.Test;
import org.p4inv.samplers.energy.GaussLegendre;

class FunnelTest {

  @Test
  void valuesByHand() {
    float[] x = new float[3 * LANES];
    x[5] = 2;
    x[LANES + 5] = 1;
    x[2 * LANES + 5] = -3;
    double[] u = new double[LANES];
    float[] gradient = new float[3 * LANES];
    new Funnel(3, 3).evaluate(x, u, gradient);
    double spread = 0.5 * 10 * Math.exp(-2);
    double norm = Math.log(3) + 1.5 * Math.log(2 * Math.PI);
    assertEquals(4 / 18.0 + 2 + spread + norm, u[5], 1e-14);
    assertEquals(norm, u[4], 1e-14);
    assertEquals(2 / 9.0 + 1 - spread, gradient[5], 1e-7);
    assertEquals(-3 * Math.exp(-2), gradient[2 * LANES + 5], 1e-7);
  }

  /** E[exp(x_0)] and the entropy, from integrals over x_0. */
  @Test
  void truth() {
    double sigma = 1.5;
    double normal = sigma * Math.sqrt(2 * Math.PI);
    double variance =
        GaussLegendre.integral(v -> Math.exp(v - v * v / (2 * sigma * sigma)), -20, 25, 400)
            / normal;
    var truth = new Funnel(4, sigma).truth();
    assertEquals(variance, truth.moments().get().variance()[3], 1e-9);
    assertEquals(sigma * sigma, truth.moments().get().variance()[0]);
    double one = 0.5 * Math.log(2 * Math.PI * Math.E);
    assertEquals(4 * one + Math.log(sigma), truth.entropy().getAsDouble(), 1e-12);
    assertEquals(-40.5, new Funnel(10, 3).truth().modes().get(0)[0]);
    assertTrue(new Funnel(157, 3).truth().modes().isEmpty());
  }

  /** Where exp(-x_0) overflows: infinite off the axis, finite on it. */
  @Test
  void farDownTheNeck() {
    float[] x = new float[2 * LANES];
    x[0] = -1000;
    x[1] = -1000;
    x[LANES + 1] = 1e-30f;
    double[] u = new double[LANES];
    float[] gradient = new float[2 * LANES];
    new Funnel(2, 3).evaluate(x, u, gradient);
    assertTrue(Double.isFinite(u[0]));
    assertEquals(0, gradient[LANES]);
    assertEquals(Double.POSITIVE_INFINITY, u[1]);
    assertEquals(Float.POSITIVE_INFINITY, gradient[LANES + 1]);
  }

  @Test
  void constantsOutOfRange() {
    assertThrows(IllegalArgumentException.class, () -> new Funnel(1, 3));
    assertThrows(IllegalArgumentException.class, () -> new Funnel(2, 0));
  }
}

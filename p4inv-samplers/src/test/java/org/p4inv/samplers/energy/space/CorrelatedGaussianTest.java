package org.p4inv.samplers.energy.space;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.p4inv.core.kernel.Tile.LANES;

import org.junit.jupiter.api.Test;

class CorrelatedGaussianTest {

  @Test
  void theRotationIsOrthogonalAndTheSeedsDiffer() {
    int d = 40;
    double[][] q = RandomRotation.matrix(d, 3);
    double largest = 0;
    for (int i = 0; i < d; i++) {
      for (int k = 0; k < d; k++) {
        double product = 0;
        for (int j = 0; j < d; j++) {
          product += q[j][i] * q[j][k];
        }
        assertEquals(i == k ? 1 : 0, product, 1e-13);
        largest = Math.max(largest, Math.abs(q[i][k]));
      }
    }
    assertTrue(largest < 0.8, "no direction is an axis: " + largest);
    assertNotEquals(q[0][0], RandomRotation.matrix(d, 4)[0][0]);
  }

  /** Along a column of the rotation u is x^2 / (2 variance): both ends of the spectrum. */
  @Test
  void theConditionNumberIsThatOfTheCovariance() {
    int d = 12;
    double condition = 1e6;
    double[][] q = RandomRotation.matrix(d, 5);
    float[] x = new float[d * LANES];
    for (int j = 0; j < d; j++) {
      x[j * LANES] = (float) q[j][0];
      x[j * LANES + 1] = (float) q[j][d - 1];
    }
    double[] u = new double[LANES];
    new CorrelatedGaussian(d, condition, 5).evaluate(x, u, new float[d * LANES]);
    assertEquals(0.5 * 1e3, u[0], 1e-3);
    // 1e-8 squared times the stiffness 1e3 along the others: float coordinates are off by as much.
    assertEquals(0.5 * 1e-3, u[1], 1e-9);
  }

  @Test
  void closedForms() {
    var truth = new CorrelatedGaussian(6, 100, 2).truth();
    double one = 0.5 * Math.log(2 * Math.PI);
    assertEquals(6 * one, truth.logZ().getAsDouble(), 1e-12);
    assertEquals(6 * one + 3, truth.entropy().getAsDouble(), 1e-12);
    double trace = 0;
    for (double variance : truth.moments().get().variance()) {
      trace += variance;
    }
    double expected = 0;
    for (int k = 0; k < 6; k++) {
      expected += Math.pow(10, 2 * (k / 5.0) - 1);
    }
    assertEquals(expected, trace, 1e-12, "the trace is that of the spectrum");
  }
}

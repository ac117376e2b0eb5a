package org.p4inv.samplers.energy.particle;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.p4inv.core.kernel.Tile.LANES;

import org.junit.jupiter.api.Test;
import org.p4inv.samplers.energy.Energies;
import org.p4inv.samplers.energy.Energy;
import org.p4inv.samplers.energy.TestPoints;

class MultiDoubleWellTest {

  /** The paper's form: 1 / (2 tau) * sum over i and j, its c being the quartic constant. */
  @Test
  void againstTheSumOverAllOrderedPairs() {
    Energy once = Energies.create("dw4");
    Energy twice = Energies.create("dw4-twice");
    float[] x = TestPoints.tile(once, 3, 5);
    double[] uOnce = new double[LANES];
    double[] uTwice = new double[LANES];
    once.evaluate(x, uOnce, new float[x.length]);
    twice.evaluate(x, uTwice, new float[x.length]);
    for (int lane = 0; lane < LANES; lane++) {
      double ordered = 0;
      double centre = 0;
      for (int k = 0; k < 2; k++) {
        double mean = 0;
        for (int i = 0; i < 4; i++) {
          mean += x[(2 * i + k) * LANES + lane] / 4.0;
        }
        centre += 2 * mean * mean;
      }
      for (int i = 0; i < 4; i++) {
        for (int j = 0; j < 4; j++) {
          if (i != j) {
            double p = (double) x[2 * i * LANES + lane] - x[2 * j * LANES + lane];
            double q = (double) x[(2 * i + 1) * LANES + lane] - x[(2 * j + 1) * LANES + lane];
            double e = Math.sqrt(p * p + q * q) - 4;
            ordered += -4 * e * e + 0.9 * Math.pow(e, 4);
          }
        }
      }
      double tolerance = 1e-12 * (100 + Math.abs(ordered));
      assertEquals(0.5 * ordered + centre, uOnce[lane], tolerance);
      assertEquals(ordered + centre, uTwice[lane], tolerance);
    }
  }

  /** All on one point: six pairs at e = -4, and no force. */
  @Test
  void particlesThatMeet() {
    double[] u = new double[LANES];
    float[] gradient = new float[8 * LANES];
    new MultiDoubleWell(PairCount.ONCE, 0.9, -4, 1, 4, 1)
        .evaluate(new float[8 * LANES], u, gradient);
    assertEquals(6 * (0.9 * 256 - 64 + 1), u[0], 1e-10);
    assertEquals(0, gradient[0]);
  }
}

package org.p4inv.cli.freeenergy;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.p4inv.core.kernel.Tile.LANES;

import java.util.Arrays;
import org.junit.jupiter.api.Test;
import org.p4inv.core.random.Domain;
import org.p4inv.core.random.RandomStream;
import org.p4inv.flows.Flow;
import org.p4inv.flows.FlowTile;
import org.p4inv.flows.bijection.Chain;
import org.p4inv.flows.linear.Permutation;

class LightNormalTest {

  @Test
  void densityIsThatOfItsSamples() {
    double scale = 0.3;
    FlowTile tile =
        Flow.initial(new LightNormal(2, scale), Chain.of(Permutation.swap(2)), 1).tile();
    RandomStream random = new RandomStream(1, Domain.APPLICATION);
    int tiles = 200;
    double squares = 0;
    double[] logDensity = new double[LANES];
    for (int t = 0; t < tiles; t++) {
      tile.sampleBase(random);
      Arrays.fill(logDensity, 0);
      tile.addBaseLogDensity(logDensity);
      for (int lane = 0; lane < LANES; lane++) {
        double n1 = Math.sinh(tile.z()[lane] / scale);
        double n2 = Math.sinh(tile.z()[LANES + lane] / scale);
        double expected =
            -0.5 * (n1 * n1 + n2 * n2)
                - Math.log(2 * Math.PI * scale * scale)
                + Math.log(Math.cosh(tile.z()[lane] / scale))
                + Math.log(Math.cosh(tile.z()[LANES + lane] / scale));
        assertEquals(expected, logDensity[lane], 1e-9 * (1 + Math.abs(expected)));
        squares += n1 * n1 + n2 * n2;
      }
    }
    int n = 2 * LANES * tiles;
    assertEquals(1, squares / n, 4 * Math.sqrt(2.0 / n));
  }

  @Test
  void slopeIsThatOfTheDensity() {
    LightNormal base = new LightNormal(1, 0.3);
    double[] ones = new double[LANES];
    Arrays.fill(ones, 1);
    float[] z = new float[LANES];
    float[] up = new float[LANES];
    float[] down = new float[LANES];
    float h = 0x1p-10f;
    for (int lane = 0; lane < LANES; lane++) {
      z[lane] = 0.01f * (lane - 30);
      up[lane] = z[lane] + h;
      down[lane] = z[lane] - h;
    }
    double[] above = new double[LANES];
    double[] below = new double[LANES];
    base.addLogDensity(null, up, above, null);
    base.addLogDensity(null, down, below, null);
    float[] slope = new float[LANES];
    base.addLogDensityPullback(null, z, ones, slope, new float[0], null);
    for (int lane = 0; lane < LANES; lane++) {
      double difference = (above[lane] - below[lane]) / ((double) up[lane] - down[lane]);
      // The third derivative is below 10^4, and h^2 is 10^-6.
      assertEquals(difference, slope[lane], 5e-3, "at " + z[lane]);
    }
  }
}

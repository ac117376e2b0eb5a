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

class NarrowNormalTest {

  @Test
  void densityIsThatOfItsSamples() {
    double deviation = 0.3;
    FlowTile tile =
        Flow.initial(new NarrowNormal(2, deviation), Chain.of(Permutation.swap(2)), 1).tile();
    RandomStream random = new RandomStream(1, Domain.APPLICATION);
    int tiles = 200;
    double squares = 0;
    double[] logDensity = new double[LANES];
    double[] ones = new double[LANES];
    Arrays.fill(ones, 1);
    for (int t = 0; t < tiles; t++) {
      tile.sampleBase(random);
      Arrays.fill(logDensity, 0);
      tile.addBaseLogDensity(logDensity);
      float[] slope = new float[2 * LANES];
      tile.basePullback(ones, slope, new float[0]);
      for (int lane = 0; lane < LANES; lane++) {
        double z1 = tile.z()[lane] / deviation;
        double z2 = tile.z()[LANES + lane] / deviation;
        double expected =
            -0.5 * (z1 * z1 + z2 * z2) - Math.log(2 * Math.PI * deviation * deviation);
        assertEquals(expected, logDensity[lane], 1e-5 * (1 + Math.abs(expected)));
        assertEquals(-z1 / deviation, slope[lane], 1e-5 * (1 + Math.abs(z1)));
        squares += z1 * z1 + z2 * z2;
      }
    }
    int n = 2 * LANES * tiles;
    assertEquals(1, squares / n, 4 * Math.sqrt(2.0 / n));
  }
}

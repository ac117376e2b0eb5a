package org.p4inv.samplers.chain;

import static org.junit.jupiter.api.Assertions.assertEquals;

import org.junit.jupiter.api.Test;

class MetropolisTest {
  private static final double INF = Double.POSITIVE_INFINITY;

  @Test
  void acceptsDownhillAlwaysAndUphillByTheRatio() {
    assertEquals(1, Metropolis.probability(3, 1));
    assertEquals(1, Metropolis.probability(3, 3));
    assertEquals(StrictMath.exp(-2), Metropolis.probability(1, 3));
  }

  @Test
  void leavesWhereTheDensityIsZeroAndNeverGoesThere() {
    assertEquals(1, Metropolis.probability(INF, 7));
    assertEquals(0, Metropolis.probability(INF, INF));
    assertEquals(0, Metropolis.probability(7, INF));
  }

  @Test
  void whatIsNoPointIsNeverAccepted() {
    assertEquals(0, Metropolis.probability(7, Double.NaN));
    assertEquals(0, Metropolis.probability(INF, Double.NaN));
    assertEquals(1, Metropolis.probability(Double.NaN, 7));
  }
}

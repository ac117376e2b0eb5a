package org.p4inv.cli.targets;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.HashSet;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.p4inv.core.random.Domain;
import org.p4inv.core.random.RandomStream;

class TargetFlowsTest {
  private static final int GROUPS = 5;
  private static final int ROWS = 1000;

  /** Five narrow groups on a line of the plane. */
  private static float[] groups() {
    float[] points = new float[2 * ROWS];
    new RandomStream(1, Domain.TARGET).gaussian(points, 0, points.length);
    for (int i = 0; i < ROWS; i++) {
      points[2 * i] = 0.1f * points[2 * i] + 10 * (i % GROUPS);
      points[2 * i + 1] = 0.1f * points[2 * i + 1] + 100;
    }
    return points;
  }

  /** By chance alone, five rows of five groups are all different once in 26 times. */
  @Test
  void rowsThatAreChosenAreFarApart() {
    for (int seed = 0; seed < 20; seed++) {
      RandomStream random = new RandomStream(seed, Domain.APPLICATION);
      float[] rows = SpreadRows.choose(groups(), 2, GROUPS, random);
      Set<Integer> seen = new HashSet<>();
      for (int i = 0; i < GROUPS; i++) {
        seen.add(Math.round(rows[2 * i] / 10));
      }
      assertEquals(GROUPS, seen.size(), "groups with seed " + seed);
    }
  }

  @Test
  void equalRowsCanBeChosenToo() {
    float[] rows =
        SpreadRows.choose(new float[] {3, 3, 3}, 1, 4, new RandomStream(1, Domain.APPLICATION));
    assertEquals(4, rows.length);
    assertEquals(3, rows[3]);
  }

  @Test
  void untrainedFlowsHaveTheMomentsOfThePoints() {
    float[] drawn = TargetFlows.MARGINALS.untrained(groups(), 2, 1).sample(10_000, 1);
    double[] mean = new double[2];
    for (int i = 0; i < drawn.length; i++) {
      mean[i % 2] += drawn[i] / 10_000;
    }
    // Deviations 14 and 0.1: five standard errors.
    assertEquals(20, mean[0], 0.7);
    assertEquals(100, mean[1], 0.005);
  }

  @Test
  void theMixtureStartsAtThePoints() {
    float[] drawn = TargetFlows.MIXTURE.untrained(groups(), 2, 1).sample(1000, 1);
    int near = 0;
    for (int i = 0; i < drawn.length; i += 2) {
      double group = 10 * Math.rint(drawn[i] / 10);
      near += group >= 0 && group <= 40 && Math.abs(drawn[i] - group) < 4.5 ? 1 : 0;
    }
    // A component has the deviation 1.4 here, a tenth of that of all points.
    assertTrue(near > 980, "near a group: " + near);
  }
}

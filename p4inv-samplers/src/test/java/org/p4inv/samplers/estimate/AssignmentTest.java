package org.p4inv.samplers.estimate;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.Arrays;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.p4inv.core.random.Domain;
import org.p4inv.core.random.RandomStream;

@Tag("once")
class AssignmentTest {
  private final RandomStream random = new RandomStream(3, Domain.APPLICATION);

  /** The greedy choice of the 1 costs 1 + 9; the other one 2 + 3. */
  @Test
  void byHand() {
    double[][] cost = {{1, 2}, {3, 9}};
    assertArrayEquals(new int[] {1, 0}, Assignment.solve(cost));
    assertArrayEquals(new int[] {0}, Assignment.solve(new double[][] {{7}}));
  }

  /** All permutations of up to 7 rows; integers, so that many are equally good. */
  @Test
  void asGoodAsTheBestOfAllPermutations() {
    for (int repeat = 0; repeat < 300; repeat++) {
      int n = 2 + random.nextInt(6);
      double[][] cost = new double[n][n];
      for (double[] row : cost) {
        for (int j = 0; j < n; j++) {
          row[j] = repeat % 2 == 0 ? random.nextInt(10) : random.nextDouble() - 0.5;
        }
      }
      int[] columns = Assignment.solve(cost);
      assertPermutation(columns);
      assertEquals(best(cost, 0, new boolean[n]), total(cost, columns), 1e-14, "n = " + n);
    }
  }

  /** Rows that are a shuffled copy of the columns find themselves, with ties of equal points. */
  @Test
  void aShuffledCopyCostsNothing() {
    int n = 500;
    int[] order = new int[n];
    for (int i = 0; i < n; i++) {
      order[i] = i / 2;
    }
    random.shuffle(order);
    double[][] cost = new double[n][n];
    for (int i = 0; i < n; i++) {
      for (int j = 0; j < n; j++) {
        cost[i][j] = Math.abs(order[i] - j / 2);
      }
    }
    int[] columns = Assignment.solve(cost);
    assertPermutation(columns);
    assertEquals(0, total(cost, columns));
  }

  /**
   * Two far lumps, 30 rows and 20 columns on the left: the ten who have to cross fight for every
   * column.
   */
  @Test
  void lumpsOfDifferentSize() {
    int n = 50;
    double[] x = new double[n];
    double[] y = new double[n];
    for (int i = 0; i < n; i++) {
      x[i] = random.nextDouble() + (i < 30 ? 0 : 1000);
      y[i] = random.nextDouble() + (i < 20 ? 0 : 1000);
    }
    double[][] cost = new double[n][n];
    for (int i = 0; i < n; i++) {
      for (int j = 0; j < n; j++) {
        cost[i][j] = (x[i] - y[j]) * (x[i] - y[j]);
      }
    }
    Arrays.sort(x);
    Arrays.sort(y);
    double sorted = 0;
    for (int i = 0; i < n; i++) {
      sorted += (x[i] - y[i]) * (x[i] - y[i]);
    }
    assertEquals(sorted, total(cost, Assignment.solve(cost)), 1e-12 * sorted);
  }

  private static double best(double[][] cost, int row, boolean[] taken) {
    if (row == cost.length) {
      return 0;
    }
    double best = Double.POSITIVE_INFINITY;
    for (int j = 0; j < cost.length; j++) {
      if (!taken[j]) {
        taken[j] = true;
        best = Math.min(best, cost[row][j] + best(cost, row + 1, taken));
        taken[j] = false;
      }
    }
    return best;
  }

  private static double total(double[][] cost, int[] columns) {
    double sum = 0;
    for (int i = 0; i < cost.length; i++) {
      sum += cost[i][columns[i]];
    }
    return sum;
  }

  private static void assertPermutation(int[] columns) {
    boolean[] taken = new boolean[columns.length];
    for (int j : columns) {
      assertEquals(false, taken[j], "column " + j + " twice");
      taken[j] = true;
    }
  }
}

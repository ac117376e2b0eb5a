package org.p4inv.samplers.estimate;

import java.util.Arrays;

/**
 * The assignment of n rows to n columns, one to one, with the least sum of costs.
 *
 * <p>Shortest augmenting paths with dual prices: a price v_j of every column starts as the least
 * cost in it, and rows that are alone in wanting their cheapest column get it. Every other row then
 * grows a tree of paths from itself, cheapest end first by the reduced costs c_ij - v_j - (c_kl -
 * v_l along the way), until it reaches a free column; the path is turned over and prices follow so
 * that reduced costs stay non-negative and those of assigned pairs zero, which is what proves the
 * result optimal. Passes of row reduction before it, where a row takes its best column, prices it
 * down by the difference to the second best and turns out the row that held it, leave few rows for
 * the trees. O(n^3) at worst, n^2 doubles of memory for the costs. The result depends on nothing
 * but the costs. Source: Jonker and Volgenant, A shortest augmenting path algorithm for dense and
 * sparse linear assignment problems, 1987.
 */
final class Assignment {
  private static final int NONE = -1;
  private static final int REDUCTIONS = 10;

  private final int n;
  private final double[][] cost;
  private final double[] price;
  private final int[] columnOfRow;
  private final int[] rowOfColumn;
  private final double[] distance;
  private final int[] from;

  /** Below low: final distance; below up: at the least distance; then the rest. */
  private final int[] columns;

  private int low;
  private int up;

  private Assignment(double[][] cost) {
    this.n = cost.length;
    this.cost = cost;
    this.price = new double[n];
    this.columnOfRow = new int[n];
    this.rowOfColumn = new int[n];
    this.distance = new double[n];
    this.from = new int[n];
    this.columns = new int[n];
  }

  /**
   * The column of each row.
   *
   * @param cost n rows of n finite numbers. Not modified.
   */
  static int[] solve(double[][] cost) {
    Assignment assignment = new Assignment(cost);
    assignment.reduceColumns();
    int[] free = assignment.freeRows();
    for (int pass = 0; pass < REDUCTIONS; pass++) {
      free = assignment.reduceRows(free);
    }
    for (int row : free) {
      assignment.augment(row);
    }
    return assignment.columnOfRow;
  }

  /** Prices are the least costs; a row gets the last column whose least cost it has. */
  private void reduceColumns() {
    Arrays.fill(columnOfRow, NONE);
    Arrays.fill(rowOfColumn, NONE);
    int[] best = new int[n];
    System.arraycopy(cost[0], 0, price, 0, n);
    for (int i = 1; i < n; i++) {
      double[] row = cost[i];
      for (int j = 0; j < n; j++) {
        if (row[j] < price[j]) {
          price[j] = row[j];
          best[j] = i;
        }
      }
    }
    for (int j = n - 1; j >= 0; j--) {
      if (columnOfRow[best[j]] == NONE) {
        columnOfRow[best[j]] = j;
        rowOfColumn[j] = best[j];
      }
    }
  }

  private int[] freeRows() {
    int[] free = new int[n];
    int count = 0;
    for (int i = 0; i < n; i++) {
      if (columnOfRow[i] == NONE) {
        free[count++] = i;
      }
    }
    return Arrays.copyOf(free, count);
  }

  /** Gives each of the rows its best column; the rows that are free after it. */
  private int[] reduceRows(int[] rows) {
    int[] free = new int[rows.length];
    int count = 0;
    for (int i : rows) {
      double[] row = cost[i];
      int best = 0;
      int next = NONE;
      double least = row[0] - price[0];
      double second = Double.POSITIVE_INFINITY;
      for (int j = 1; j < n; j++) {
        double reduced = row[j] - price[j];
        if (reduced < least) {
          second = least;
          next = best;
          least = reduced;
          best = j;
        } else if (reduced < second) {
          second = reduced;
          next = j;
        }
      }
      if (least < second) {
        price[best] -= second < Double.POSITIVE_INFINITY ? second - least : 0;
      } else if (rowOfColumn[best] != NONE) {
        best = next;
      }
      int turnedOut = rowOfColumn[best];
      rowOfColumn[best] = i;
      columnOfRow[i] = best;
      if (turnedOut != NONE) {
        columnOfRow[turnedOut] = NONE;
        free[count++] = turnedOut;
      }
    }
    return Arrays.copyOf(free, count);
  }

  /** Assigns a free row along the shortest path to a free column. */
  private void augment(int row) {
    for (int j = 0; j < n; j++) {
      columns[j] = j;
      distance[j] = cost[row][j] - price[j];
      from[j] = row;
    }
    low = 0;
    up = 0;
    int done = 0;
    double least = 0;
    int end = NONE;
    while (end == NONE) {
      if (low == up) {
        done = low;
        least = nextLeast();
        end = freeAmongLeast();
      } else {
        end = grow(least);
      }
    }
    for (int at = 0; at < done; at++) {
      int j = columns[at];
      price[j] += distance[j] - least;
    }
    int j = end;
    int i;
    do {
      i = from[j];
      rowOfColumn[j] = i;
      int before = columnOfRow[i];
      columnOfRow[i] = j;
      j = before;
    } while (i != row);
  }

  /** Moves the columns at the least distance of the rest to between low and up. */
  private double nextLeast() {
    double least = distance[columns[low]];
    up = low + 1;
    for (int at = up; at < n; at++) {
      int j = columns[at];
      if (distance[j] <= least) {
        if (distance[j] < least) {
          least = distance[j];
          up = low;
        }
        columns[at] = columns[up];
        columns[up++] = j;
      }
    }
    return least;
  }

  private int freeAmongLeast() {
    for (int at = low; at < up; at++) {
      if (rowOfColumn[columns[at]] == NONE) {
        return columns[at];
      }
    }
    return NONE;
  }

  /**
   * Goes on from the column at low through its row; a free column at the least distance or none.
   */
  private int grow(double least) {
    int reached = columns[low++];
    int i = rowOfColumn[reached];
    double[] row = cost[i];
    double passed = row[reached] - price[reached] - least;
    for (int at = up; at < n; at++) {
      int j = columns[at];
      double through = row[j] - price[j] - passed;
      if (through < distance[j]) {
        distance[j] = through;
        from[j] = i;
        if (through <= least) {
          if (rowOfColumn[j] == NONE) {
            return j;
          }
          columns[at] = columns[up];
          columns[up++] = j;
        }
      }
    }
    return NONE;
  }
}

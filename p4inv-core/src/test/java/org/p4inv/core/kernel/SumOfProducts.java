package org.p4inv.core.kernel;

import java.util.List;
import org.p4inv.core.testing.Tolerance;

/**
 * C(i, j) = start(i, j) + sum over p of left(i, p) right(p, j): the plain form of every product of
 * {@link Kernels}, three loops over accessors.
 */
final class SumOfProducts {

  /** An element of a matrix, wherever it stands. */
  @FunctionalInterface
  interface Entry {
    double at(int row, int column);
  }

  /** In which order the products of one element are added. */
  enum Order {
    IN_TURN,
    SIXTEEN_PARTIAL_SUMS
  }

  private static final int PARTIAL_SUMS = 16;

  private final int rows;
  private final int columns;
  private final int terms;
  private final Entry left;
  private final Entry right;
  private final Order order;

  SumOfProducts(int rows, int columns, int terms, Entry left, Entry right, Order order) {
    this.rows = rows;
    this.columns = columns;
    this.terms = terms;
    this.left = left;
    this.right = right;
    this.order = order;
  }

  /** The case of an operation that computes these sums into a row-major output. */
  KernelCase expect(
      String operation,
      String label,
      List<Slice> inputs,
      Slice output,
      Entry start,
      KernelCase.Call call) {
    boolean single = output.single();
    int n = rows * columns;
    double[] bits = new double[n];
    double[] value = new double[n];
    double[] tolerance = new double[n];
    for (int c = 0; c < n; c++) {
      int i = c / columns;
      int j = c % columns;
      double magnitude = Math.abs(start.at(i, j));
      value[c] = start.at(i, j);
      for (int p = 0; p < terms; p++) {
        double product = left.at(i, p) * right.at(p, j);
        value[c] += product;
        magnitude += Math.abs(product);
      }
      bits[c] =
          order == Order.IN_TURN
              ? inTurn(i, j, 0, 1, terms, start.at(i, j), single)
              : partialSums(i, j);
      tolerance[c] =
          single
              ? Tolerance.sum(terms, Tolerance.FLOAT, magnitude)
              : 2 * Tolerance.sum(terms, Tolerance.DOUBLE, magnitude);
    }
    return new KernelCase(
        operation,
        label + ", m " + rows + ", n " + columns + ", k " + terms,
        inputs,
        output,
        call,
        bits,
        value,
        tolerance);
  }

  private double inTurn(int i, int j, int first, int step, int end, double start, boolean single) {
    double sum = start;
    for (int p = first; p < end; p += step) {
      double l = left.at(i, p);
      double r = right.at(p, j);
      sum = single ? Math.fma((float) l, (float) r, (float) sum) : Math.fma(l, r, sum);
    }
    return sum;
  }

  private double partialSums(int i, int j) {
    int whole = terms - terms % PARTIAL_SUMS;
    double[] sums = new double[PARTIAL_SUMS];
    for (int s = 0; s < PARTIAL_SUMS; s++) {
      sums[s] = inTurn(i, j, s, PARTIAL_SUMS, whole, 0, false);
    }
    for (int half = PARTIAL_SUMS / 2; half > 0; half /= 2) {
      for (int s = 0; s < half; s++) {
        sums[s] += sums[s + half];
      }
    }
    return inTurn(i, j, whole, 1, terms, sums[0], false);
  }
}

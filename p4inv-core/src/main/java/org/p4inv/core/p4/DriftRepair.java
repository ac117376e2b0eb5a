package org.p4inv.core.p4;

import org.p4inv.core.kernel.Kernels;
import org.p4inv.core.linalg.Lu;
import org.p4inv.core.parallel.Workers;

/**
 * Brings a tracked inverse X back to A^-1 by Newton-Schulz steps X = X + X (I - A X), which square
 * the residual; by an LU decomposition where X has drifted too far for them to converge.
 *
 * <p>Cost of a step: 2 d^3 multiply-adds. Source: Schulz, Iterative Berechnung der reziproken
 * Matrix, 1933; the bound |I - A X| below 1 (Frobenius norm) is sufficient for convergence.
 */
final class DriftRepair {
  private static final Kernels K = Kernels.active();
  private static final double CONVERGENT = 0.5;
  private static final double CLEAN = 1e-7;

  /** Rows that one worker computes at a time. */
  private static final int ROWS = 64;

  private final int d;
  private final Workers workers;
  private final double[] error;
  private final double[] correction;

  DriftRepair(int d, Workers workers) {
    this.d = d;
    this.workers = workers;
    error = new double[d * d];
    correction = new double[d * d];
  }

  /**
   * A stands at {@code numbers[aAt]}, X at {@code numbers[xAt]}, both row-major; X is corrected. A
   * step that does not halve the residual is the last: what is left are rounding errors, which grow
   * with the condition of A.
   */
  void repair(double[] numbers, int aAt, int xAt) {
    double norm = 2 * CONVERGENT;
    double previous;
    do {
      previous = norm;
      norm = newtonSchulz(numbers, aAt, xAt);
    } while (norm > CLEAN && norm < previous / 2);
    if (!(norm < CONVERGENT)) {
      new Lu(d).decompose(numbers, aAt).inverse(numbers, xAt);
    }
  }

  /** One step, unless the residual is too large for it; returns the residual before the step. */
  private double newtonSchulz(double[] numbers, int aAt, int xAt) {
    product(numbers, aAt, numbers, xAt, error);
    double sum = 0;
    for (int i = 0; i < d * d; i++) {
      error[i] = (i % (d + 1) == 0 ? 1 : 0) - error[i];
      sum += error[i] * error[i];
    }
    if (sum < CONVERGENT * CONVERGENT) {
      product(numbers, xAt, error, 0, correction);
      for (int i = 0; i < d * d; i++) {
        numbers[xAt + i] += correction[i];
      }
    }
    return Math.sqrt(sum);
  }

  /** C = A B, each worker some of the rows. */
  private void product(double[] a, int aAt, double[] b, int bAt, double[] c) {
    workers.run(
        (d + ROWS - 1) / ROWS,
        (part, worker) -> {
          int from = part * ROWS;
          int rows = Math.min(ROWS, d - from);
          K.multiplyMatrix(rows, d, d, a, aAt + from * d, b, bAt, c, from * d);
        });
  }
}

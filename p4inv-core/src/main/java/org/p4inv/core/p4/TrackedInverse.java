package org.p4inv.core.p4;

import java.util.Arrays;
import org.p4inv.core.kernel.Kernels;
import org.p4inv.core.parallel.Workers;
import org.p4inv.core.random.RandomStream;

/**
 * A matrix A and its inverse X, both tracked in double precision through low-rank updates, with
 * float copies for the products, see {@link ProductCopies}.
 *
 * <p>Everything here is bound by memory, so everything is done in one pass over a matrix: an
 * update, its float copy, the products of the probe and of the fresh directions visit a few rows
 * while they are in the cache. The rows are divided into parts of {@value #ROWS} for the workers;
 * sums over rows are joined part by part, so that the bits do not depend on the workers.
 */
final class TrackedInverse {
  private static final Kernels K = Kernels.active();

  /** Rows of a part. */
  private static final int ROWS = 128;

  /** Numbers that are visited together: 64 KiB, in multiples of 4 rows. */
  private static final int VISIT = 8192;

  private final int d;
  private final int k;
  private final double[] frozen;
  private final int aAt;
  private final int inverseAt;
  private final Workers workers;
  private final int parts;
  private final ProductCopies a;
  private final ProductCopies inverse;
  private final double[][] sums;
  private final double[] probe;
  private final float[] probeNoise;
  private DriftRepair repair;

  // The arguments of the call that the workers are at.
  private double[] left;
  private double[] right;
  private double[] image;
  private double[] row;

  private final Workers.Part multiplyPart = this::multiplyPart;
  private final Workers.Part updateInversePart = this::updateInversePart;
  private final Workers.Part updateMatrixPart = this::updateMatrixPart;
  private final Workers.Part copyPart = this::copyPart;

  /** A stands at {@code frozen[at]} and X behind it, both row-major {@code [d x d]}. */
  TrackedInverse(int d, int k, double[] frozen, int at, Workers workers) {
    this.d = d;
    this.k = k;
    this.frozen = frozen;
    this.aAt = at;
    this.inverseAt = at + d * d;
    this.workers = workers;
    parts = (d + ROWS - 1) / ROWS;
    a = new ProductCopies(d, frozen, aAt);
    inverse = new ProductCopies(d, frozen, inverseAt);
    sums = new double[parts][k * d];
    probe = new double[3 * d];
    probeNoise = new float[d];
  }

  /** A for products. */
  ProductCopies a() {
    return a;
  }

  /** X for products. */
  ProductCopies inverse() {
    return inverse;
  }

  /** Makes the float copies anew. */
  void copy() {
    workers.run(parts, copyPart);
  }

  private void copyPart(int part, int worker) {
    int from = part * ROWS;
    int to = Math.min(d, from + ROWS);
    a.copy(from, to - from);
    inverse.copy(from, to - from);
  }

  private int rowsOfVisit() {
    return 4 * Math.max(1, VISIT / (4 * d));
  }

  /**
   * P = X U and Q = X^T V for k directions each, {@code [k x d]}; d^2 multiply-adds a direction.
   */
  void multiply(double[] u, double[] p, double[] v, double[] q) {
    left = u;
    image = p;
    row = v;
    workers.run(parts, multiplyPart);
    join(q);
  }

  private void multiplyPart(int part, int worker) {
    double[] sum = sums[part];
    Arrays.fill(sum, 0.0);
    int to = Math.min(d, (part + 1) * ROWS);
    int visit = rowsOfVisit();
    for (int i = part * ROWS; i < to; i += visit) {
      int rows = Math.min(visit, to - i);
      for (int r = 0; r < k * d; r += d) {
        K.multiplyVector(rows, d, frozen, inverseAt + i * d, left, r, image, r + i);
        K.multiplyVectorTransposedAdd(rows, d, frozen, inverseAt + i * d, row, r + i, sum, r);
      }
    }
  }

  /** q = the sums of all parts, in their order. */
  private void join(double[] q) {
    System.arraycopy(sums[0], 0, q, 0, k * d);
    for (int part = 1; part < parts; part++) {
      for (int i = 0; i < k * d; i++) {
        q[i] += sums[part][i];
      }
    }
  }

  /**
   * A = A + U^T V and X = X + P^T Q, {@code [k x d]} each, with the float copies; 2 k d^2
   * multiply-adds, 3 d^2 more for what follows.
   *
   * @param fresh directions of the next perturbation, {@code [k x d]}
   * @param freshImage X^T times them, overwritten
   * @return the drift after the update, see {@link #probe}
   */
  double update(
      double[] u,
      double[] v,
      double[] p,
      double[] q,
      double[] fresh,
      double[] freshImage,
      RandomStream random) {
    drawProbe(random);
    left = p;
    right = q;
    row = fresh;
    workers.run(parts, updateInversePart);
    join(freshImage);
    left = u;
    right = v;
    workers.run(parts, updateMatrixPart);
    return drift();
  }

  private void updateInversePart(int part, int worker) {
    double[] sum = sums[part];
    Arrays.fill(sum, 0.0);
    int to = Math.min(d, (part + 1) * ROWS);
    int visit = rowsOfVisit();
    for (int i = part * ROWS; i < to; i += visit) {
      int rows = Math.min(visit, to - i);
      updateRows(inverseAt, inverse, i, rows);
      K.multiplyVector(rows, d, frozen, inverseAt + i * d, probe, 0, probe, d + i);
      for (int r = 0; r < k * d; r += d) {
        K.multiplyVectorTransposedAdd(rows, d, frozen, inverseAt + i * d, row, r + i, sum, r);
      }
    }
  }

  private void updateMatrixPart(int part, int worker) {
    int to = Math.min(d, (part + 1) * ROWS);
    int visit = rowsOfVisit();
    for (int i = part * ROWS; i < to; i += visit) {
      int rows = Math.min(visit, to - i);
      updateRows(aAt, a, i, rows);
      K.multiplyVector(rows, d, frozen, aAt + i * d, probe, d, probe, 2 * d + i);
    }
  }

  private void updateRows(int at, ProductCopies copies, int firstRow, int rows) {
    K.rankUpdate(rows, d, k, left, firstRow, d, right, 0, frozen, at + firstRow * d);
    copies.copy(firstRow, rows);
  }

  private void drawProbe(RandomStream random) {
    random.gaussian(probeNoise, 0, d);
    for (int i = 0; i < d; i++) {
      probe[i] = probeNoise[i];
    }
  }

  /**
   * The drift of the tracked inverse seen by one random vector, |r - A (A^-1 r)| / |r|; 2 d^2
   * multiply-adds. For a standard normal r its square is on average the squared Frobenius norm of I
   * - A A^-1 divided by d.
   */
  double probe(RandomStream random) {
    drawProbe(random);
    K.multiplyVector(d, d, frozen, inverseAt, probe, 0, probe, d);
    K.multiplyVector(d, d, frozen, aAt, probe, d, probe, 2 * d);
    return drift();
  }

  private double drift() {
    double norm = 0;
    double distance = 0;
    for (int i = 0; i < d; i++) {
      double difference = probe[i] - probe[2 * d + i];
      norm += probe[i] * probe[i];
      distance += difference * difference;
    }
    return Math.sqrt(distance / norm);
  }

  /** Corrects X: see {@link DriftRepair}. A is not changed. */
  void repair() {
    if (repair == null) {
      repair = new DriftRepair(d, workers);
    }
    repair.repair(frozen, aAt, inverseAt);
    copy();
  }

  /** max |A X - I| over all elements; d^3 multiply-adds, allocates. */
  double residual() {
    double[] product = new double[d * d];
    K.multiplyMatrix(d, d, d, frozen, aAt, frozen, inverseAt, product, 0);
    double max = 0;
    for (int i = 0; i < d * d; i++) {
      double distance = Math.abs(product[i] - (i % (d + 1) == 0 ? 1 : 0));
      max = distance <= max ? max : distance;
    }
    return max;
  }
}

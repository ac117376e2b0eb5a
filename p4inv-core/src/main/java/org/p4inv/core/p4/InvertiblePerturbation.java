package org.p4inv.core.p4;

import java.util.Arrays;
import org.p4inv.core.kernel.Kernels;
import org.p4inv.core.kernel.PackedMatrix;
import org.p4inv.core.linalg.Lu;
import org.p4inv.core.parallel.Workers;
import org.p4inv.core.random.RandomStream;

/**
 * The invertible rank-k perturbation W = A + U V^T, with A, A^-1, log|det A| and its sign tracked
 * through every merge and never recomputed.
 *
 * <p>With P = A^-1 U, Q = A^-T V and the k x k matrix M = I + V^T P:
 *
 * <ul>
 *   <li>log|det W| = log|det A| + log|det M| (matrix determinant lemma);
 *   <li>W^-1 = A^-1 + U' V'^T with U' = -P M^-1 and V' = Q (Woodbury), again a perturbation of rank
 *       k;
 *   <li>d log|det W| / dU = W^-T V = Q M^-T, because W^-T V = Q - Q (M^-T) U^T Q and U^T Q = (V^T
 *       P)^T = M^T - I; likewise d log|det W| / dV = W^-1 U = P M^-1 = -U'.
 * </ul>
 *
 * <p>Storage: parameters are U and then V, each {@code [k x d]}, one direction a row, in float;
 * frozen are A and A^-1, row-major {@code [d x d]}, log|det A| and the sign, in double. Float
 * copies of A, A^-1 and their transposes serve the products, each from its first use on. Cost:
 * {@link #prepare} 2 k d^2 multiply-adds in one pass over A^-1, {@link #merge} 5 k d^2 + 2 d^2 in
 * two passes over A^-1 and one over A. Only repairs allocate, and the first use of a copy. Source:
 * arXiv 2010.07033, section 3; U and V are u and v of the paper for k = 1.
 */
public final class InvertiblePerturbation implements Perturbation {
  /** A probe at or below this never asks for a repair. */
  public static final double DRIFT_TOLERANCE = 1e-12;

  /**
   * A probe above this always does. It leaves room below a residual of 1e-9: a probe sees the root
   * mean square of a row of I - A A^-1, an element may be sqrt d times that, and one random vector
   * may see a tenth of a drift that lies in one direction.
   */
  public static final double DRIFT_LIMIT = 1e-11;

  /** In between, one does that is this many times what the last repair could attain. */
  private static final double DRIFT_FACTOR = 8;

  private static final Kernels K = Kernels.active();

  private final int d;
  private final int k;
  private final float[] parameters;
  private final int uAt;
  private final int vAt;
  private final double[] frozen;
  private final int aAt;
  private final int logDetAt;
  private final int signAt;
  private final LogDetBounds bounds;

  private final TrackedInverse tracked;
  private final float[] inverseU;
  private final float[] inverseV;
  private final float[] logDetGradientU;

  private final double[] u;
  private final double[] v;
  private final double[] p;
  private final double[] q;
  private final double[] m;
  private final double[] work;
  private final double[] freshQ;
  private final Lu lu;
  private final Lu luTransposed;
  private double change;
  private int changeSign;
  private double attained;
  private long repairs;

  /**
   * A view of the slices that begin at the given positions, all work done by the calling thread;
   * {@link #start} or {@link #refresh} comes next.
   *
   * @param d dimension, at least 1
   * @param k rank, at least 1
   */
  public InvertiblePerturbation(
      int d,
      int k,
      float[] parameters,
      int parametersAt,
      double[] frozen,
      int frozenAt,
      LogDetBounds bounds) {
    this(d, k, parameters, parametersAt, frozen, frozenAt, bounds, Workers.serial());
  }

  /**
   * The same, with workers for what is of order d^2 and more; the results do not depend on them.
   */
  public InvertiblePerturbation(
      int d,
      int k,
      float[] parameters,
      int parametersAt,
      double[] frozen,
      int frozenAt,
      LogDetBounds bounds,
      Workers workers) {
    requireShape(d, k);
    this.d = d;
    this.k = k;
    this.parameters = parameters;
    this.uAt = parametersAt;
    this.vAt = parametersAt + k * d;
    this.frozen = frozen;
    this.aAt = frozenAt;
    this.logDetAt = frozenAt + 2 * d * d;
    this.signAt = logDetAt + 1;
    this.bounds = bounds;
    tracked = new TrackedInverse(d, k, frozen, frozenAt, workers);
    inverseU = new float[k * d];
    inverseV = new float[k * d];
    logDetGradientU = new float[k * d];
    u = new double[k * d];
    v = new double[k * d];
    p = new double[k * d];
    q = new double[k * d];
    m = new double[k * k];
    work = new double[k * d];
    freshQ = new double[k * d];
    lu = new Lu(k);
    luTransposed = new Lu(k);
  }

  /** The number of parameters: 2 k d. */
  public static int parameterCount(int d, int k) {
    requireShape(d, k);
    return 2 * k * d;
  }

  /** The number of frozen numbers: 2 d^2 + 2. */
  public static int frozenCount(int d) {
    return 2 * d * d + 2;
  }

  private static void requireShape(int d, int k) {
    if (d < 1 || d > 16384) {
      throw new IllegalArgumentException("d must be in 1 to 16384, got " + d);
    }
    if (k < 1 || k > 256) {
      throw new IllegalArgumentException("k must be in 1 to 256, got " + k);
    }
  }

  /**
   * Starts from a permutation, A x = (x at permutation[0], x at permutation[1], ...); exact.
   *
   * @param permutation of 0 to d - 1; the identity and the reversal are the usual starts
   * @throws IllegalArgumentException if it is no permutation; nothing is changed then
   */
  public void start(int[] permutation, RandomStream random) {
    requirePermutation(permutation);
    Arrays.fill(frozen, aAt, logDetAt, 0.0);
    boolean[] seen = new boolean[d];
    int sign = 1;
    for (int i = 0; i < d; i++) {
      frozen[aAt + i * d + permutation[i]] = 1;
      frozen[aAt + d * d + permutation[i] * d + i] = 1;
      if (!seen[i]) {
        seen[i] = true;
        for (int j = permutation[i]; j != i; j = permutation[j]) {
          seen[j] = true;
          sign = -sign;
        }
      }
    }
    frozen[logDetAt] = 0;
    frozen[signAt] = sign;
    reset(random);
  }

  private void requirePermutation(int[] permutation) {
    if (permutation.length != d) {
      throw new IllegalArgumentException(
          "permutation must have length d = " + d + ", got " + permutation.length);
    }
    boolean[] seen = new boolean[d];
    for (int image : permutation) {
      if (image < 0 || image >= d || seen[image]) {
        throw new IllegalArgumentException(
            "permutation must hold each of 0 to d - 1 = " + (d - 1) + " once, got " + image);
      }
      seen[image] = true;
    }
  }

  /**
   * Starts from any regular matrix; its inverse and determinant come from an LU decomposition.
   *
   * @param matrix row-major d x d. Not modified.
   * @throws IllegalArgumentException if it is singular or not finite; nothing is changed then
   */
  public void start(double[] matrix, RandomStream random) {
    if (matrix.length != d * d) {
      throw new IllegalArgumentException(
          "matrix must have length d^2 = " + d * d + ", got " + matrix.length);
    }
    Lu decomposition = new Lu(d).decompose(matrix, 0);
    double logAbsDet = decomposition.logAbsDet();
    if (!Double.isFinite(logAbsDet)) {
      throw new IllegalArgumentException(
          "matrix must be regular and finite, its log|det| is " + logAbsDet);
    }
    System.arraycopy(matrix, 0, frozen, aAt, d * d);
    decomposition.inverse(frozen, aAt + d * d);
    frozen[logDetAt] = logAbsDet;
    frozen[signAt] = decomposition.sign();
    reset(random);
  }

  /** U = 0, V standard normal. */
  @Override
  public void reset(RandomStream random) {
    drawFresh(random);
    refresh();
  }

  private void drawFresh(RandomStream random) {
    Arrays.fill(parameters, uAt, vAt, 0f);
    random.gaussian(parameters, vAt, k * d);
  }

  @Override
  public void refresh() {
    tracked.copy();
    prepare();
  }

  @Override
  public void prepare() {
    for (int i = 0; i < k * d; i++) {
      u[i] = parameters[uAt + i];
      v[i] = parameters[vAt + i];
    }
    tracked.multiply(u, p, v, q);
    derive();
  }

  /** All that follows from P and Q. */
  private void derive() {
    for (int r = 0; r < k; r++) {
      K.multiplyVector(k, d, p, 0, v, r * d, m, r * k);
      m[r * k + r] += 1;
    }
    lu.decompose(m, 0);
    change = lu.logAbsDet();
    changeSign = lu.sign();
    transpose(m, k);
    luTransposed.decompose(m, 0);
    if (changeSign == 0 || luTransposed.sign() == 0) {
      // At the edge of singularity rounding may let one of the two decompositions pass.
      change = Double.NEGATIVE_INFINITY;
      changeSign = 0;
      Arrays.fill(inverseU, Float.NaN);
      Arrays.fill(logDetGradientU, Float.NaN);
      return;
    }
    // From here p holds U'^T = -M^-T P^T: with it W^-1 and the gradient of V are complete.
    System.arraycopy(q, 0, work, 0, k * d);
    lu.solve(work, d);
    luTransposed.solve(p, d);
    for (int i = 0; i < k * d; i++) {
      p[i] = -p[i];
      inverseU[i] = (float) p[i];
      inverseV[i] = (float) q[i];
      logDetGradientU[i] = (float) work[i];
    }
  }

  private static void transpose(double[] square, int n) {
    for (int i = 0; i < n; i++) {
      for (int j = 0; j < i; j++) {
        double saved = square[i * n + j];
        square[i * n + j] = square[j * n + i];
        square[j * n + i] = saved;
      }
    }
  }

  @Override
  public Merge merge(RandomStream random) {
    prepare();
    Merge verdict = sane();
    if (verdict != Merge.MERGED) {
      return verdict;
    }
    drawFresh(random);
    for (int i = 0; i < k * d; i++) {
      work[i] = parameters[vAt + i];
    }
    double drift = tracked.update(u, v, p, q, work, freshQ, random);
    frozen[logDetAt] += change;
    frozen[signAt] *= changeSign;
    if (drift > Math.min(DRIFT_LIMIT, Math.max(DRIFT_TOLERANCE, DRIFT_FACTOR * attained))) {
      repair();
      attained = probe(random);
      return Merge.MERGED_AND_REPAIRED;
    }
    // The fresh perturbation, whose U is 0, needs no pass of its own.
    Arrays.fill(u, 0.0);
    Arrays.fill(p, 0.0);
    System.arraycopy(work, 0, v, 0, k * d);
    System.arraycopy(freshQ, 0, q, 0, k * d);
    derive();
    return Merge.MERGED;
  }

  @Override
  public Merge sane() {
    boolean finite = Double.isFinite(change);
    for (int i = 0; i < k * d; i++) {
      finite &= Double.isFinite(p[i]) && Double.isFinite(q[i]);
      finite &= Double.isFinite(u[i]) && Double.isFinite(v[i]);
    }
    if (!finite) {
      return Merge.REFUSED_NOT_FINITE;
    }
    if (Math.abs(bounds.changeExcess(change)) > LogDetBounds.SLACK) {
      return Merge.REFUSED_CHANGE;
    }
    if (Math.abs(bounds.logDetExcess(logDet())) > LogDetBounds.SLACK) {
      return Merge.REFUSED_LOG_DET;
    }
    return Merge.MERGED;
  }

  /**
   * The drift of the tracked inverse seen by one random vector, |r - A (A^-1 r)| / |r|; 2 d^2
   * multiply-adds. For a standard normal r its square is on average the squared Frobenius norm of I
   * - A A^-1 divided by d.
   */
  public double probe(RandomStream random) {
    return tracked.probe(random);
  }

  /** Corrects the tracked inverse: see {@link DriftRepair}. A is not changed. */
  public void repair() {
    tracked.repair();
    repairs++;
    prepare();
  }

  /** How often {@link #repair} ran. */
  public long repairs() {
    return repairs;
  }

  /** max |A A^-1 - I| over all elements, in double precision; d^3 multiply-adds, allocates. */
  @Override
  public double residual() {
    return tracked.residual();
  }

  @Override
  public double addPenalty(double weight, float[] gradient) {
    double changeExcess = bounds.changeExcess(change);
    double logDetExcess = bounds.logDetExcess(logDet());
    float slope = (float) (2 * weight * (changeExcess + logDetExcess));
    if (slope != 0) {
      addLogDetGradient(slope, gradient);
    }
    return weight * (changeExcess * changeExcess + logDetExcess * logDetExcess);
  }

  /** gradient += factor * d log|det W| / d(U, V), at the place of this slice in the flat vector. */
  public void addLogDetGradient(float factor, float[] gradient) {
    for (int i = 0; i < k * d; i++) {
      gradient[uAt + i] += factor * logDetGradientU[i];
      gradient[vAt + i] -= factor * inverseU[i];
    }
  }

  @Override
  public int freshFrom() {
    return vAt;
  }

  @Override
  public int freshTo() {
    return vAt + k * d;
  }

  /** The position of U in the flat parameter vector; that of V is {@link #freshFrom}. */
  public int uFrom() {
    return uAt;
  }

  /** log|det W| = log|det A| + log|det M|, natural log. */
  public double logDet() {
    return frozen[logDetAt] + change;
  }

  /** The sign of det W: 1 or -1, or 0 where W is singular. */
  public int sign() {
    return ((int) frozen[signAt]) * changeSign;
  }

  /** A as float, packed for products ({@link PackedMatrix}). Not to be modified. */
  public float[] a() {
    return tracked.a().matrix();
  }

  /** A^T as float, packed for products. Not to be modified. */
  public float[] aTransposed() {
    return tracked.a().transpose();
  }

  /** A^-1 as float, packed for products. Not to be modified. */
  public float[] inverse() {
    return tracked.inverse().matrix();
  }

  /** A^-T as float, packed for products. Not to be modified. */
  public float[] inverseTransposed() {
    return tracked.inverse().transpose();
  }

  /** U' of W^-1 = A^-1 + U' V'^T as float, {@code [k x d]}. Not to be modified. */
  public float[] inverseU() {
    return inverseU;
  }

  /** V' of W^-1 = A^-1 + U' V'^T as float, {@code [k x d]}. Not to be modified. */
  public float[] inverseV() {
    return inverseV;
  }

  /** The rank k. */
  public int rank() {
    return k;
  }
}

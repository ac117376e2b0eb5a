package org.p4inv.core.kernel;

import static org.p4inv.core.kernel.Tile.LANES;

import java.util.Arrays;
import org.p4inv.core.math.FloatMath;

/**
 * The primitive operations of the engine, on tiles of 64 points (see {@link Tile}) and on
 * double-precision matrices.
 *
 * <p>Two providers implement them, {@code vector} (SIMD, {@code jdk.incubator.vector}) and {@code
 * scalar} (plain Java); {@link #active} is chosen once by what the JVM offers, {@link #describe}
 * says which and why. Both give the same bits, for any SIMD width: every operation fixes the order
 * of its additions.
 *
 * <p>Matrices are row-major; {@code xo}, {@code yo} and the like are the position of the first
 * element in the array before them. Kernels trust their caller: lengths are not validated beyond
 * the bounds checks of the JVM, and inputs and outputs must not overlap unless a method says so.
 * Nothing here allocates.
 */
public interface Kernels extends SplineKernels {

  /** The provider of this JVM; the same object at every call. */
  static Kernels active() {
    return KernelLookup.ACTIVE;
  }

  /** One line that names the active provider, its SIMD width and the reason of the choice. */
  static String describe() {
    return KernelLookup.DESCRIPTION;
  }

  /** {@code "vector"} or {@code "scalar"}. */
  String name();

  /**
   * Y = b + W X: what {@link #multiplyAdd} computes, with each row of Y started from its bias.
   *
   * @param w row-major m x k. Not modified.
   * @param bias length m. Not modified.
   * @param x tile of k features. Not modified.
   * @param y tile of m features, overwritten
   */
  default void multiply(
      int m, int k, float[] w, int wo, float[] bias, int bo, float[] x, int xo, float[] y, int yo) {
    multiply(m, k, w, wo, bias, bo, x, xo, y, yo, LANES);
  }

  /**
   * Y = b + W X for the first lanes of a tile, at a cost that falls with their number; the bits of
   * {@link #multiply} for all. What the other lanes of Y hold afterwards is not specified.
   *
   * @param lanes 1 to 64
   */
  default void multiply(
      int m,
      int k,
      float[] w,
      int wo,
      float[] bias,
      int bo,
      float[] x,
      int xo,
      float[] y,
      int yo,
      int lanes) {
    for (int i = 0; i < m; i++) {
      Arrays.fill(y, yo + i * LANES, yo + (i + 1) * LANES, bias[bo + i]);
    }
    multiplyAdd(m, k, w, wo, k, 1, x, xo, y, yo);
  }

  /** Y = relu(b + W X): {@link #multiply} and then {@link #relu}. */
  default void multiplyRelu(
      int m, int k, float[] w, int wo, float[] bias, int bo, float[] x, int xo, float[] y, int yo) {
    multiplyRelu(m, k, w, wo, bias, bo, x, xo, y, yo, LANES);
  }

  /** Y = relu(b + W X) for the first lanes of a tile, see {@link #multiply}. */
  default void multiplyRelu(
      int m,
      int k,
      float[] w,
      int wo,
      float[] bias,
      int bo,
      float[] x,
      int xo,
      float[] y,
      int yo,
      int lanes) {
    multiply(m, k, w, wo, bias, bo, x, xo, y, yo, lanes);
    for (int i = 0; i < m; i++) {
      relu(y, yo + i * LANES, y, yo + i * LANES, lanes);
    }
  }

  /**
   * Y = W^T X: what {@link #multiplyAdd} computes with a matrix stored by columns, started from 0.
   *
   * @param w row-major k x m. Not modified.
   * @param x tile of k features. Not modified.
   * @param y tile of m features, overwritten
   */
  default void multiplyTransposed(
      int m, int k, float[] w, int wo, float[] x, int xo, float[] y, int yo) {
    Arrays.fill(y, yo, yo + m * LANES, 0f);
    multiplyAdd(m, k, w, wo, 1, m, x, xo, y, yo);
  }

  /**
   * Y = W^T X where the image is positive, and 0 elsewhere: {@link #multiplyTransposed} and then
   * {@link #reluPullback}.
   *
   * @param image tile of m features. Not modified.
   */
  default void multiplyTransposedRelu(
      int m,
      int k,
      float[] w,
      int wo,
      float[] image,
      int io,
      float[] x,
      int xo,
      float[] y,
      int yo) {
    multiplyTransposed(m, k, w, wo, x, xo, y, yo);
    reluPullback(image, io, y, yo, m * LANES);
  }

  /**
   * Y = b + W X with a packed matrix, by fused multiply-adds in the order of k: the bits of {@link
   * #multiply}, and faster.
   *
   * @param w m x k in the layout of {@link PackedMatrix}. Not modified.
   * @param bias length m. Not modified.
   * @param x tile of k features. Not modified.
   * @param y tile of m features, overwritten
   */
  void multiplyPacked(
      int m, int k, float[] w, int wo, float[] bias, int bo, float[] x, int xo, float[] y, int yo);

  /** Y = W X with a packed matrix: the same, started from 0. */
  void multiplyPacked(int m, int k, float[] w, int wo, float[] x, int xo, float[] y, int yo);

  /**
   * Y = Y + W X for a tile: {@code [m x 64] += [m x k] [k x 64]}, by fused multiply-adds in the
   * order of k.
   *
   * @param w W(i, p) stands at {@code wo + i * rowStride + p * columnStride}, so that a transposed
   *     matrix needs no copy; one of the two strides is 1. Not modified.
   * @param x tile of k features. Not modified.
   * @param y tile of m features, updated
   */
  void multiplyAdd(
      int m,
      int k,
      float[] w,
      int wo,
      int rowStride,
      int columnStride,
      float[] x,
      int xo,
      float[] y,
      int yo);

  /**
   * Y = X^T, {@code [columns x rows]} from {@code [rows x columns]}.
   *
   * @param xs distance of the rows of X, which is not modified
   * @param ys distance of the rows of Y, which are overwritten
   */
  void transpose(int rows, int columns, float[] x, int xo, int xs, float[] y, int yo, int ys);

  /**
   * Writes a tile point-major, in the layout of {@link Panels}.
   *
   * @param x tile of k features. Not modified.
   * @param xt length {@link Panels#length}, overwritten where a feature stands
   */
  default void toPanels(int k, float[] x, int xo, float[] xt, int xto) {
    for (int j = 0; j < k; j += LANES) {
      int width = Math.min(LANES, k - j);
      transpose(width, LANES, x, xo + j * LANES, LANES, xt, xto + Panels.at(j), LANES);
    }
  }

  /**
   * G = G + Y X^T, the gradient of a weight matrix: {@code [m x k] += [m x 64] [64 x k]}, by fused
   * multiply-adds in the order of the lanes.
   *
   * @param y tile of m features. Not modified.
   * @param xt a tile of k features after {@link #toPanels}. Not modified.
   * @param g G(i, j) stands at {@code go + i * rowStride + j}, updated
   */
  void outerAdd(
      int m, int k, float[] y, int yo, float[] xt, int xto, float[] g, int go, int rowStride);

  /**
   * g_i = g_i + sum over the 64 lanes of y_i x: what {@link #outerAdd} is for one feature x,
   * without a transposition. The upper half of the lanes is added to the products of the lower half
   * by a fused multiply-add, and what is left in a fixed tree: halves of 16, then 8, 4, 2, 1.
   *
   * @param y tile of m features. Not modified.
   * @param x one feature, 64 lanes. Not modified.
   * @param g g_i stands at {@code go + i * stride}, updated
   */
  void dotLanesAdd(int m, float[] y, int yo, float[] x, int xo, float[] g, int go, int stride);

  /**
   * g_i = g_i + sum over the 64 lanes of feature i: {@link #dotLanesAdd} with a feature of ones.
   *
   * @param y tile of m features. Not modified.
   * @param g length m from {@code go}, updated
   */
  default void sumLanesAdd(int m, float[] y, int yo, float[] g, int go) {
    dotLanesAdd(m, y, yo, Tile.ONES, 0, g, go, 1);
  }

  /**
   * lanes = lanes + factor * (sum of the rows of a tile), in double precision; the rows are added
   * in their order.
   *
   * @param x tile of m features. Not modified.
   * @param lanes length 64, updated
   */
  default void addRows(int m, double factor, float[] x, int xo, double[] lanes) {
    DoubleLanes.addRows(m, factor, x, xo, lanes);
  }

  /**
   * lanes = lanes + factor * (sum of the squares of the rows of a tile), in double precision, by
   * fused multiply-adds in the order of the rows.
   *
   * @param x tile of m features. Not modified.
   * @param lanes length 64, updated
   */
  default void addSquares(int m, double factor, float[] x, int xo, double[] lanes) {
    DoubleLanes.addSquares(m, factor, x, xo, lanes);
  }

  /**
   * Y = Y + X diag(factor * factors): every row of a tile times one number for each lane, which is
   * rounded to float first; added by fused multiply-adds.
   *
   * @param factors length 64. Not modified.
   * @param x tile of m features. Not modified.
   * @param y tile of m features, updated
   */
  default void scaleLanesAdd(
      int m, double factor, double[] factors, float[] x, int xo, float[] y, int yo) {
    DoubleLanes.scaleLanesAdd(m, factor, factors, x, xo, y, yo);
  }

  /** y_i = e^(x_i), i below n; x and y may be the same place. */
  void exp(float[] x, int xo, float[] y, int yo, int n);

  /** y_i = ln x_i, i below n; x and y may be the same place. */
  void log(float[] x, int xo, float[] y, int yo, int n);

  /** y_i = tanh x_i, i below n; x and y may be the same place. */
  void tanh(float[] x, int xo, float[] y, int yo, int n);

  /** y_i = ln(1 + e^(x_i)), i below n; x and y must not overlap. */
  default void softplus(float[] x, int xo, float[] y, int yo, int n) {
    for (int i = 0; i < n; i++) {
      y[yo + i] = -Math.abs(x[xo + i]);
    }
    exp(y, yo, y, yo, n);
    for (int i = 0; i < n; i++) {
      y[yo + i] = FloatMath.softplus(x[xo + i], y[yo + i]);
    }
  }

  /** y_i = 1 / (1 + e^(-x_i)), i below n; x and y may be the same place. */
  default void sigmoid(float[] x, int xo, float[] y, int yo, int n) {
    for (int i = 0; i < n; i++) {
      y[yo + i] = -x[xo + i];
    }
    exp(y, yo, y, yo, n);
    for (int i = 0; i < n; i++) {
      y[yo + i] = 1f / (1f + y[yo + i]);
    }
  }

  /** y_i = x_i, or 0 where x_i is below 0, i below n; x and y may be the same place. */
  void relu(float[] x, int xo, float[] y, int yo, int n);

  /** bar_i = 0 where y_i is not above 0, i below n: the pullback of {@link #relu} to its input. */
  void reluPullback(float[] y, int yo, float[] bar, int bo, int n);

  /** y_i = sqrt x_i, correctly rounded, i below n; x and y may be the same place. */
  default void sqrt(float[] x, int xo, float[] y, int yo, int n) {
    for (int i = 0; i < n; i++) {
      y[yo + i] = (float) Math.sqrt(x[xo + i]);
    }
  }

  /**
   * 64 pairs of uniform random numbers: {@code radius} in (0, 1], of 32 bits, and {@code angle} in
   * [0, 1), of 24 bits, from the 32 blocks of {@link Philox} with the counters (c0 + i, c1, c2, c3)
   * and the key (k0, k1). Words 0 and 2 of a block make radii, words 1 and 3 angles; block i stands
   * at 2 i and those from 16 on between the others, and the later words 32 further on.
   *
   * @param radius length 64, overwritten
   * @param angle length 64, overwritten
   * @param words scratch of length 128
   */
  default void uniform(
      int c0, int c1, int c2, int c3, int k0, int k1, float[] radius, float[] angle, long[] words) {
    Philox.uniform(c0, c1, c2, c3, k0, k1, radius, angle, words);
  }

  /** y_i = cos(2 pi u_i), i below n; u and y may be the same place. */
  void cosTurns(float[] u, int uo, float[] y, int yo, int n);

  /** y_i = sin(2 pi u_i), i below n; u and y may be the same place. */
  void sinTurns(float[] u, int uo, float[] y, int yo, int n);

  /**
   * y = A x in double precision, {@code [m x n] [n]}. A row is summed in 16 interleaved partial
   * sums (element j goes to partial sum j mod 16), joined in a fixed tree; the last n mod 16
   * elements follow one by one.
   */
  void multiplyVector(int m, int n, double[] a, int ao, double[] x, int xo, double[] y, int yo);

  /** y = A^T x in double precision, {@code [m x n]^T [m]}, added in the order of the rows. */
  default void multiplyVectorTransposed(
      int m, int n, double[] a, int ao, double[] x, int xo, double[] y, int yo) {
    Arrays.fill(y, yo, yo + n, 0.0);
    multiplyVectorTransposedAdd(m, n, a, ao, x, xo, y, yo);
  }

  /** y = y + A^T x in double precision, {@code [m x n]^T [m]}, added in the order of the rows. */
  void multiplyVectorTransposedAdd(
      int m, int n, double[] a, int ao, double[] x, int xo, double[] y, int yo);

  /**
   * A = A + U^T V in double precision: {@code [m x n] += [k x m]^T [k x n]}, a rank-k update whose
   * directions are the rows of U and V, added in the order of k.
   *
   * @param us distance of the rows of U
   */
  void rankUpdate(
      int m, int n, int k, double[] u, int uo, int us, double[] v, int vo, double[] a, int ao);

  /** C = A B in double precision, {@code [m x k] [k x n]}, added in the order of k. */
  void multiplyMatrix(
      int m, int n, int k, double[] a, int ao, double[] b, int bo, double[] c, int co);
}

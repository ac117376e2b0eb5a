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
public interface Kernels {

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

  /** Y = b + W X: what {@link #multiplyAdd} computes, with each row of Y started from its bias. */
  default void multiply(
      int m,
      int k,
      float[] w,
      int wo,
      int rowStride,
      int columnStride,
      float[] bias,
      int bo,
      float[] x,
      int xo,
      float[] y,
      int yo) {
    for (int i = 0; i < m; i++) {
      Arrays.fill(y, yo + i * LANES, yo + (i + 1) * LANES, bias[bo + i]);
    }
    multiplyAdd(m, k, w, wo, rowStride, columnStride, x, xo, y, yo);
  }

  /**
   * Y = Y + W X for a tile: {@code [m x 64] += [m x k] [k x 64]}, by fused multiply-adds in the
   * order of k.
   *
   * @param w W(i, p) stands at {@code wo + i * rowStride + p * columnStride}, so that a transposed
   *     matrix needs no copy. Not modified.
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
   * Writes a tile point-major: {@code [k x 64]} to {@code [64 x k]}.
   *
   * @param x tile of k features. Not modified.
   * @param xt length 64 * k, overwritten
   */
  default void transpose(int k, float[] x, int xo, float[] xt, int xto) {
    for (int j = 0; j < k; j++) {
      for (int lane = 0; lane < LANES; lane++) {
        xt[xto + lane * k + j] = x[xo + j * LANES + lane];
      }
    }
  }

  /**
   * G = G + Y X^T, the gradient of a weight matrix: {@code [m x k] += [m x 64] [64 x k]}, by fused
   * multiply-adds in the order of the lanes.
   *
   * @param y tile of m features. Not modified.
   * @param xt a tile of k features after {@link #transpose}. Not modified.
   * @param g row-major m x k, updated
   */
  void outerAdd(int m, int k, float[] y, int yo, float[] xt, int xto, float[] g, int go);

  /**
   * g_i = g_i + sum over the 64 lanes of feature i. The lanes are added in a fixed tree: halves of
   * 32, then 16, 8, 4, 2, 1.
   *
   * @param y tile of m features. Not modified.
   * @param g length m from {@code go}, updated
   */
  default void sumLanesAdd(int m, float[] y, int yo, float[] g, int go) {
    for (int i = 0; i < m; i++) {
      int row = yo + i * LANES;
      g[go + i] += sumLanes(y, row) + sumLanes(y, row + 1);
    }
  }

  /** The branch of the tree over 64 lanes that holds every second lane from {@code o} on. */
  private static float sumLanes(float[] y, int o) {
    float left = (sum4(y, o) + sum4(y, o + 8)) + (sum4(y, o + 4) + sum4(y, o + 12));
    float right = (sum4(y, o + 2) + sum4(y, o + 10)) + (sum4(y, o + 6) + sum4(y, o + 14));
    return left + right;
  }

  private static float sum4(float[] y, int o) {
    return (y[o] + y[o + 32]) + (y[o + 16] + y[o + 48]);
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

  /** y_i = sqrt x_i, correctly rounded, i below n; x and y may be the same place. */
  default void sqrt(float[] x, int xo, float[] y, int yo, int n) {
    for (int i = 0; i < n; i++) {
      y[yo + i] = (float) Math.sqrt(x[xo + i]);
    }
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
  void multiplyVectorTransposed(
      int m, int n, double[] a, int ao, double[] x, int xo, double[] y, int yo);

  /**
   * A = A + U^T V in double precision: {@code [m x n] += [k x m]^T [k x n]}, a rank-k update whose
   * directions are the rows of U and V, added in the order of k.
   */
  void rankUpdate(int m, int n, int k, double[] u, int uo, double[] v, int vo, double[] a, int ao);

  /** C = A B in double precision, {@code [m x k] [k x n]}, added in the order of k. */
  void multiplyMatrix(
      int m, int n, int k, double[] a, int ao, double[] b, int bo, double[] c, int co);
}

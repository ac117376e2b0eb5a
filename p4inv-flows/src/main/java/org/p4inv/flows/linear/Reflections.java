package org.p4inv.flows.linear;

import static org.p4inv.core.kernel.Tile.LANES;

import java.util.Arrays;
import org.p4inv.core.kernel.Kernels;
import org.p4inv.core.kernel.Tile;
import org.p4inv.core.random.RandomStream;
import org.p4inv.flows.bijection.WeightGradient;
import org.p4inv.flows.bijection.Workspace;

/**
 * An orthogonal matrix as the product of m Householder reflections, Q = H_1 H_2 ... H_m with H_i =
 * I - 2 v_i v_i^T / |v_i|^2.
 *
 * <p>Parameters: V, {@code [m x d]}, one direction a row, of any length but 0. With the Gram matrix
 * G = V V^T and S its upper half, S_ij = G_ij for i below j and S_ii = G_ii / 2,
 *
 * <pre>    Q = I - V^T T V,  T = S^-1.</pre>
 *
 * <p>Q is orthogonal because S + S^T = G: Q^T Q = I - V^T (T + T^T - T^T G T) V, and T^T (S + S^T)
 * T = T + T^T. It is the product of reflections by induction: for m = 1 T = 2 / |v|^2, and to
 * multiply by one more reflection adds a row and a column to S. So Q is applied by two thin
 * products and a small one.
 *
 * <p>Gradient of out . (Q x), with b = T V x and q = T^T V out: the directions stand in the outer
 * products, VBar = -b out^T - q x^T, and in S. From T = S^-1 follows SBar = q b^T, of which the
 * upper half counts, and with Z the symmetric matrix that has it above and below its diagonal, VBar
 * += Z V. Because V Q x = V x - G b = -S^T b, b is -T^T V y for y = Q x too, and q is -T V n for
 * out = Q n: the inverse direction has both at hand, with the opposite sign.
 *
 * <p>Cost, in multiply-adds: {@link #prepare} m^2 d / 2 + m^3 / 2 in double precision; for each
 * point 2 m d + m^2 for a product, 2 m d + m^2 for a gradient, and ceil(m / 64) 64 m d for each
 * tile for Z V. Source of the compact form: Schreiber and Van Loan, SIAM J. Sci. Stat. Comput. 10
 * (1989) 53; of T by its inverse: Puglisi, the same 13 (1992) 723.
 */
final class Reflections {
  private static final Kernels K = Kernels.active();

  private final int d;
  private final int m;
  private final float[] parameters;
  private final int at;
  private final double[] v;
  private final double[] half;
  private final double[] t;
  private final double[] row;
  private final float[] negatedT;

  /** V^T as tiles, direction i at lane i mod 64 of tile i / 64; lanes without one are 0. */
  private final float[][] directions;

  /** A view of the m d parameters that begin at a position of the flat vector. */
  Reflections(int d, int m, float[] parameters, int at) {
    this.d = d;
    this.m = m;
    this.parameters = parameters;
    this.at = at;
    v = new double[m * d];
    half = new double[m * m];
    t = new double[m * m];
    row = new double[m];
    negatedT = new float[m * m];
    directions = new float[Tile.count(m)][d * LANES];
  }

  /** m, checked: more than d reflections reach nothing new. */
  static int requireCount(int m, int d) {
    if (m < 1 || m > d) {
      throw new IllegalArgumentException("reflections must be in 1 to d = " + d + ", got " + m);
    }
    return m;
  }

  /**
   * Random unit vectors, each one twice, so that the product is the identity; of an odd number the
   * last one stands alone.
   */
  void start(RandomStream random) {
    for (int i = 0; i < m; i += 2) {
      int from = at + i * d;
      random.gaussian(parameters, from, d);
      double square = 0;
      for (int j = from; j < from + d; j++) {
        square += (double) parameters[j] * parameters[j];
      }
      float scale = (float) (1 / Math.sqrt(square));
      for (int j = from; j < from + d; j++) {
        parameters[j] *= scale;
      }
      if (i + 1 < m) {
        System.arraycopy(parameters, from, parameters, from + d, d);
      }
    }
  }

  void prepare() {
    for (int i = 0; i < m * d; i++) {
      v[i] = parameters[at + i];
    }
    for (int i = 0; i < m; i++) {
      K.multiplyVector(m - i, d, v, i * d, v, i * d, half, i * m + i);
      half[i * m + i] /= 2;
    }
    // T S = I, upper triangular, from its last row on.
    for (int i = m - 1; i >= 0; i--) {
      int diagonal = i * m + i;
      K.multiplyVectorTransposed(m - 1 - i, m, t, (i + 1) * m, half, diagonal + 1, row, 0);
      t[diagonal] = 1 / half[diagonal];
      for (int j = i + 1; j < m; j++) {
        t[i * m + j] = -t[diagonal] * row[j];
      }
    }
    for (int i = 0; i < m * m; i++) {
      negatedT[i] = (float) -t[i];
    }
    for (int tile = 0; tile < directions.length; tile++) {
      int from = at + tile * LANES * d;
      K.transpose(Tile.lanes(m, tile), d, parameters, from, d, directions[tile], 0, LANES);
    }
  }

  /** V x; -b; -q; SBar; a panel of Z; scratch of the gradients. */
  static Workspace workspace(int d, int m) {
    int small = m * LANES;
    int scratch = Math.max(WeightGradient.scratch(m, d), WeightGradient.scratch(m, m));
    return Workspace.of(small, small, small, m * m, small, scratch);
  }

  /** y = y + Q x; keeps -b. */
  void multiplyAdd(float[] x, float[] y, Workspace s) {
    float[] kept = s.array(1);
    contract(x, s.array(0));
    Arrays.fill(kept, 0f);
    K.multiplyAdd(m, m, negatedT, 0, m, 1, s.array(0), 0, kept, 0);
    add(x, y);
    expandAdd(kept, y);
  }

  /** x = Q^T r; keeps -b. */
  void solve(float[] r, float[] x, Workspace s) {
    float[] kept = s.array(1);
    contract(r, s.array(0));
    K.multiplyTransposed(m, m, negatedT, 0, s.array(0), 0, kept, 0);
    System.arraycopy(r, 0, x, 0, d * LANES);
    expandAdd(kept, x);
    negate(kept);
  }

  /** xBar = Q^T out, unless it is null; keeps -q. */
  void multiplyTransposed(float[] out, float[] xBar, Workspace s) {
    float[] kept = s.array(2);
    contract(out, s.array(0));
    K.multiplyTransposed(m, m, negatedT, 0, s.array(0), 0, kept, 0);
    if (xBar != null) {
      System.arraycopy(out, 0, xBar, 0, d * LANES);
      expandAdd(kept, xBar);
    }
  }

  /** out = Q xBar; keeps -q. */
  void solveTransposed(float[] xBar, float[] out, Workspace s) {
    float[] kept = s.array(2);
    contract(xBar, s.array(0));
    Arrays.fill(kept, 0f);
    K.multiplyAdd(m, m, negatedT, 0, m, 1, s.array(0), 0, kept, 0);
    System.arraycopy(xBar, 0, out, 0, d * LANES);
    expandAdd(kept, out);
    negate(kept);
  }

  /** small = V x. */
  private void contract(float[] x, float[] small) {
    Arrays.fill(small, 0f);
    K.multiplyAdd(m, d, parameters, at, d, 1, x, 0, small, 0);
  }

  /** y = y + V^T small. */
  private void expandAdd(float[] small, float[] y) {
    K.multiplyAdd(d, m, parameters, at, 1, d, small, 0, y, 0);
  }

  private static void add(float[] x, float[] y) {
    for (int i = 0; i < y.length; i++) {
      y[i] += x[i];
    }
  }

  private static void negate(float[] x) {
    for (int i = 0; i < x.length; i++) {
      x[i] = -x[i];
    }
  }

  /** Adds the gradient of out . (Q x), summed over the lanes, after one product of each kind. */
  void addGradient(float[] out, float[] x, float[] gradient, Workspace s) {
    float[] b = s.array(1);
    float[] q = s.array(2);
    float[] upper = s.array(3);
    float[] panel = s.array(4);
    float[] scratch = s.array(5);
    WeightGradient.add(m, d, b, 0, out, gradient, at, scratch);
    WeightGradient.add(m, d, q, 0, x, gradient, at, scratch);
    Arrays.fill(upper, 0f);
    WeightGradient.add(m, m, q, 0, b, upper, 0, scratch);
    for (int tile = 0; tile < directions.length; tile++) {
      int first = tile * LANES;
      int lanes = Tile.lanes(m, tile);
      for (int i = 0; i < m; i++) {
        for (int lane = 0; lane < lanes; lane++) {
          int j = first + lane;
          panel[i * LANES + lane] = i < j ? upper[i * m + j] : upper[j * m + i];
        }
        Arrays.fill(panel, i * LANES + lanes, (i + 1) * LANES, 0f);
      }
      WeightGradient.add(m, d, panel, 0, directions[tile], gradient, at, scratch);
    }
  }
}

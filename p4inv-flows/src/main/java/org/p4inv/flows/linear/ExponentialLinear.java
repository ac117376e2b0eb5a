package org.p4inv.flows.linear;

import static org.p4inv.core.kernel.Tile.LANES;

import java.util.Arrays;
import java.util.List;
import org.p4inv.core.kernel.Kernels;
import org.p4inv.core.random.RandomStream;
import org.p4inv.flows.bijection.Bijection;
import org.p4inv.flows.bijection.BijectionProvider;
import org.p4inv.flows.bijection.BijectionReader;
import org.p4inv.flows.bijection.Storage;
import org.p4inv.flows.bijection.WeightGradient;
import org.p4inv.flows.bijection.Weights;
import org.p4inv.flows.bijection.Workspace;
import org.p4inv.flows.config.Config;

/**
 * The matrix exponential as a linear layer, y = e^M x + b: invertible for every M, with inverse
 * e^-M and log|det W| = trace M.
 *
 * <p>Parameters: M (row-major d x d), at first 0, so that W starts as the identity; the shift. The
 * determinant is positive for ever. A skew M gives a rotation.
 *
 * <p>Gradient: e^M is the n-th power of E = e^A with A = M / n, and E a polynomial of degree p on
 * the tile: z_0 = x, z_j = A z_(j-1) / j, E x = sum of z_j. Backwards through one stage, from the
 * cotangent out of its image, l_p = out, l_(j-1) = out + A^T l_j / j, and then
 *
 * <pre>    ABar = sum over j = 1 to p of (l_j / j) z_(j-1)^T, xBar = l_0.</pre>
 *
 * <p>Stages are visited from the last to the first; the input of each is E^-1 times its image. MBar
 * is the sum of their ABar / n + logDetBar I. p is at most 10: the remainder is then below the
 * rounding of float.
 *
 * <p>Cost, see {@link MatrixExponential}: (17 + 2 log2 n) d^3 multiply-adds a step, in double
 * precision, and n is about the largest row sum of |M|; for each point d^2 in each direction, and
 * (3 p n + n + 2) d^2 in each pullback: much more than in the other layers. Source: Xiao and Liu,
 * arXiv 2007.09651; Hoogeboom et al., arXiv 2006.09910.
 */
public final class ExponentialLinear extends AffineLayer {
  private static final Kernels K = Kernels.active();
  private static final int MOST_TERMS = 10;

  /** A layer of dimension d. */
  public ExponentialLinear(int d) {
    this(d, 0);
  }

  /**
   * A layer of dimension d.
   *
   * @param context features of the context, 0 for none
   */
  public ExponentialLinear(int d, int context) {
    super(d, d * d, context);
  }

  @Override
  Object derive(Storage.Slice slice) {
    return new MatrixExponential(d);
  }

  private static MatrixExponential exponential(Weights w) {
    return w.derived(MatrixExponential.class);
  }

  @Override
  void start(Weights w, RandomStream random) {}

  @Override
  public void prepare(Weights w) {
    exponential(w).compute(w.parameters(), w.at());
  }

  @Override
  public double logAbsDet(Weights w) {
    return exponential(w).trace();
  }

  /** Image and input of a stage; its cotangent; l; scratch of gradients; the z. */
  @Override
  Workspace scratch() {
    int tile = d * LANES;
    int[] terms = new int[MOST_TERMS];
    Arrays.fill(terms, tile);
    return Workspace.composite(
        List.of(Workspace.of(terms)), tile, tile, tile, tile, WeightGradient.scratch(d, d));
  }

  @Override
  void multiplyAdd(Weights w, float[] x, float[] y, Workspace s) {
    K.multiplyAdd(d, d, exponential(w).matrix(), 0, d, 1, x, 0, y, 0);
  }

  @Override
  void multiplyTransposed(Weights w, float[] out, float[] xBar, Workspace s) {
    if (xBar != null) {
      K.multiplyTransposed(d, d, exponential(w).matrix(), 0, out, 0, xBar, 0);
    }
  }

  @Override
  void solve(Weights w, float[] r, float[] x, Workspace s) {
    multiply(exponential(w).inverse(), r, x);
  }

  @Override
  void solveTransposed(Weights w, float[] xBar, float[] out, Workspace s) {
    K.multiplyTransposed(d, d, exponential(w).inverse(), 0, xBar, 0, out, 0);
  }

  /** y = A x. */
  private void multiply(float[] a, float[] x, float[] y) {
    Arrays.fill(y, 0f);
    K.multiplyAdd(d, d, a, 0, d, 1, x, 0, y, 0);
  }

  /** The least p for which the p-th term of the series is below the rounding of float. */
  private static int terms(double norm) {
    double term = 1;
    int p = 0;
    while (p < MOST_TERMS && term > 0x1p-24) {
      p++;
      term *= norm / p;
    }
    return p;
  }

  @Override
  void addGradient(
      Weights w, float[] out, float[] x, double logDetBar, float[] gradient, Workspace s) {
    MatrixExponential e = exponential(w);
    int p = terms(e.stageNorm());
    float[] image = s.array(0);
    float[] input = s.array(1);
    float[] bar = s.array(2);
    multiply(e.matrix(), x, image);
    System.arraycopy(out, 0, bar, 0, d * LANES);
    for (int stage = 0; stage < e.stages(); stage++) {
      multiply(e.stageInverse(), image, input);
      System.arraycopy(input, 0, image, 0, d * LANES);
      addStageGradient(w, input, bar, p, gradient, s);
    }
    for (int i = 0; i < d; i++) {
      gradient[w.at() + i * d + i] += (float) logDetBar;
    }
  }

  /** One stage; {@code bar} is the cotangent of its image at entry and of its input at return. */
  private void addStageGradient(
      Weights w, float[] x, float[] bar, int p, float[] gradient, Workspace s) {
    MatrixExponential e = exponential(w);
    float[] l = s.array(3);
    float[] scaled = s.array(1);
    Workspace z = s.part(0);
    System.arraycopy(x, 0, z.array(0), 0, d * LANES);
    for (int j = 1; j < p; j++) {
      multiply(e.stage(), z.array(j - 1), z.array(j));
      scale(1f / j, z.array(j), z.array(j));
    }
    System.arraycopy(bar, 0, l, 0, d * LANES);
    for (int j = p; j >= 1; j--) {
      scale(1f / (j * e.stages()), l, scaled);
      WeightGradient.add(d, d, scaled, 0, z.array(j - 1), gradient, w.at(), s.array(4));
      K.multiplyTransposed(d, d, e.stage(), 0, l, 0, scaled, 0);
      float factor = 1f / j;
      for (int i = 0; i < d * LANES; i++) {
        l[i] = Math.fma(factor, scaled[i], bar[i]);
      }
    }
    System.arraycopy(l, 0, bar, 0, d * LANES);
  }

  private static void scale(float factor, float[] x, float[] y) {
    for (int i = 0; i < y.length; i++) {
      y[i] = factor * x[i];
    }
  }

  @Override
  public Config config() {
    return describe("exponential-linear");
  }

  /** Reads exponential layers. */
  public static final class Provider implements BijectionProvider {
    @Override
    public String type() {
      return "exponential-linear";
    }

    @Override
    public Bijection create(Config config, BijectionReader reader) {
      return new ExponentialLinear(dimension(config), context(config));
    }
  }
}

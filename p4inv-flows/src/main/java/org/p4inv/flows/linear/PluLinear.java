package org.p4inv.flows.linear;

import static org.p4inv.core.kernel.Tile.LANES;

import java.util.Arrays;
import java.util.List;
import org.p4inv.core.random.RandomStream;
import org.p4inv.flows.bijection.Bijection;
import org.p4inv.flows.bijection.BijectionProvider;
import org.p4inv.flows.bijection.BijectionReader;
import org.p4inv.flows.bijection.Storage;
import org.p4inv.flows.bijection.Weights;
import org.p4inv.flows.bijection.Workspace;
import org.p4inv.flows.config.Config;

/**
 * The linear layer in its PLU parametrisation, y = P L U x + b: P is a fixed permutation, L unit
 * lower and U upper triangular with the diagonal s; log|det W| = sum log|s|.
 *
 * <p>Parameters: s (d), at first 1; L and U beside their diagonals, d (d - 1) / 2 each and at first
 * 0, so that W starts as P; the shift. s is stored as it is: either sign can be learnt, and at 0
 * the matrix is singular.
 *
 * <ul>
 *   <li>W x: h = U x, g = L h, y = P g;
 *   <li>gradient: gBar = P^T out, hBar = L^T gBar, LBar = gBar h^T, UBar = hBar x^T, and sBar gets
 *       logDetBar / s;
 *   <li>inverse: L h = P^T r, U x = h; transposed U^T hBar = xBar, L^T gBar = hBar, out = P gBar.
 * </ul>
 *
 * <p>Cost: O(d) a step, no factorisation; for each point d^2 multiply-adds in each direction, 2 d^2
 * in each pullback. Source: Kingma and Dhariwal, Glow, arXiv 1807.03039, section 3.2.
 */
public final class PluLinear extends AffineLayer {
  private final Permutation permutation;

  /** A layer with P the identity. */
  public PluLinear(int d) {
    this(Permutation.identity(d));
  }

  /** A layer with a fixed permutation P. */
  public PluLinear(Permutation permutation) {
    this(permutation, 0);
  }

  /**
   * A layer with a fixed permutation P.
   *
   * @param context features of the context, 0 for none
   */
  public PluLinear(Permutation permutation, int context) {
    super(permutation.dimension(), permutation.dimension() * permutation.dimension(), context);
    this.permutation = permutation;
  }

  @Override
  Object derive(Storage.Slice slice) {
    return new Factors(d, slice.parameters(), slice.parametersAt());
  }

  @Override
  void start(Weights w, RandomStream random) {
    Arrays.fill(w.parameters(), w.at(), w.at() + d, 1f);
  }

  @Override
  public void prepare(Weights w) {
    factors(w).prepare();
  }

  @Override
  public double logAbsDet(Weights w) {
    return factors(w).logAbsDet;
  }

  private static Factors factors(Weights w) {
    return w.derived(Factors.class);
  }

  /** h; gBar; hBar; g, or what is solved for; the gradient of s; what the triangles need. */
  @Override
  Workspace scratch() {
    int tile = d * LANES;
    return Workspace.composite(List.of(Triangle.workspace(d)), tile, tile, tile, tile, d);
  }

  @Override
  void multiplyAdd(Weights w, float[] x, float[] y, Workspace s) {
    float[] h = s.array(0);
    float[] g = s.array(3);
    Arrays.fill(h, 0f);
    factors(w).upper.multiplyAdd(x, h);
    permutation.permuteBack(y, g);
    factors(w).lower.multiplyAdd(h, g);
    permutation.permute(g, y);
  }

  @Override
  void multiplyTransposed(Weights w, float[] out, float[] xBar, Workspace s) {
    float[] gBar = s.array(1);
    float[] hBar = s.array(2);
    permutation.permuteBack(out, gBar);
    Arrays.fill(hBar, 0f);
    factors(w).lower.multiplyTransposedAdd(gBar, hBar);
    if (xBar != null) {
      Arrays.fill(xBar, 0f);
      factors(w).upper.multiplyTransposedAdd(hBar, xBar);
    }
  }

  @Override
  void solve(Weights w, float[] r, float[] x, Workspace s) {
    float[] h = s.array(0);
    float[] side = s.array(3);
    permutation.permuteBack(r, side);
    factors(w).lower.solve(side, h);
    System.arraycopy(h, 0, side, 0, d * LANES);
    factors(w).upper.solve(side, x);
  }

  @Override
  void solveTransposed(Weights w, float[] xBar, float[] out, Workspace s) {
    float[] gBar = s.array(1);
    float[] hBar = s.array(2);
    float[] side = s.array(3);
    factors(w).upper.solveTransposed(xBar, hBar);
    System.arraycopy(hBar, 0, side, 0, d * LANES);
    factors(w).lower.solveTransposed(side, gBar);
    permutation.permute(gBar, out);
  }

  @Override
  void addGradient(
      Weights w, float[] out, float[] x, double logDetBar, float[] gradient, Workspace s) {
    float[] diagonalBar = s.array(4);
    factors(w).lower.addGradient(s.array(1), s.array(0), diagonalBar, gradient, s.part(0));
    factors(w).upper.addGradient(s.array(2), x, diagonalBar, gradient, s.part(0));
    for (int j = 0; j < d; j++) {
      gradient[w.at() + j] += diagonalBar[j] + (float) logDetBar / w.parameters()[w.at() + j];
    }
  }

  /** L and U, and log|det W|. */
  private static final class Factors {
    private final float[] parameters;
    private final int at;
    private final float[] ones;
    private final Triangle lower;
    private final Triangle upper;
    private double logAbsDet;

    Factors(int d, float[] parameters, int at) {
      this.parameters = parameters;
      this.at = at;
      ones = new float[d];
      Arrays.fill(ones, 1f);
      lower = new Triangle(d, false, parameters, at + d);
      upper = new Triangle(d, true, parameters, at + d + Triangle.parameterCount(d));
    }

    void prepare() {
      lower.prepare(ones, 0);
      upper.prepare(parameters, at);
      logAbsDet = 0;
      for (int j = at; j < at + ones.length; j++) {
        logAbsDet += StrictMath.log(Math.abs(parameters[j]));
      }
    }
  }

  @Override
  public Config config() {
    return Config.of("type", "plu-linear")
        .with("permutation", permutation.source())
        .with("context", contextDimension());
  }

  /** Reads PLU layers. */
  public static final class Provider implements BijectionProvider {
    @Override
    public String type() {
      return "plu-linear";
    }

    @Override
    public Bijection create(Config config, BijectionReader reader) {
      return new PluLinear(Permutation.of(config.integers("permutation")), context(config));
    }
  }
}

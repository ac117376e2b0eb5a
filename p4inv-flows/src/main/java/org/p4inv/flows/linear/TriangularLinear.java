package org.p4inv.flows.linear;

import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import org.p4inv.core.random.RandomStream;
import org.p4inv.flows.bijection.Bijection;
import org.p4inv.flows.bijection.BijectionProvider;
import org.p4inv.flows.bijection.BijectionReader;
import org.p4inv.flows.bijection.Storage;
import org.p4inv.flows.bijection.Weights;
import org.p4inv.flows.bijection.Workspace;
import org.p4inv.flows.config.Config;

/**
 * A triangular linear layer, y = T x + b, whose diagonal is positive, T_jj = e^(a_j); log|det T| =
 * sum of a.
 *
 * <p>Parameters: a (d), then the d (d - 1) / 2 elements beside the diagonal (see {@link Triangle}),
 * all 0 at first, so that it starts as the identity; the shift. With out and x of the base class,
 * TBar = out x^T in the triangle, and aBar_j = e^(a_j) TBar_jj + logDetBar.
 *
 * <p>Cost: d exponentials and O(d) a step; for each point d^2 / 2 multiply-adds in each direction
 * and d^2 in each pullback. The inverse is solved for, 16 coordinates at a time. Alone it is an
 * autoregressive affine map; between layers that permute or rotate it is half of a dense one.
 */
public final class TriangularLinear extends AffineLayer {
  /** Which half of T is not 0. */
  public enum Half {
    /** y_j depends on x_0 to x_j. */
    LOWER,
    /** y_j depends on x_j and all that follow. */
    UPPER
  }

  private final Half half;

  /** A layer of dimension d. */
  public TriangularLinear(int d, Half half) {
    this(d, half, 0);
  }

  /**
   * A layer of dimension d.
   *
   * @param context features of the context, 0 for none
   */
  public TriangularLinear(int d, Half half, int context) {
    super(d, d + Triangle.parameterCount(d), context);
    this.half = half;
  }

  private record Factors(LogScales diagonal, Triangle triangle) {}

  @Override
  Object derive(Storage.Slice slice) {
    int at = slice.parametersAt();
    return new Factors(
        new LogScales(d, slice.parameters(), at),
        new Triangle(d, half == Half.UPPER, slice.parameters(), at + d));
  }

  @Override
  void start(Weights w, RandomStream random) {}

  @Override
  public void prepare(Weights w) {
    LogScales diagonal = factors(w).diagonal;
    diagonal.prepare();
    factors(w).triangle.prepare(diagonal.scales(), 0);
  }

  @Override
  public double logAbsDet(Weights w) {
    return factors(w).diagonal.logDet();
  }

  private static Factors factors(Weights w) {
    return w.derived(Factors.class);
  }

  /** The gradient of the diagonal; what the triangle needs. */
  @Override
  Workspace scratch() {
    return Workspace.composite(List.of(Triangle.workspace(d)), d);
  }

  @Override
  void multiplyAdd(Weights w, float[] x, float[] y, Workspace s) {
    factors(w).triangle.multiplyAdd(x, y);
  }

  @Override
  void multiplyTransposed(Weights w, float[] out, float[] xBar, Workspace s) {
    if (xBar != null) {
      Arrays.fill(xBar, 0f);
      factors(w).triangle.multiplyTransposedAdd(out, xBar);
    }
  }

  @Override
  void solve(Weights w, float[] r, float[] x, Workspace s) {
    factors(w).triangle.solve(r, x);
  }

  @Override
  void solveTransposed(Weights w, float[] xBar, float[] out, Workspace s) {
    factors(w).triangle.solveTransposed(xBar, out);
  }

  @Override
  void addGradient(
      Weights w, float[] out, float[] x, double logDetBar, float[] gradient, Workspace s) {
    float[] diagonalBar = s.array(0);
    factors(w).triangle.addGradient(out, x, diagonalBar, gradient, s.part(0));
    factors(w).diagonal.addGradient(diagonalBar, logDetBar, gradient);
  }

  @Override
  public Config config() {
    return describe("triangular-linear").with("half", half.name().toLowerCase(Locale.ROOT));
  }

  /** Reads triangular layers. */
  public static final class Provider implements BijectionProvider {
    @Override
    public String type() {
      return "triangular-linear";
    }

    @Override
    public Bijection create(Config config, BijectionReader reader) {
      String half = config.text("half");
      if (!half.equals("lower") && !half.equals("upper")) {
        throw new IllegalArgumentException("half must be lower or upper, got '" + half + "'");
      }
      return new TriangularLinear(
          dimension(config), half.equals("lower") ? Half.LOWER : Half.UPPER, context(config));
    }
  }
}

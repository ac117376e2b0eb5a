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
import org.p4inv.flows.bijection.Weights;
import org.p4inv.flows.bijection.Workspace;
import org.p4inv.flows.config.Config;

/**
 * The linear layer by its singular values, y = U diag(e^a) V^T x + b, with U and V^T products of m
 * reflections each; log|det W| = sum of a.
 *
 * <p>Parameters: the m directions of U, then those of V^T (see {@link Reflections}); a (d), the
 * logs of the singular values, 0 at first; the shift. Both factors start as the identity, so W does
 * too; with an odd m each starts as a random reflection. With m = d, or d - 1 if d is odd, every
 * matrix of positive determinant is reached. The condition of W is e^(max a - min a), in plain
 * sight.
 *
 * <ul>
 *   <li>W x: t = V^T x, g = e^a t, y = U g;
 *   <li>gradient: that of U for out and g; gBar = U^T out, aBar_j = sum of gBar_j g_j + logDetBar,
 *       tBar = e^a gBar; that of V^T for tBar and x;
 *   <li>inverse: g = U^T r, t = e^-a g, x = V t; transposed tBar = V^T xBar, gBar = e^-a tBar, out
 *       = U gBar.
 * </ul>
 *
 * <p>Cost: m^2 (d + m) multiply-adds a step; for each point 4 m d + 2 m^2 in each direction, and
 * twice that, with 2 m d ceil(m / 64) more, in each pullback. Source: Zhang, Lei and Dhillon, arXiv
 * 1803.09327.
 */
public final class SvdLinear extends AffineLayer {
  private static final Kernels K = Kernels.active();

  private final int reflections;

  /**
   * A layer of dimension d.
   *
   * @param reflections m, 1 to d
   */
  public SvdLinear(int d, int reflections) {
    this(d, reflections, 0);
  }

  /**
   * A layer of dimension d.
   *
   * @param reflections m, 1 to d
   * @param context features of the context, 0 for none
   */
  public SvdLinear(int d, int reflections, int context) {
    super(d, 2 * Reflections.requireCount(reflections, d) * d + d, context);
    this.reflections = reflections;
  }

  private record Factors(Reflections left, Reflections right, LogScales values) {}

  @Override
  Object derive(Storage.Slice slice) {
    float[] parameters = slice.parameters();
    int left = slice.parametersAt();
    int right = left + reflections * d;
    return new Factors(
        new Reflections(d, reflections, parameters, left),
        new Reflections(d, reflections, parameters, right),
        new LogScales(d, parameters, right + reflections * d));
  }

  private static Factors factors(Weights w) {
    return w.derived(Factors.class);
  }

  @Override
  void start(Weights w, RandomStream random) {
    factors(w).left.start(random);
    factors(w).right.start(random);
  }

  @Override
  public void prepare(Weights w) {
    factors(w).left.prepare();
    factors(w).right.prepare();
    factors(w).values.prepare();
  }

  @Override
  public double logAbsDet(Weights w) {
    return factors(w).values.logDet();
  }

  /** t or gBar g; g; gBar; tBar; what the reflections need. */
  @Override
  Workspace scratch() {
    Workspace left = Reflections.workspace(d, reflections);
    Workspace right = Reflections.workspace(d, reflections);
    int tile = d * LANES;
    return Workspace.composite(List.of(left, right), tile, tile, tile, tile);
  }

  /** y_j = scale_j x_j, all lanes. */
  private static void scale(float[] scales, float[] x, float[] y) {
    for (int j = 0; j < scales.length; j++) {
      float scale = scales[j];
      for (int i = j * LANES; i < (j + 1) * LANES; i++) {
        y[i] = scale * x[i];
      }
    }
  }

  @Override
  void multiplyAdd(Weights w, float[] x, float[] y, Workspace s) {
    Factors f = factors(w);
    float[] t = s.array(0);
    float[] g = s.array(1);
    Arrays.fill(t, 0f);
    f.right.multiplyAdd(x, t, s.part(1));
    scale(f.values.scales(), t, g);
    f.left.multiplyAdd(g, y, s.part(0));
  }

  @Override
  void multiplyTransposed(Weights w, float[] out, float[] xBar, Workspace s) {
    Factors f = factors(w);
    float[] gBar = s.array(2);
    float[] tBar = s.array(3);
    f.left.multiplyTransposed(out, gBar, s.part(0));
    scale(f.values.scales(), gBar, tBar);
    f.right.multiplyTransposed(tBar, xBar, s.part(1));
  }

  @Override
  void solve(Weights w, float[] r, float[] x, Workspace s) {
    Factors f = factors(w);
    float[] t = s.array(0);
    float[] g = s.array(1);
    f.left.solve(r, g, s.part(0));
    scale(f.values.inverses(), g, t);
    f.right.solve(t, x, s.part(1));
  }

  @Override
  void solveTransposed(Weights w, float[] xBar, float[] out, Workspace s) {
    Factors f = factors(w);
    float[] gBar = s.array(2);
    float[] tBar = s.array(3);
    f.right.solveTransposed(xBar, tBar, s.part(1));
    scale(f.values.inverses(), tBar, gBar);
    f.left.solveTransposed(gBar, out, s.part(0));
  }

  @Override
  void addGradient(
      Weights w, float[] out, float[] x, double logDetBar, float[] gradient, Workspace s) {
    Factors f = factors(w);
    float[] product = s.array(0);
    float[] g = s.array(1);
    float[] gBar = s.array(2);
    f.left.addGradient(out, g, gradient, s.part(0));
    f.right.addGradient(s.array(3), x, gradient, s.part(1));
    for (int i = 0; i < d * LANES; i++) {
      product[i] = gBar[i] * g[i];
    }
    int values = w.at() + 2 * reflections * d;
    K.sumLanesAdd(d, product, 0, gradient, values);
    for (int j = 0; j < d; j++) {
      gradient[values + j] += (float) logDetBar;
    }
  }

  @Override
  public Config config() {
    return describe("svd-linear").with("reflections", reflections);
  }

  /** Reads layers by singular values. */
  public static final class Provider implements BijectionProvider {
    @Override
    public String type() {
      return "svd-linear";
    }

    @Override
    public Bijection create(Config config, BijectionReader reader) {
      int d = dimension(config);
      return new SvdLinear(d, config.integer("reflections", 1, d), context(config));
    }
  }
}

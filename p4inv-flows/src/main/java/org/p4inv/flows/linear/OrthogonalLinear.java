package org.p4inv.flows.linear;

import org.p4inv.core.random.RandomStream;
import org.p4inv.flows.bijection.Bijection;
import org.p4inv.flows.bijection.BijectionProvider;
import org.p4inv.flows.bijection.BijectionReader;
import org.p4inv.flows.bijection.Storage;
import org.p4inv.flows.bijection.Weights;
import org.p4inv.flows.bijection.Workspace;
import org.p4inv.flows.config.Config;

/**
 * An orthogonal layer, y = Q x + b, with Q the product of m reflections; log|det Q| = 0.
 *
 * <p>Parameters: the m directions (see {@link Reflections}, where the gradient is derived), then
 * the shift. They start as random unit vectors, each one twice, so that Q starts as the identity;
 * with an odd m the last one reflects alone, and the determinant is -1 for ever. m = d, or d - 1 if
 * d is odd, reaches all rotations, and a few reflections those of a few planes. The inverse is Q^T.
 *
 * <p>Cost: m^2 (d + m) / 2 multiply-adds a step; for each point 2 m d + m^2 in each direction, and
 * twice that, with m d ceil(m / 64) more, in each pullback. Source: Tomczak and Welling, arXiv
 * 1611.09630; Mhammedi et al., arXiv 1612.00188.
 */
public final class OrthogonalLinear extends AffineLayer {
  private final int reflections;

  /**
   * A layer of dimension d.
   *
   * @param reflections m, 1 to d
   */
  public OrthogonalLinear(int d, int reflections) {
    this(d, reflections, 0);
  }

  /**
   * A layer of dimension d.
   *
   * @param reflections m, 1 to d
   * @param context features of the context, 0 for none
   */
  public OrthogonalLinear(int d, int reflections, int context) {
    super(d, Reflections.requireCount(reflections, d) * d, context);
    this.reflections = reflections;
  }

  @Override
  Object derive(Storage.Slice slice) {
    return new Reflections(d, reflections, slice.parameters(), slice.parametersAt());
  }

  private static Reflections q(Weights w) {
    return w.derived(Reflections.class);
  }

  @Override
  void start(Weights w, RandomStream random) {
    q(w).start(random);
  }

  @Override
  public void prepare(Weights w) {
    q(w).prepare();
  }

  @Override
  public double logAbsDet(Weights w) {
    return 0;
  }

  @Override
  Workspace scratch() {
    return Reflections.workspace(d, reflections);
  }

  @Override
  void multiplyAdd(Weights w, float[] x, float[] y, Workspace s) {
    q(w).multiplyAdd(x, y, s);
  }

  @Override
  void multiplyTransposed(Weights w, float[] out, float[] xBar, Workspace s) {
    q(w).multiplyTransposed(out, xBar, s);
  }

  @Override
  void solve(Weights w, float[] r, float[] x, Workspace s) {
    q(w).solve(r, x, s);
  }

  @Override
  void solveTransposed(Weights w, float[] xBar, float[] out, Workspace s) {
    q(w).solveTransposed(xBar, out, s);
  }

  @Override
  void addGradient(
      Weights w, float[] out, float[] x, double logDetBar, float[] gradient, Workspace s) {
    q(w).addGradient(out, x, gradient, s);
  }

  @Override
  public Config config() {
    return describe("orthogonal-linear").with("reflections", reflections);
  }

  /** Reads orthogonal layers. */
  public static final class Provider implements BijectionProvider {
    @Override
    public String type() {
      return "orthogonal-linear";
    }

    @Override
    public Bijection create(Config config, BijectionReader reader) {
      int d = dimension(config);
      return new OrthogonalLinear(d, config.integer("reflections", 1, d), context(config));
    }
  }
}

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
 * The linear layer in its QR parametrisation, y = Q R x + b: Q is the product of m reflections, R
 * upper triangular with the diagonal e^a; log|det W| = sum of a.
 *
 * <p>Parameters: the m directions of Q (see {@link Reflections}); a (d) and the d (d - 1) / 2
 * elements of R above its diagonal (see {@link Triangle}), all 0 at first; the shift. Q starts as
 * the identity, so W does too; with an odd m it starts as one random reflection, and the
 * determinant stays negative. With m = d, or d - 1 if d is odd, every matrix of that sign is
 * reached.
 *
 * <ul>
 *   <li>W x: h = R x, g = Q h;
 *   <li>gradient: that of Q for out and h; hBar = Q^T out, RBar = hBar x^T, aBar_j = e^(a_j)
 *       RBar_jj + logDetBar;
 *   <li>inverse: h = Q^T r, R x = h; transposed R^T hBar = xBar, out = Q hBar.
 * </ul>
 *
 * <p>Cost: m^2 (d + m) / 2 multiply-adds a step; for each point d^2 / 2 + 2 m d + m^2 in each
 * direction, and twice that, with m d ceil(m / 64) more, in each pullback. Source: Hoogeboom, Van
 * den Berg and Welling, arXiv 1901.11137.
 */
public final class QrLinear extends AffineLayer {
  private final int reflections;

  /**
   * A layer of dimension d.
   *
   * @param reflections m, 1 to d
   */
  public QrLinear(int d, int reflections) {
    this(d, reflections, 0);
  }

  /**
   * A layer of dimension d.
   *
   * @param reflections m, 1 to d
   * @param context features of the context, 0 for none
   */
  public QrLinear(int d, int reflections, int context) {
    super(
        d, Reflections.requireCount(reflections, d) * d + d + Triangle.parameterCount(d), context);
    this.reflections = reflections;
  }

  private record Factors(Reflections q, LogScales diagonal, Triangle r) {}

  @Override
  Object derive(Storage.Slice slice) {
    float[] parameters = slice.parameters();
    int at = slice.parametersAt();
    int diagonal = at + reflections * d;
    return new Factors(
        new Reflections(d, reflections, parameters, at),
        new LogScales(d, parameters, diagonal),
        new Triangle(d, true, parameters, diagonal + d));
  }

  private static Factors factors(Weights w) {
    return w.derived(Factors.class);
  }

  @Override
  void start(Weights w, RandomStream random) {
    factors(w).q.start(random);
  }

  @Override
  public void prepare(Weights w) {
    Factors f = factors(w);
    f.q.prepare();
    f.diagonal.prepare();
    f.r.prepare(f.diagonal.scales(), 0);
  }

  @Override
  public double logAbsDet(Weights w) {
    return factors(w).diagonal.logDet();
  }

  /** h; hBar; the gradient of the diagonal, or what is solved for; what the factors need. */
  @Override
  Workspace scratch() {
    return Workspace.composite(
        List.of(Reflections.workspace(d, reflections), Triangle.workspace(d)),
        d * LANES,
        d * LANES,
        d * LANES);
  }

  @Override
  void multiplyAdd(Weights w, float[] x, float[] y, Workspace s) {
    float[] h = s.array(0);
    Arrays.fill(h, 0f);
    factors(w).r.multiplyAdd(x, h);
    factors(w).q.multiplyAdd(h, y, s.part(0));
  }

  @Override
  void multiplyTransposed(Weights w, float[] out, float[] xBar, Workspace s) {
    float[] hBar = s.array(1);
    factors(w).q.multiplyTransposed(out, hBar, s.part(0));
    if (xBar != null) {
      Arrays.fill(xBar, 0f);
      factors(w).r.multiplyTransposedAdd(hBar, xBar);
    }
  }

  @Override
  void solve(Weights w, float[] r, float[] x, Workspace s) {
    float[] h = s.array(0);
    float[] side = s.array(2);
    factors(w).q.solve(r, h, s.part(0));
    System.arraycopy(h, 0, side, 0, d * LANES);
    factors(w).r.solve(side, x);
  }

  @Override
  void solveTransposed(Weights w, float[] xBar, float[] out, Workspace s) {
    float[] hBar = s.array(1);
    factors(w).r.solveTransposed(xBar, hBar);
    factors(w).q.solveTransposed(hBar, out, s.part(0));
  }

  @Override
  void addGradient(
      Weights w, float[] out, float[] x, double logDetBar, float[] gradient, Workspace s) {
    float[] diagonalBar = s.array(2);
    factors(w).q.addGradient(out, s.array(0), gradient, s.part(0));
    factors(w).r.addGradient(s.array(1), x, diagonalBar, gradient, s.part(1));
    factors(w).diagonal.addGradient(diagonalBar, logDetBar, gradient);
  }

  @Override
  public Config config() {
    return describe("qr-linear").with("reflections", reflections);
  }

  /** Reads QR layers. */
  public static final class Provider implements BijectionProvider {
    @Override
    public String type() {
      return "qr-linear";
    }

    @Override
    public Bijection create(Config config, BijectionReader reader) {
      int d = dimension(config);
      return new QrLinear(d, config.integer("reflections", 1, d), context(config));
    }
  }
}

package org.p4inv.flows.linear;

import static org.p4inv.core.kernel.Tile.LANES;

import java.util.Arrays;
import java.util.List;
import org.p4inv.core.random.RandomStream;
import org.p4inv.flows.bijection.Lanes;
import org.p4inv.flows.bijection.Storage;
import org.p4inv.flows.bijection.Weights;
import org.p4inv.flows.bijection.Workspace;
import org.p4inv.flows.config.Config;

/**
 * What the linear layers share: the shift and its context, shapes, and the way from maps and
 * pullbacks to products with W, its inverse, and their transposed.
 *
 * <p>Parameters: those of W, then the {@link Shift}. With r = y - b - C c,
 *
 * <ul>
 *   <li>forward y = b + C c + W x; pullback xBar = W^T yBar, WBar = yBar x^T + logDetBar W^-T;
 *   <li>inverse x = W^-1 r; because dx = W^-1 (dr - dW x), its pullback is yBar = W^-T xBar and
 *       WBar = -yBar x^T - logDetBar W^-T.
 * </ul>
 *
 * <p>So both gradients are those of the scalar out . (W x) + logDetBar log|det W|, with out = yBar
 * in the one direction and out = -W^-T xBar in the other. A layer gives the four products and the
 * gradient of that scalar. They work on one workspace, in which a layer keeps what the gradient
 * needs: one of {@link #multiplyAdd} and {@link #solve} comes first, then {@link
 * #multiplyTransposed} or {@link #solveTransposed}, then {@link #addGradient} with the x and out of
 * the two.
 */
abstract class AffineLayer implements LinearLayer {
  static final int MOST = 16384;

  final int d;
  private final int matrixCount;
  private final Shift shift;

  /**
   * A layer of dimension d.
   *
   * @param matrixCount parameters of W
   * @param context features of the context, 0 for none
   */
  AffineLayer(int d, int matrixCount, int context) {
    if (d < 1 || d > MOST) {
      throw new IllegalArgumentException("d must be in 1 to 16384, got " + d);
    }
    this.d = d;
    this.matrixCount = matrixCount;
    this.shift = new Shift(d, context, matrixCount);
  }

  /** The object that keeps what is derived from the parameters of W. */
  abstract Object derive(Storage.Slice slice);

  /** Start values of W, where they are not 0. */
  abstract void start(Weights w, RandomStream random);

  /** The scratch memory of the five operations. */
  abstract Workspace scratch();

  /** y = y + W x. */
  abstract void multiplyAdd(Weights w, float[] x, float[] y, Workspace s);

  /** xBar = W^T out; null where nobody needs it. */
  abstract void multiplyTransposed(Weights w, float[] out, float[] xBar, Workspace s);

  /** x = W^-1 r; r may be overwritten. */
  abstract void solve(Weights w, float[] r, float[] x, Workspace s);

  /** out = W^-T xBar; xBar may be overwritten. */
  abstract void solveTransposed(Weights w, float[] xBar, float[] out, Workspace s);

  /** Adds the gradient of out . (W x), summed over the lanes, + logDetBar log|det W|. */
  abstract void addGradient(
      Weights w, float[] out, float[] x, double logDetBar, float[] gradient, Workspace s);

  @Override
  public final int dimension() {
    return d;
  }

  @Override
  public final int contextDimension() {
    return shift.contextDimension();
  }

  @Override
  public final int parameterCount() {
    return Math.addExact(matrixCount, shift.parameterCount());
  }

  @Override
  public final Weights bind(Storage storage) {
    Storage.Slice slice = storage.take(this);
    return Weights.deriving(slice, derive(slice));
  }

  /** The layer's own; r or a negated cotangent; the cotangent of W x; scratch of the shift. */
  @Override
  public final Workspace workspace() {
    return Workspace.composite(List.of(scratch()), d * LANES, d * LANES, shift.scratch());
  }

  @Override
  public final void initialise(Weights w, RandomStream random) {
    Arrays.fill(w.parameters(), w.at(), w.at() + matrixCount, 0f);
    start(w, random);
    shift.initialise(w);
  }

  @Override
  public final void forward(Weights w, float[] x, float[] y, double[] logDet, Workspace s) {
    shift.fill(w, y, s);
    multiplyAdd(w, x, y, s.part(0));
    Lanes.add(logAbsDet(w), logDet);
  }

  @Override
  public final void forwardPullback(
      Weights w,
      float[] x,
      float[] y,
      float[] yBar,
      double[] logDetBar,
      float[] xBar,
      float[] gradient,
      Workspace s) {
    multiplyTransposed(w, yBar, xBar, s.part(0));
    addGradient(w, yBar, x, Lanes.sum(logDetBar), gradient, s.part(0));
    shift.addGradient(w, yBar, gradient, s.array(2), s);
  }

  @Override
  public final void inverse(Weights w, float[] y, float[] x, double[] logDet, Workspace s) {
    float[] r = s.array(0);
    shift.subtract(w, y, r, s);
    solve(w, r, x, s.part(0));
    Lanes.add(-logAbsDet(w), logDet);
  }

  @Override
  public final void inversePullback(
      Weights w,
      float[] y,
      float[] x,
      float[] xBar,
      double[] logDetBar,
      float[] yBar,
      float[] gradient,
      Workspace s) {
    float[] negated = s.array(0);
    float[] out = s.array(1);
    negate(xBar, negated);
    solveTransposed(w, negated, out, s.part(0));
    addGradient(w, out, x, -Lanes.sum(logDetBar), gradient, s.part(0));
    shift.addGradient(w, out, gradient, s.array(2), s);
    if (yBar != null) {
      negate(out, yBar);
    }
  }

  private static void negate(float[] x, float[] negated) {
    for (int i = 0; i < x.length; i++) {
      negated[i] = -x[i];
    }
  }

  /** The description of a layer of this type, to which it adds its own entries. */
  final Config describe(String type) {
    return Config.of("type", type).with("dimension", d).with("context", contextDimension());
  }

  /** The dimension that a description names. */
  static int dimension(Config config) {
    return config.integer("dimension", 1, MOST);
  }

  /** The context dimension that a description names. */
  static int context(Config config) {
    return config.integer("context", 0, Shift.MOST_CONTEXT);
  }
}

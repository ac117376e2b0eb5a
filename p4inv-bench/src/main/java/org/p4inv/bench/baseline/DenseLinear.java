package org.p4inv.bench.baseline;

import static org.p4inv.core.kernel.Tile.LANES;

import java.util.Arrays;
import org.p4inv.core.kernel.Kernels;
import org.p4inv.core.random.RandomStream;
import org.p4inv.flows.bijection.Bijection;
import org.p4inv.flows.bijection.Storage;
import org.p4inv.flows.bijection.Weights;
import org.p4inv.flows.bijection.Workspace;
import org.p4inv.flows.config.Config;

/**
 * The dense linear layer that P4Inv replaces, y = W x + b, with every element of W trained, and
 * W^-1 and log|det W| computed anew after every step.
 *
 * <p>Parameters: W (d^2, see {@link Panels}), at first the identity, and b (d), at first 0; {@link
 * #parameters} makes them from a given matrix.
 *
 * <ul>
 *   <li>forward y = W x + b; pullback xBar = W^T yBar, WBar = yBar x^T + logDetBar W^-T, bBar =
 *       yBar;
 *   <li>inverse x = W^-1 (y - b); its pullback is h = W^-T xBar, yBar = h, WBar = -h x^T -
 *       logDetBar W^-T, bBar = -h.
 * </ul>
 *
 * <p>Cost: d^3 multiply-adds a step for {@link GaussJordan}; for each point d^2 in each direction
 * and 2 d^2 in each pullback, and d^2 for each tile for the gradient of log|det W|. The engine sums
 * gradients in up to 8 accumulators as long as the parameter vector, which are cleared and joined
 * in each step: memory traffic of some 24 d^2 floats that a layer of O(d) parameters does not have.
 */
public final class DenseLinear implements Bijection {
  private static final Kernels K = Kernels.active();

  private final int d;

  /** A layer of dimension d. */
  public DenseLinear(int d) {
    if (d < 1 || d > 16384) {
      throw new IllegalArgumentException("d must be in 1 to 16384, got " + d);
    }
    this.d = d;
  }

  @Override
  public int dimension() {
    return d;
  }

  @Override
  public int parameterCount() {
    return d * d + d;
  }

  @Override
  public Weights bind(Storage storage) {
    Storage.Slice slice = storage.take(this);
    return Weights.deriving(slice, new DenseInverse(d, slice.parameters(), slice.parametersAt()));
  }

  /** y - b or a cotangent; a cotangent; 64 features, and the same transposed; scratch. */
  @Override
  public Workspace workspace() {
    return Workspace.of(d * LANES, d * LANES, LANES * LANES, LANES * LANES, d * LANES);
  }

  /**
   * The parameters of a given map.
   *
   * @param matrix W, row-major d x d. Not modified.
   * @param bias b, length d. Not modified.
   */
  public float[] parameters(float[] matrix, float[] bias) {
    float[] parameters = new float[parameterCount()];
    for (int i = 0; i < d; i++) {
      for (int j = 0; j < d; j++) {
        parameters[Panels.position(d, i, j)] = matrix[i * d + j];
      }
    }
    System.arraycopy(bias, 0, parameters, d * d, d);
    return parameters;
  }

  @Override
  public void initialise(Weights w, RandomStream random) {
    Arrays.fill(w.parameters(), w.at(), w.at() + parameterCount(), 0f);
    for (int i = 0; i < d; i++) {
      w.parameters()[w.at() + Panels.position(d, i, i)] = 1;
    }
  }

  @Override
  public void prepare(Weights w) {
    derived(w).prepare();
  }

  private static DenseInverse derived(Weights w) {
    return w.derived(DenseInverse.class);
  }

  private int biasAt(Weights w) {
    return w.at() + d * d;
  }

  @Override
  public void forward(Weights w, float[] x, float[] y, double[] logDet, Workspace s) {
    Tiles.fillRows(d, w.parameters(), biasAt(w), y);
    Panels.multiplyAdd(d, w.parameters(), w.at(), x, y);
    Tiles.add(derived(w).logAbsDet(), logDet);
  }

  @Override
  public void forwardPullback(
      Weights w,
      float[] x,
      float[] y,
      float[] yBar,
      double[] logDetBar,
      float[] xBar,
      float[] gradient,
      Workspace s) {
    if (xBar != null) {
      Arrays.fill(xBar, 0f);
      Panels.multiplyTransposedAdd(d, w.parameters(), w.at(), yBar, xBar);
    }
    addGradient(w, yBar, x, (float) Tiles.sum(logDetBar), gradient, s);
  }

  @Override
  public void inverse(Weights w, float[] y, float[] x, double[] logDet, Workspace s) {
    float[] r = s.array(0);
    Tiles.subtractRows(d, y, w.parameters(), biasAt(w), r);
    Arrays.fill(x, 0f);
    Panels.multiplyTransposedAdd(d, derived(w).inverseTransposed(), 0, r, x);
    Tiles.add(-derived(w).logAbsDet(), logDet);
  }

  @Override
  public void inversePullback(
      Weights w,
      float[] y,
      float[] x,
      float[] xBar,
      double[] logDetBar,
      float[] yBar,
      float[] gradient,
      Workspace s) {
    float[] h = yBar == null ? s.array(0) : yBar;
    Arrays.fill(h, 0f);
    Panels.multiplyAdd(d, derived(w).inverseTransposed(), 0, xBar, h);
    float[] negated = s.array(1);
    Tiles.negate(h, 0, negated, d * LANES);
    addGradient(w, negated, x, (float) -Tiles.sum(logDetBar), gradient, s);
  }

  /** WBar += out x^T + logDetBar W^-T and bBar += out, summed over the lanes. */
  private void addGradient(
      Weights w, float[] out, float[] x, float logDetBar, float[] gradient, Workspace s) {
    for (int p = 0; p < Panels.count(d); p++) {
      float[] xt = s.array(3);
      Panels.transpose(d, p, x, s.array(2), xt);
      int at = w.at() + p * LANES * d;
      Panels.outerAdd(d, Panels.width(d, p), out, 0, xt, gradient, at, s.array(4));
    }
    addMultiple(logDetBar, derived(w).inverseTransposed(), gradient, w.at());
    K.sumLanesAdd(d, out, 0, gradient, biasAt(w));
  }

  private static void addMultiple(float factor, float[] x, float[] y, int yo) {
    for (int i = 0; i < x.length; i++) {
      y[yo + i] = Math.fma(factor, x[i], y[yo + i]);
    }
  }

  @Override
  public Config config() {
    return Config.of("type", "baseline-dense").with("dimension", d);
  }
}

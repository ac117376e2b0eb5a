package org.p4inv.flows.linear;

import java.util.Arrays;
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
 * The dense linear layer that the others replace, y = W x + b, with every element of W trained, and
 * W^-1 and log|det W| computed anew after every step.
 *
 * <p>Parameters: W (row-major d x d), at first the identity, then the shift. With logDetBar the sum
 * over the points, WBar = out x^T + logDetBar W^-T in both directions. A singular W gives NaN.
 *
 * <p>Cost: d^3 multiply-adds a step for {@link GaussJordan}; for each point d^2 in each direction
 * and 2 d^2 in each pullback, and d^2 for each tile for the gradient of log|det W|. The engine sums
 * gradients in up to 8 accumulators as long as the parameter vector, which are cleared and joined
 * in each step: memory traffic of some 24 d^2 floats that a layer of O(d) parameters does not have.
 */
public final class DenseLinear extends AffineLayer {
  private static final Kernels K = Kernels.active();

  /** A layer of dimension d. */
  public DenseLinear(int d) {
    this(d, 0);
  }

  /**
   * A layer of dimension d.
   *
   * @param context features of the context, 0 for none
   */
  public DenseLinear(int d, int context) {
    super(d, d * d, context);
  }

  @Override
  Object derive(Storage.Slice slice) {
    return new DenseInverse(d, slice.parameters(), slice.parametersAt());
  }

  @Override
  void start(Weights w, RandomStream random) {
    for (int i = 0; i < d; i++) {
      w.parameters()[w.at() + i * d + i] = 1;
    }
  }

  @Override
  public void prepare(Weights w) {
    w.derived(DenseInverse.class).prepare();
  }

  @Override
  public double logAbsDet(Weights w) {
    return w.derived(DenseInverse.class).logAbsDet();
  }

  @Override
  Workspace scratch() {
    return Workspace.of(WeightGradient.scratch(d, d));
  }

  @Override
  void multiplyAdd(Weights w, float[] x, float[] y, Workspace s) {
    K.multiplyAdd(d, d, w.parameters(), w.at(), d, 1, x, 0, y, 0);
  }

  @Override
  void multiplyTransposed(Weights w, float[] out, float[] xBar, Workspace s) {
    if (xBar != null) {
      K.multiplyTransposed(d, d, w.parameters(), w.at(), out, 0, xBar, 0);
    }
  }

  private static float[] inverseTransposed(Weights w) {
    return w.derived(DenseInverse.class).inverseTransposed();
  }

  @Override
  void solve(Weights w, float[] r, float[] x, Workspace s) {
    K.multiplyTransposed(d, d, inverseTransposed(w), 0, r, 0, x, 0);
  }

  @Override
  void solveTransposed(Weights w, float[] xBar, float[] out, Workspace s) {
    Arrays.fill(out, 0f);
    K.multiplyAdd(d, d, inverseTransposed(w), 0, d, 1, xBar, 0, out, 0);
  }

  @Override
  void addGradient(
      Weights w, float[] out, float[] x, double logDetBar, float[] gradient, Workspace s) {
    WeightGradient.add(d, d, out, 0, x, gradient, w.at(), s.array(0));
    float[] inverseTransposed = inverseTransposed(w);
    float factor = (float) logDetBar;
    for (int i = 0; i < d * d; i++) {
      gradient[w.at() + i] = Math.fma(factor, inverseTransposed[i], gradient[w.at() + i]);
    }
  }

  @Override
  public Config config() {
    return describe("dense-linear");
  }

  /** Reads dense layers. */
  public static final class Provider implements BijectionProvider {
    @Override
    public String type() {
      return "dense-linear";
    }

    @Override
    public Bijection create(Config config, BijectionReader reader) {
      return new DenseLinear(dimension(config), context(config));
    }
  }
}

package org.p4inv.flows.linear;

import static org.p4inv.core.kernel.Tile.LANES;

import java.util.Arrays;
import org.p4inv.core.kernel.Kernels;
import org.p4inv.core.p4.InvertiblePerturbation;
import org.p4inv.core.p4.LogDetBounds;
import org.p4inv.core.random.RandomStream;
import org.p4inv.flows.bijection.Bijection;
import org.p4inv.flows.bijection.BijectionProvider;
import org.p4inv.flows.bijection.BijectionReader;
import org.p4inv.flows.bijection.Lanes;
import org.p4inv.flows.bijection.Storage;
import org.p4inv.flows.bijection.WeightGradient;
import org.p4inv.flows.bijection.Weights;
import org.p4inv.flows.bijection.Workspace;
import org.p4inv.flows.config.Config;

/**
 * The P4Inv layer, y = (A + U V^T) x + b + C c: a dense invertible linear map that is trained by
 * perturbations of rank k, with inverse and determinant tracked.
 *
 * <p>Parameters: U, V (each {@code [k x d]}, see {@link InvertiblePerturbation}), b (d) and, for a
 * context c, C (row-major d x c, at first 0); A, A^-1, log|det A| and its sign are frozen and
 * change by merges only. With s = V^T x, t = U^T yBar:
 *
 * <ul>
 *   <li>forward y = A x + U s + b; pullback xBar = A^T yBar + V t, UBar = yBar s^T, VBar = x t^T;
 *   <li>inverse x = A^-1 r + U' V'^T r with r = y - b - C c; because dx = -W^-1 dW x, its pullback
 *       is h = W^-T xBar, UBar = -h (V^T x)^T, VBar = -x (U^T h)^T, bBar = -h: no product with a d
 *       x d gradient in either direction.
 * </ul>
 *
 * <p>Cost for each point: d^2 + O(k d) multiply-adds in each direction and in each pullback.
 * Source: arXiv 2010.07033, section 3.
 */
public final class P4InvLinear implements LinearLayer {
  private static final Kernels K = Kernels.active();

  /** The map before training. */
  public enum Start {
    /** x itself. */
    IDENTITY,
    /** x in reverse order: a trainable channel swap between couplings. */
    REVERSAL
  }

  private final int d;
  private final int k;
  private final Start start;
  private final Shift shift;

  /** A layer of dimension d with rank-one perturbations. */
  public P4InvLinear(int d, Start start) {
    this(d, 1, start);
  }

  /**
   * A layer of dimension d.
   *
   * @param k rank of a perturbation, 1 in the paper; larger ranks need fewer merges
   */
  public P4InvLinear(int d, int k, Start start) {
    this(d, k, start, 0);
  }

  /**
   * A layer of dimension d whose shift depends on a context.
   *
   * @param k rank of a perturbation
   * @param context features of the context, 0 for none
   */
  public P4InvLinear(int d, int k, Start start, int context) {
    this.d = d;
    this.k = k;
    this.start = start;
    this.shift = new Shift(d, context, InvertiblePerturbation.parameterCount(d, k));
  }

  @Override
  public int dimension() {
    return d;
  }

  @Override
  public int contextDimension() {
    return shift.contextDimension();
  }

  @Override
  public int parameterCount() {
    return Math.addExact(InvertiblePerturbation.parameterCount(d, k), shift.parameterCount());
  }

  @Override
  public int frozenCount() {
    return InvertiblePerturbation.frozenCount(d);
  }

  @Override
  public Weights bind(Storage storage) {
    Storage.Slice slice = storage.take(this);
    return Weights.deriving(
        slice,
        new InvertiblePerturbation(
            d,
            k,
            slice.parameters(),
            slice.parametersAt(),
            slice.frozen(),
            slice.frozenAt(),
            LogDetBounds.forDimension(d),
            storage.workers()));
  }

  private static InvertiblePerturbation perturbation(Weights w) {
    return w.derived(InvertiblePerturbation.class);
  }

  /** V^T x and U^T yBar, {@code [k x 64]} each; two tiles; scratch of the gradients. */
  @Override
  public Workspace workspace() {
    int scratch = Math.max(WeightGradient.scratch(k, d), shift.scratch());
    return Workspace.of(k * LANES, k * LANES, d * LANES, d * LANES, scratch);
  }

  @Override
  public void initialise(Weights w, RandomStream random) {
    int[] permutation = new int[d];
    for (int i = 0; i < d; i++) {
      permutation[i] = start == Start.IDENTITY ? i : d - 1 - i;
    }
    perturbation(w).start(permutation, random);
    shift.initialise(w);
  }

  @Override
  public void refresh(Weights w) {
    perturbation(w).refresh();
  }

  @Override
  public void prepare(Weights w) {
    perturbation(w).prepare();
  }

  @Override
  public double logAbsDet(Weights w) {
    return perturbation(w).logDet();
  }

  /** small = rows x, with rows {@code [k x d]}. */
  private void contract(float[] rows, int at, float[] x, float[] small) {
    Arrays.fill(small, 0f);
    K.multiplyAdd(k, d, rows, at, d, 1, x, 0, small, 0);
  }

  /** y += rows^T small, with rows {@code [k x d]}. */
  private void expandAdd(float[] rows, int at, float[] small, float[] y) {
    K.multiplyAdd(d, k, rows, at, 1, d, small, 0, y, 0);
  }

  @Override
  public void forward(Weights w, float[] x, float[] y, double[] logDet, Workspace s) {
    InvertiblePerturbation p = perturbation(w);
    float[] vx = s.array(0);
    contract(w.parameters(), p.freshFrom(), x, vx);
    K.multiply(d, d, p.a(), 0, w.parameters(), shift.at(w), x, 0, y, 0);
    expandAdd(w.parameters(), p.uFrom(), vx, y);
    shift.addContext(w, y, s);
    Lanes.add(p.logDet(), logDet);
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
    InvertiblePerturbation p = perturbation(w);
    float[] vx = s.array(0);
    float[] uy = s.array(1);
    contract(w.parameters(), p.uFrom(), yBar, uy);
    if (xBar != null) {
      K.multiplyTransposed(d, d, p.a(), 0, yBar, 0, xBar, 0);
      expandAdd(w.parameters(), p.freshFrom(), uy, xBar);
    }
    addGradient(w, p, yBar, vx, x, uy, gradient, s);
    p.addLogDetGradient((float) Lanes.sum(logDetBar), gradient);
  }

  /** UBar += out vx^T, VBar += x uy^T and the gradient of the shift, summed over the lanes. */
  private void addGradient(
      Weights w,
      InvertiblePerturbation p,
      float[] out,
      float[] vx,
      float[] x,
      float[] uy,
      float[] gradient,
      Workspace s) {
    WeightGradient.add(k, d, vx, 0, out, gradient, p.uFrom(), s.array(4));
    WeightGradient.add(k, d, uy, 0, x, gradient, p.freshFrom(), s.array(4));
    shift.addGradient(w, out, gradient, s.array(4), s);
  }

  @Override
  public void inverse(Weights w, float[] y, float[] x, double[] logDet, Workspace s) {
    InvertiblePerturbation p = perturbation(w);
    float[] vr = s.array(0);
    float[] r = s.array(2);
    shift.subtract(w, y, r, s);
    contract(p.inverseV(), 0, r, vr);
    Arrays.fill(x, 0f);
    K.multiplyAdd(d, d, p.inverse(), 0, d, 1, r, 0, x, 0);
    expandAdd(p.inverseU(), 0, vr, x);
    Lanes.add(-p.logDet(), logDet);
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
    InvertiblePerturbation p = perturbation(w);
    float[] small = s.array(1);
    float[] h = yBar == null ? s.array(3) : yBar;
    contract(p.inverseU(), 0, xBar, small);
    K.multiplyTransposed(d, d, p.inverse(), 0, xBar, 0, h, 0);
    expandAdd(p.inverseV(), 0, small, h);

    float[] negated = s.array(2);
    for (int i = 0; i < d * LANES; i++) {
      negated[i] = -h[i];
    }
    float[] vx = s.array(0);
    contract(w.parameters(), p.freshFrom(), x, vx);
    contract(w.parameters(), p.uFrom(), negated, small);
    addGradient(w, p, negated, vx, x, small, gradient, s);
    p.addLogDetGradient((float) -Lanes.sum(logDetBar), gradient);
  }

  @Override
  public Config config() {
    return Config.of("type", "p4inv-linear")
        .with("dimension", d)
        .with("rank", k)
        .with("start", start == Start.IDENTITY ? "identity" : "reversal")
        .with("context", contextDimension());
  }

  /** Reads P4Inv layers. */
  public static final class Provider implements BijectionProvider {
    @Override
    public String type() {
      return "p4inv-linear";
    }

    @Override
    public Bijection create(Config config, BijectionReader reader) {
      String start = config.text("start");
      if (!start.equals("identity") && !start.equals("reversal")) {
        throw new IllegalArgumentException(
            "start must be identity or reversal, got '" + start + "'");
      }
      return new P4InvLinear(
          config.integer("dimension", 1, 16384),
          config.integer("rank", 1, 256),
          start.equals("identity") ? Start.IDENTITY : Start.REVERSAL,
          AffineLayer.context(config));
    }
  }
}

package org.p4inv.flows.bijection;

import static org.p4inv.core.kernel.Tile.LANES;

import java.util.List;
import org.p4inv.core.kernel.Kernels;
import org.p4inv.core.random.RandomStream;
import org.p4inv.flows.config.Config;

/**
 * An affine coupling (RealNVP): the first h coordinates pass and say how the others are scaled and
 * shifted.
 *
 * <p>y_1 = x_1 and y_2 = x_2 exp(a) + t, where a = B tanh(r / B) and (r, t) are the outputs of a
 * multi-layer perceptron of x_1; the log-det is the sum of a. The bound B keeps a scale between
 * exp(-B) and exp(B). A new coupling is the identity. Cost for each point: that of the perceptron,
 * 2 (d - h) outputs wide. Source: Dinh, Sohl-Dickstein and Bengio, arXiv 1605.08803, eq. 4 to 8.
 */
public final class AffineCoupling implements Bijection {
  private static final Kernels K = Kernels.active();

  /**
   * Wider bounds let few couplings tear the base apart, and leave no density between modes: see
   * docs/decisions.
   */
  private static final float BOUND = 1f;

  private final int d;
  private final int h;
  private final int n;
  private final Mlp mlp;

  /**
   * A coupling of d coordinates, of which the first h condition the others.
   *
   * @param d at least 2
   * @param h 1 to d - 1
   * @param activation of the perceptron
   * @param hidden widths of its hidden layers; none for an affine conditioner
   */
  public AffineCoupling(int d, int h, Activation activation, int... hidden) {
    if (d < 2) {
      throw new IllegalArgumentException("d must be at least 2, got " + d);
    }
    if (h < 1 || h >= d) {
      throw new IllegalArgumentException("h must be in 1 to d - 1 = " + (d - 1) + ", got " + h);
    }
    this.d = d;
    this.h = h;
    this.n = (d - h) * LANES;
    int[] widths = new int[hidden.length + 2];
    widths[0] = h;
    System.arraycopy(hidden, 0, widths, 1, hidden.length);
    widths[hidden.length + 1] = 2 * (d - h);
    this.mlp = new Mlp(widths, activation);
  }

  @Override
  public int dimension() {
    return d;
  }

  @Override
  public int parameterCount() {
    return mlp.parameterCount();
  }

  /** tanh(r / B); the scales exp(a) or exp(-a). */
  @Override
  public Workspace workspace() {
    return Workspace.composite(List.of(mlp.workspace()), n, n);
  }

  @Override
  public void initialise(Weights w, RandomStream random) {
    mlp.initialise(w.parameters(), w.at(), random);
  }

  /** Runs the conditioner; leaves tanh(r / B) and exp(sign a), adds sign times the log-det. */
  private float[] condition(Weights w, float[] x, int sign, double[] logDet, Workspace s) {
    float[] out = mlp.forward(w.parameters(), w.at(), x, s.part(0));
    float[] tanh = s.array(0);
    float[] scale = s.array(1);
    for (int i = 0; i < n; i++) {
      tanh[i] = out[i] / BOUND;
    }
    K.tanh(tanh, 0, tanh, 0, n);
    float factor = sign * BOUND;
    for (int i = 0; i < n; i++) {
      scale[i] = factor * tanh[i];
    }
    for (int from = 0; from < n; from += LANES) {
      for (int lane = 0; lane < LANES; lane++) {
        logDet[lane] += scale[from + lane];
      }
    }
    K.exp(scale, 0, scale, 0, n);
    return out;
  }

  @Override
  public void forward(Weights w, float[] x, float[] y, double[] logDet, Workspace s) {
    float[] out = condition(w, x, 1, logDet, s);
    float[] scale = s.array(1);
    int second = h * LANES;
    System.arraycopy(x, 0, y, 0, second);
    for (int i = 0; i < n; i++) {
      y[second + i] = Math.fma(x[second + i], scale[i], out[n + i]);
    }
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
    float[] tanh = s.array(0);
    float[] scale = s.array(1);
    float[] outBar = mlp.outputBar(s.part(0));
    int second = h * LANES;
    for (int from = 0; from < n; from += LANES) {
      for (int lane = 0; lane < LANES; lane++) {
        int i = from + lane;
        float bar = yBar[second + i];
        float aBar = Math.fma(bar * scale[i], x[second + i], (float) logDetBar[lane]);
        xBar[second + i] = bar * scale[i];
        outBar[i] = aBar * (1f - tanh[i] * tanh[i]);
        outBar[n + i] = bar;
      }
    }
    System.arraycopy(yBar, 0, xBar, 0, second);
    mlp.pullbackAdd(w.parameters(), w.at(), x, xBar, gradient, s.part(0));
  }

  @Override
  public void inverse(Weights w, float[] y, float[] x, double[] logDet, Workspace s) {
    float[] out = condition(w, y, -1, logDet, s);
    float[] scale = s.array(1);
    int second = h * LANES;
    System.arraycopy(y, 0, x, 0, second);
    for (int i = 0; i < n; i++) {
      x[second + i] = (y[second + i] - out[n + i]) * scale[i];
    }
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
    float[] tanh = s.array(0);
    float[] scale = s.array(1);
    float[] outBar = mlp.outputBar(s.part(0));
    int second = h * LANES;
    for (int from = 0; from < n; from += LANES) {
      for (int lane = 0; lane < LANES; lane++) {
        int i = from + lane;
        float bar = xBar[second + i];
        float aBar = -Math.fma(bar, x[second + i], (float) logDetBar[lane]);
        yBar[second + i] = bar * scale[i];
        outBar[i] = aBar * (1f - tanh[i] * tanh[i]);
        outBar[n + i] = -bar * scale[i];
      }
    }
    System.arraycopy(xBar, 0, yBar, 0, second);
    mlp.pullbackAdd(w.parameters(), w.at(), y, yBar, gradient, s.part(0));
  }

  @Override
  public Config config() {
    return Config.of("type", "affine-coupling")
        .with("dimension", d)
        .with("conditioning", h)
        .with("activation", mlp.activation().label())
        .with("hidden", mlp.hidden());
  }

  /** Reads affine couplings. */
  public static final class Provider implements BijectionProvider {
    @Override
    public String type() {
      return "affine-coupling";
    }

    @Override
    public Bijection create(Config config, BijectionReader reader) {
      return new AffineCoupling(
          config.integer("dimension", 2, Integer.MAX_VALUE / LANES),
          config.integer("conditioning", 1, Integer.MAX_VALUE / LANES),
          Activation.ofLabel(config.text("activation")),
          config.integers("hidden"));
    }
  }
}

package org.p4inv.flows.coupling;

import static org.p4inv.core.kernel.Tile.LANES;

import java.util.List;
import org.p4inv.core.kernel.Kernels;
import org.p4inv.core.random.RandomStream;
import org.p4inv.flows.bijection.Bijection;
import org.p4inv.flows.bijection.BijectionProvider;
import org.p4inv.flows.bijection.BijectionReader;
import org.p4inv.flows.bijection.Weights;
import org.p4inv.flows.bijection.Workspace;
import org.p4inv.flows.conditioner.Activation;
import org.p4inv.flows.conditioner.Mlp;
import org.p4inv.flows.config.Config;

/**
 * An affine coupling (RealNVP): the first h coordinates pass and say how the others are scaled and
 * shifted.
 *
 * <p>y_1 = x_1 and y_2 = x_2 exp(a) + t, where a = tanh(r) and (r, t) are computed from x_1 by one
 * multi-layer perceptron, or by two, one for r and one for t; the log-det is the sum of a. So a
 * scale lies between 1/e and e: wider bounds let few couplings tear the base apart, and leave no
 * density between modes (docs/decisions/004). A new coupling is the identity. Cost for each point:
 * that of the perceptrons, 2 (d - h) outputs wide. Source: Dinh, Sohl-Dickstein and Bengio, arXiv
 * 1605.08803, eq. 4 to 8.
 */
public final class AffineCoupling implements Bijection {
  private static final Kernels K = Kernels.active();

  private final int d;
  private final int h;
  private final int n;
  private final List<Mlp> mlps;

  /**
   * A coupling of d coordinates, of which the first h condition the others through one perceptron.
   *
   * @param d at least 2
   * @param h 1 to d - 1
   * @param activation of the perceptron
   * @param hidden widths of its hidden layers; none for an affine conditioner
   */
  public AffineCoupling(int d, int h, Activation activation, int... hidden) {
    this(d, h, false, activation, hidden);
  }

  private AffineCoupling(int d, int h, boolean separate, Activation activation, int[] hidden) {
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
    widths[hidden.length + 1] = (separate ? 1 : 2) * (d - h);
    Mlp mlp = new Mlp(widths, activation);
    this.mlps = separate ? List.of(mlp, mlp) : List.of(mlp);
  }

  /**
   * The same with two perceptrons of these widths: one for the scales and one for the shifts.
   *
   * @param hidden widths of the hidden layers of each
   */
  public static AffineCoupling separate(int d, int h, Activation activation, int... hidden) {
    return new AffineCoupling(d, h, true, activation, hidden);
  }

  @Override
  public int dimension() {
    return d;
  }

  @Override
  public int parameterCount() {
    return mlps.size() * mlps.get(0).parameterCount();
  }

  /** (r, t); their cotangents; tanh(r); the scales exp(a) or exp(-a). */
  @Override
  public Workspace workspace() {
    return Workspace.composite(mlps.stream().map(Mlp::workspace).toList(), 2 * n, 2 * n, n, n);
  }

  @Override
  public void initialise(Weights w, RandomStream random) {
    for (int i = 0; i < mlps.size(); i++) {
      mlps.get(i).initialise(w.parameters(), at(w, i), random);
    }
  }

  /** Where the parameters of perceptron i begin. */
  private int at(Weights w, int i) {
    return w.at() + i * mlps.get(0).parameterCount();
  }

  /** Runs the conditioner; leaves tanh(r) and exp(sign a), adds sign times the log-det. */
  private float[] condition(Weights w, float[] x, int sign, double[] logDet, Workspace s) {
    float[] out = s.array(0);
    for (int i = 0; i < mlps.size(); i++) {
      mlps.get(i).forward(w.parameters(), at(w, i), x, out, i * n, s.part(i));
    }
    float[] tanh = s.array(2);
    float[] scale = s.array(3);
    K.tanh(out, 0, tanh, 0, n);
    for (int i = 0; i < n; i++) {
      scale[i] = sign * tanh[i];
    }
    K.addRows(d - h, 1, scale, 0, logDet);
    K.exp(scale, 0, scale, 0, n);
    return out;
  }

  /** From the cotangents of (r, t) to the gradient and, unless it is null, the input's. */
  private void conditionPullback(
      Weights w, float[] x, float[] xBar, float[] gradient, Workspace s) {
    for (int i = 0; i < mlps.size(); i++) {
      mlps.get(i)
          .pullbackAdd(w.parameters(), at(w, i), x, s.array(1), i * n, xBar, gradient, s.part(i));
    }
  }

  @Override
  public void forward(Weights w, float[] x, float[] y, double[] logDet, Workspace s) {
    float[] out = condition(w, x, 1, logDet, s);
    float[] scale = s.array(3);
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
    float[] outBar = s.array(1);
    float[] tanh = s.array(2);
    float[] scale = s.array(3);
    int second = h * LANES;
    for (int from = 0; from < n; from += LANES) {
      for (int lane = 0; lane < LANES; lane++) {
        int i = from + lane;
        float bar = yBar[second + i];
        float aBar = Math.fma(bar * scale[i], x[second + i], (float) logDetBar[lane]);
        outBar[i] = aBar * (1f - tanh[i] * tanh[i]);
        outBar[n + i] = bar;
      }
    }
    if (xBar != null) {
      System.arraycopy(yBar, 0, xBar, 0, second);
      for (int i = 0; i < n; i++) {
        xBar[second + i] = yBar[second + i] * scale[i];
      }
    }
    conditionPullback(w, x, xBar, gradient, s);
  }

  @Override
  public void inverse(Weights w, float[] y, float[] x, double[] logDet, Workspace s) {
    float[] out = condition(w, y, -1, logDet, s);
    float[] scale = s.array(3);
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
    float[] outBar = s.array(1);
    float[] tanh = s.array(2);
    float[] scale = s.array(3);
    int second = h * LANES;
    for (int from = 0; from < n; from += LANES) {
      for (int lane = 0; lane < LANES; lane++) {
        int i = from + lane;
        float bar = xBar[second + i];
        float aBar = -Math.fma(bar, x[second + i], (float) logDetBar[lane]);
        outBar[i] = aBar * (1f - tanh[i] * tanh[i]);
        outBar[n + i] = -bar * scale[i];
      }
    }
    if (yBar != null) {
      System.arraycopy(xBar, 0, yBar, 0, second);
      for (int i = 0; i < n; i++) {
        yBar[second + i] = xBar[second + i] * scale[i];
      }
    }
    conditionPullback(w, y, yBar, gradient, s);
  }

  @Override
  public Config config() {
    return Config.of("type", "affine-coupling")
        .with("dimension", d)
        .with("conditioning", h)
        .with("perceptrons", mlps.size())
        .with("activation", mlps.get(0).activation().label())
        .with("hidden", mlps.get(0).hidden());
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
          config.integer("perceptrons", 1, 2) == 2,
          Activation.ofLabel(config.text("activation")),
          config.integers("hidden"));
    }
  }
}

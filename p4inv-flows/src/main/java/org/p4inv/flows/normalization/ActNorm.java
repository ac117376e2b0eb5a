package org.p4inv.flows.normalization;

import static org.p4inv.core.kernel.Tile.LANES;

import org.p4inv.core.kernel.Kernels;
import org.p4inv.core.kernel.Tile;
import org.p4inv.flows.bijection.Bijection;
import org.p4inv.flows.bijection.BijectionProvider;
import org.p4inv.flows.bijection.BijectionReader;
import org.p4inv.flows.bijection.Lanes;
import org.p4inv.flows.bijection.Weights;
import org.p4inv.flows.bijection.Workspace;
import org.p4inv.flows.config.Config;

/**
 * A trainable scale and shift of every coordinate, y_j = x_j exp(a_j) + b_j; log-det sum of a.
 *
 * <p>Parameters: a, then b, each of length d; both 0 at first. {@link #fitForward} and {@link
 * #fitInverse} set them so that the image of a batch has mean 0 and variance 1; once, and a frozen
 * number that a model file keeps says that it was done: later calls only map the batch, so that
 * training goes on where it was. Cost: d exponentials for each tile. Source: Kingma and Dhariwal,
 * Glow, arXiv 1807.03039, section 3.1.
 */
public final class ActNorm implements Bijection {
  private static final Kernels K = Kernels.active();

  private final int d;

  /** The layer of d coordinates. */
  public ActNorm(int d) {
    if (d < 1) {
      throw new IllegalArgumentException("d must be at least 1, got " + d);
    }
    this.d = d;
  }

  @Override
  public int dimension() {
    return d;
  }

  @Override
  public int parameterCount() {
    return 2 * d;
  }

  /** The scales of one direction; the image of x (or of y - b) without the shift. */
  @Override
  public Workspace workspace() {
    return Workspace.of(d, d * LANES, d * LANES);
  }

  /** Whether it was fitted: 0 or 1. */
  @Override
  public int frozenCount() {
    return 1;
  }

  @Override
  public void fitForward(Weights w, float[][] batch, int points, Workspace s) {
    fit(w, batch, points, true);
    Bijection.super.fitForward(w, batch, points, s);
  }

  @Override
  public void fitInverse(Weights w, float[][] batch, int points, Workspace s) {
    fit(w, batch, points, false);
    Bijection.super.fitInverse(w, batch, points, s);
  }

  private void fit(Weights w, float[][] batch, int points, boolean forward) {
    if (w.frozen()[w.frozenAt()] != 0) {
      return;
    }
    double[] mean = new double[d];
    double[] logDeviation = new double[d];
    for (int j = 0; j < d; j++) {
      mean[j] = Moments.mean(batch, points, j);
      logDeviation[j] = logDeviation(batch, points, j, mean[j]);
    }
    for (int j = 0; j < d; j++) {
      double shift = forward ? -mean[j] * StrictMath.exp(-logDeviation[j]) : mean[j];
      w.parameters()[w.at() + j] = (float) (forward ? -logDeviation[j] : logDeviation[j]);
      w.parameters()[w.at() + d + j] = (float) shift;
    }
    w.frozen()[w.frozenAt()] = 1;
  }

  private static double logDeviation(float[][] batch, int points, int j, double mean) {
    double variance = Moments.covariance(batch, points, j, mean, j, mean);
    if (!(variance > 0) || Double.isInfinite(variance)) {
      throw new IllegalArgumentException(
          "batch must vary and be finite in every coordinate, the variance of coordinate "
              + j
              + " is "
              + variance);
    }
    return 0.5 * StrictMath.log(variance);
  }

  @Override
  public void forward(Weights w, float[] x, float[] y, double[] logDet, Workspace s) {
    float[] scale = s.array(0);
    K.exp(w.parameters(), w.at(), scale, 0, d);
    double sum = 0;
    for (int j = 0; j < d; j++) {
      float shift = w.parameters()[w.at() + d + j];
      for (int i = j * LANES; i < (j + 1) * LANES; i++) {
        y[i] = Math.fma(x[i], scale[j], shift);
      }
      sum += w.parameters()[w.at() + j];
    }
    Lanes.add(sum, logDet);
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
    float[] scale = s.array(0);
    float[] product = s.array(1);
    for (int j = 0; j < d; j++) {
      for (int i = j * LANES; i < (j + 1) * LANES; i++) {
        product[i] = yBar[i] * scale[j] * x[i];
      }
    }
    if (xBar != null) {
      for (int j = 0; j < d; j++) {
        for (int i = j * LANES; i < (j + 1) * LANES; i++) {
          xBar[i] = yBar[i] * scale[j];
        }
      }
    }
    addGradient(w, product, yBar, (float) Lanes.sum(logDetBar), gradient);
  }

  @Override
  public void inverse(Weights w, float[] y, float[] x, double[] logDet, Workspace s) {
    float[] scale = s.array(0);
    for (int j = 0; j < d; j++) {
      scale[j] = -w.parameters()[w.at() + j];
    }
    K.exp(scale, 0, scale, 0, d);
    double sum = 0;
    for (int j = 0; j < d; j++) {
      float shift = w.parameters()[w.at() + d + j];
      for (int i = j * LANES; i < (j + 1) * LANES; i++) {
        x[i] = (y[i] - shift) * scale[j];
      }
      sum += w.parameters()[w.at() + j];
    }
    Lanes.add(-sum, logDet);
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
    float[] scale = s.array(0);
    float[] product = s.array(1);
    // dL/da_j = -sum of xBar x, dL/db_j = -sum of yBar.
    float[] shiftBar = s.array(2);
    for (int j = 0; j < d; j++) {
      for (int i = j * LANES; i < (j + 1) * LANES; i++) {
        shiftBar[i] = -xBar[i] * scale[j];
        product[i] = -xBar[i] * x[i];
      }
    }
    addGradient(w, product, shiftBar, (float) -Lanes.sum(logDetBar), gradient);
    if (yBar != null) {
      for (int i = 0; i < d * LANES; i++) {
        yBar[i] = -shiftBar[i];
      }
    }
  }

  private void addGradient(
      Weights w, float[] scaleBar, float[] shiftBar, float logDetBar, float[] gradient) {
    K.sumLanesAdd(d, scaleBar, 0, gradient, w.at());
    K.sumLanesAdd(d, shiftBar, 0, gradient, w.at() + d);
    for (int j = 0; j < d; j++) {
      gradient[w.at() + j] += logDetBar;
    }
  }

  @Override
  public Config config() {
    return Config.of("type", "act-norm").with("dimension", d);
  }

  /** Reads act-norms. */
  public static final class Provider implements BijectionProvider {
    @Override
    public String type() {
      return "act-norm";
    }

    @Override
    public Bijection create(Config config, BijectionReader reader) {
      return new ActNorm(config.integer("dimension", 1, Integer.MAX_VALUE / Tile.LANES));
    }
  }
}

package org.p4inv.flows.normalization;

import static org.p4inv.core.kernel.Tile.LANES;

import java.util.Arrays;
import org.p4inv.core.kernel.Kernels;
import org.p4inv.core.linalg.SymmetricEigen;
import org.p4inv.core.random.RandomStream;
import org.p4inv.flows.bijection.Bijection;
import org.p4inv.flows.bijection.BijectionProvider;
import org.p4inv.flows.bijection.BijectionReader;
import org.p4inv.flows.bijection.Lanes;
import org.p4inv.flows.bijection.Storage;
import org.p4inv.flows.bijection.Weights;
import org.p4inv.flows.bijection.Workspace;
import org.p4inv.flows.config.Config;

/**
 * A fixed affine map, y = A (x - c) + b, that takes a batch to mean 0 and covariance 1 by its
 * principal axes; the identity until it is fitted.
 *
 * <p>With mean m and covariance C = V diag(l) V^T of the batch, W = diag(l)^(-1/2) V^T and W^-1 = V
 * diag(l)^(1/2). {@link #fitForward} makes A = W, c = m and b = 0; {@link #fitInverse}, for data
 * that enter the inverse, A = W^-1, c = 0 and b = m; the first call counts, and later ones only map
 * the batch. Frozen: A and A^-1 (each row-major d x d), c, b, log|det A|, which is the sum of -+ ln
 * l / 2, and whether it was fitted; no parameters. xBar = A^T yBar, and backwards yBar = A^-T xBar.
 * Cost: d^2 multiply-adds for each point; a fit, {@code points} d^2 / 2 and a decomposition ({@link
 * SymmetricEigen}).
 */
public final class Whitening implements Bijection {
  private static final Kernels K = Kernels.active();
  private static final int MOST = 16384;

  /** Variance along the narrowest axis, in that along the widest, which floats can still hold. */
  private static final double NARROWEST = 1e-12;

  private final int d;

  /** The layer of d coordinates. */
  public Whitening(int d) {
    if (d < 1 || d > MOST) {
      throw new IllegalArgumentException("d must be in 1 to " + MOST + ", got " + d);
    }
    this.d = d;
  }

  /** The frozen numbers as floats, in the same order: A, A^-1, c, b. */
  private record Numbers(float[] a, float[] inverse, float[] c, float[] b) {}

  @Override
  public int dimension() {
    return d;
  }

  @Override
  public int frozenCount() {
    return 2 * d * d + 2 * d + 2;
  }

  @Override
  public Weights bind(Storage storage) {
    Numbers numbers = new Numbers(new float[d * d], new float[d * d], new float[d], new float[d]);
    return Weights.deriving(storage.take(this), numbers);
  }

  /** The points before the product. */
  @Override
  public Workspace workspace() {
    return Workspace.of(d * LANES);
  }

  @Override
  public void initialise(Weights w, RandomStream random) {
    Arrays.fill(w.frozen(), w.frozenAt(), w.frozenAt() + frozenCount(), 0.0);
    for (int j = 0; j < d; j++) {
      w.frozen()[w.frozenAt() + j * d + j] = 1;
      w.frozen()[w.frozenAt() + d * d + j * d + j] = 1;
    }
    refresh(w);
  }

  @Override
  public void refresh(Weights w) {
    Numbers numbers = w.derived(Numbers.class);
    int at = w.frozenAt();
    for (float[] target : new float[][] {numbers.a, numbers.inverse, numbers.c, numbers.b}) {
      for (int i = 0; i < target.length; i++) {
        target[i] = (float) w.frozen()[at + i];
      }
      at += target.length;
    }
  }

  private int logDetAt(Weights w) {
    return w.frozenAt() + 2 * d * d + 2 * d;
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
    int fittedAt = logDetAt(w) + 1;
    double[] frozen = w.frozen();
    if (frozen[fittedAt] != 0) {
      return;
    }
    double[] mean = new double[d];
    for (int j = 0; j < d; j++) {
      mean[j] = Moments.mean(batch, points, j);
    }
    SymmetricEigen eigen = new SymmetricEigen(d, covariance(batch, points, mean));
    requireFullRank(eigen, points);
    int white = w.frozenAt() + (forward ? 0 : d * d);
    int back = w.frozenAt() + (forward ? d * d : 0);
    double[] axis = new double[d];
    double logDet = 0;
    for (int i = 0; i < d; i++) {
      double deviation = Math.sqrt(eigen.value(i));
      eigen.vector(i, axis, 0);
      for (int j = 0; j < d; j++) {
        frozen[white + i * d + j] = axis[j] / deviation;
        frozen[back + j * d + i] = axis[j] * deviation;
      }
      logDet -= StrictMath.log(deviation);
    }
    System.arraycopy(mean, 0, frozen, w.frozenAt() + 2 * d * d + (forward ? 0 : d), d);
    frozen[logDetAt(w)] = forward ? logDet : -logDet;
    frozen[fittedAt] = 1;
    refresh(w);
  }

  private double[] covariance(float[][] batch, int points, double[] mean) {
    double[] covariance = new double[d * d];
    for (int i = 0; i < d; i++) {
      for (int j = i; j < d; j++) {
        covariance[i * d + j] = Moments.covariance(batch, points, i, mean[i], j, mean[j]);
      }
    }
    return covariance;
  }

  private void requireFullRank(SymmetricEigen eigen, int points) {
    double narrowest = eigen.value(d - 1);
    double widest = eigen.value(0);
    if (!(narrowest > NARROWEST * widest)) {
      throw new IllegalArgumentException(
          "batch must vary in every direction, with a variance above "
              + NARROWEST
              + " of the largest one, got "
              + narrowest
              + " and "
              + widest
              + " from "
              + points
              + " points in "
              + d
              + " dimensions");
    }
  }

  @Override
  public void forward(Weights w, float[] x, float[] y, double[] logDet, Workspace s) {
    Numbers numbers = w.derived(Numbers.class);
    map(numbers.a, numbers.c, numbers.b, x, y, s);
    Lanes.add(w.frozen()[logDetAt(w)], logDet);
  }

  @Override
  public void inverse(Weights w, float[] y, float[] x, double[] logDet, Workspace s) {
    Numbers numbers = w.derived(Numbers.class);
    map(numbers.inverse, numbers.b, numbers.c, y, x, s);
    Lanes.add(-w.frozen()[logDetAt(w)], logDet);
  }

  /** out = matrix (in - before) + after */
  private void map(
      float[] matrix, float[] before, float[] after, float[] in, float[] out, Workspace s) {
    float[] centred = s.array(0);
    for (int j = 0; j < d; j++) {
      for (int i = j * LANES; i < (j + 1) * LANES; i++) {
        centred[i] = in[i] - before[j];
      }
    }
    K.multiply(d, d, matrix, 0, after, 0, centred, 0, out, 0);
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
      K.multiplyTransposed(d, d, w.derived(Numbers.class).a, 0, yBar, 0, xBar, 0);
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
    if (yBar != null) {
      K.multiplyTransposed(d, d, w.derived(Numbers.class).inverse, 0, xBar, 0, yBar, 0);
    }
  }

  @Override
  public Config config() {
    return Config.of("type", "whitening").with("dimension", d);
  }

  /** Reads whitenings. */
  public static final class Provider implements BijectionProvider {
    @Override
    public String type() {
      return "whitening";
    }

    @Override
    public Bijection create(Config config, BijectionReader reader) {
      return new Whitening(config.integer("dimension", 1, MOST));
    }
  }
}

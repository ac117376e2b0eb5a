package org.p4inv.flows.bijection;

import static org.p4inv.core.kernel.Tile.LANES;

import org.p4inv.core.random.RandomStream;
import org.p4inv.flows.config.Config;

/**
 * A sound bijection with one fault put in, in both directions alike: what examinations must see.
 */
public final class Faulty implements Bijection {

  /** What is wrong. */
  public enum Fault {
    /** Nothing; the wrapper itself is sound. */
    NONE,
    /** Both log-dets have the wrong sign; there and back they still cancel. */
    FLIPPED_LOG_DET,
    /** The log-det lacks a term that depends on the first coordinate of the base. */
    DROPPED_TERM,
    /** The Jacobian has a factor of which the log-det knows nothing. */
    WRONG_JACOBIAN_FACTOR,
    /** A point sees its neighbour. */
    LEAK,
    /** The inverse is not that of the forward map. */
    NOT_INVERSE,
    /** The cotangent of the input is off by a factor. */
    WRONG_INPUT_PULLBACK,
    /** The gradient of the parameters is off by a factor. */
    WRONG_PARAMETER_GRADIENT
  }

  private final Bijection original;
  private final Fault fault;

  /** The original with a fault. */
  public Faulty(Bijection original, Fault fault) {
    this.original = original;
    this.fault = fault;
  }

  @Override
  public int dimension() {
    return original.dimension();
  }

  @Override
  public int parameterCount() {
    return original.parameterCount();
  }

  @Override
  public int frozenCount() {
    return original.frozenCount();
  }

  @Override
  public Weights bind(Storage storage) {
    return original.bind(storage);
  }

  @Override
  public Workspace workspace() {
    return original.workspace();
  }

  @Override
  public void initialise(Weights w, RandomStream random) {
    original.initialise(w, random);
  }

  @Override
  public void refresh(Weights w) {
    original.refresh(w);
  }

  @Override
  public void prepare(Weights w) {
    original.prepare(w);
  }

  @Override
  public void forward(Weights w, float[] x, float[] y, double[] logDet, Workspace s) {
    double[] own = new double[LANES];
    original.forward(w, x, y, own, s);
    if (fault == Fault.WRONG_JACOBIAN_FACTOR) {
      scaleFirst(y, 1.1f);
    }
    if (fault == Fault.LEAK) {
      leak(y);
    }
    addLogDet(own, x, 1, logDet);
  }

  @Override
  public void inverse(Weights w, float[] y, float[] x, double[] logDet, Workspace s) {
    float[] in = y.clone();
    if (fault == Fault.WRONG_JACOBIAN_FACTOR) {
      scaleFirst(in, 1 / 1.1f);
    }
    double[] own = new double[LANES];
    original.inverse(w, in, x, own, s);
    if (fault == Fault.NOT_INVERSE) {
      scaleFirst(x, 1.01f);
    }
    if (fault == Fault.LEAK) {
      leak(x);
    }
    addLogDet(own, x, -1, logDet);
  }

  /** z is the tile in base space. */
  private void addLogDet(double[] own, float[] z, int sign, double[] logDet) {
    for (int lane = 0; lane < LANES; lane++) {
      double value = fault == Fault.FLIPPED_LOG_DET ? -own[lane] : own[lane];
      double dropped = 0.2 / (1 + (double) z[lane] * z[lane]);
      logDet[lane] += value - (fault == Fault.DROPPED_TERM ? sign * dropped : 0);
    }
  }

  private static void scaleFirst(float[] tile, float factor) {
    for (int lane = 0; lane < LANES; lane++) {
      tile[lane] *= factor;
    }
  }

  private static void leak(float[] tile) {
    for (int lane = 1; lane < LANES; lane++) {
      tile[lane] += 1e-5f * tile[lane - 1];
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
    float[] own = new float[gradient.length];
    original.forwardPullback(w, x, y, yBar, logDetBar, xBar, own, s);
    spoil(xBar, own, gradient);
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
    float[] own = new float[gradient.length];
    original.inversePullback(w, y, x, xBar, logDetBar, yBar, own, s);
    spoil(yBar, own, gradient);
  }

  private void spoil(float[] inBar, float[] own, float[] gradient) {
    float inputFactor = fault == Fault.WRONG_INPUT_PULLBACK ? 1.1f : 1f;
    for (int i = 0; inBar != null && i < inBar.length; i++) {
      inBar[i] *= inputFactor;
    }
    float gradientFactor = fault == Fault.WRONG_PARAMETER_GRADIENT ? 1.1f : 1f;
    for (int i = 0; i < gradient.length; i++) {
      gradient[i] += gradientFactor * own[i];
    }
  }

  @Override
  public Config config() {
    return original.config();
  }
}

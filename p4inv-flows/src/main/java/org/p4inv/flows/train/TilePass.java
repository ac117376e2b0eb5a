package org.p4inv.flows.train;

import static org.p4inv.core.kernel.Tile.LANES;

import java.util.Arrays;
import java.util.List;
import org.p4inv.core.random.Domain;
import org.p4inv.core.random.RandomStream;
import org.p4inv.flows.base.BaseDensity;
import org.p4inv.flows.bijection.Bijection;
import org.p4inv.flows.bijection.Parametric;
import org.p4inv.flows.bijection.Weights;
import org.p4inv.flows.bijection.Workspace;

/**
 * What an {@link Objective} works with on one tile: memory of one worker, the flow as it is at this
 * step, and the two directions with their pullbacks.
 *
 * <p>z is the tile in base space and x the one in data space; {@code bar} arrays are the
 * cotangents. After {@link #forward}, set {@link #xBar}, {@link #logDetBar} and {@link #baseBar}
 * and call {@link #forwardPullback}; after {@link #inverse}, set {@link #baseBar} and {@link
 * #logDetBar} and call {@link #inversePullback}.
 */
public final class TilePass {
  private final BaseDensity base;
  private final Bijection bijection;
  private final Weights baseWeights;
  private final Weights weights;
  private final Workspace baseWorkspace;
  private final Workspace workspace;
  private final RandomStream random;
  private final long seed;
  private final float[] z;
  private final float[] x;
  private final float[] zBar;
  private final float[] xBar;
  private final float[] context;
  private final double[] baseBar = new double[LANES];
  private final double[] logDet = new double[LANES];
  private final double[] logDetBar = new double[LANES];
  private final double[] values = new double[LANES];
  private float[] gradient;
  private long step;
  private int tile;
  private int lanes;
  private int batch;

  TilePass(BaseDensity base, Weights baseWeights, Bijection bijection, Weights weights, long seed) {
    this.base = base;
    this.baseWeights = baseWeights;
    this.bijection = bijection;
    this.weights = weights;
    this.seed = seed;
    this.baseWorkspace = base.workspace();
    this.workspace = bijection.workspace();
    this.context = new float[Parametric.commonContext(List.of(base, bijection)) * LANES];
    baseWorkspace.lendContext(context);
    workspace.lendContext(context);
    this.random = new RandomStream(seed, Domain.TRAINING);
    int size = bijection.dimension() * LANES;
    z = new float[size];
    x = new float[size];
    zBar = new float[size];
    xBar = new float[size];
  }

  void begin(long step, int tile, int lanes, int batch, float[] gradient) {
    this.step = step;
    this.tile = tile;
    this.lanes = lanes;
    this.batch = batch;
    this.gradient = gradient;
    random.restart(seed, Domain.TRAINING, step, tile);
    Arrays.fill(zBar, 0f);
    Arrays.fill(baseBar, 0.0);
  }

  /** Draws z from the base, by {@link #random}. */
  public void sampleBase() {
    base.sample(baseWeights, random, z, baseWorkspace);
  }

  /** Adds ln p(z) of each lane to {@code values}, length 64. */
  public void addBaseLogDensity(double[] values) {
    base.addLogDensity(baseWeights, z, values, baseWorkspace);
  }

  /** x = f(z), with its log-det. */
  public void forward() {
    Arrays.fill(logDet, 0.0);
    bijection.forward(weights, z, x, logDet, workspace);
  }

  /**
   * From {@link #xBar}, {@link #logDetBar} and {@link #baseBar} to the gradient, where z was drawn
   * by {@link #sampleBase}.
   */
  public void forwardPullback() {
    if (base.parameterCount() == 0) {
      bijection.forwardPullback(weights, z, x, xBar, logDetBar, null, gradient, workspace);
      return;
    }
    bijection.forwardPullback(weights, z, x, xBar, logDetBar, zBar, gradient, workspace);
    base.addLogDensityPullback(baseWeights, z, baseBar, zBar, gradient, baseWorkspace);
    base.samplePullback(baseWeights, z, zBar, gradient, baseWorkspace);
  }

  /** z = f^-1(x), with its log-det. */
  public void inverse() {
    Arrays.fill(logDet, 0.0);
    bijection.inverse(weights, x, z, logDet, workspace);
  }

  /** From {@link #zBar}, {@link #baseBar} and {@link #logDetBar} to the gradient. */
  public void inversePullback() {
    base.addLogDensityPullback(baseWeights, z, baseBar, zBar, gradient, baseWorkspace);
    bijection.inversePullback(weights, x, z, zBar, logDetBar, null, gradient, workspace);
  }

  /** The context of the points, a tile that the objective fills; empty where the flow has none. */
  public float[] context() {
    return context;
  }

  /** The random stream of this step and tile, at its start. */
  public RandomStream random() {
    return random;
  }

  /** The tile in base space. */
  public float[] z() {
    return z;
  }

  /** The tile in data space. */
  public float[] x() {
    return x;
  }

  /** dL/dz but for what comes through the base density; 0 at first. */
  public float[] zBar() {
    return zBar;
  }

  /** dL/dx. */
  public float[] xBar() {
    return xBar;
  }

  /** dL/dln p(z), length 64; 0 at first. */
  public double[] baseBar() {
    return baseBar;
  }

  /** log|det J| of the direction last called, length 64. */
  public double[] logDet() {
    return logDet;
  }

  /** dL/dlogDet, length 64. */
  public double[] logDetBar() {
    return logDetBar;
  }

  /** 64 numbers for the objective's own use. */
  public double[] values() {
    return values;
  }

  /**
   * Ends an objective of the points' losses: cotangents of lanes that do not count, or whose loss
   * is not finite, become 0.
   *
   * @param loss of each lane. Not modified.
   * @return the sum over the lanes that count, divided by the size of the batch
   */
  public double finish(double[] loss) {
    double sum = 0;
    for (int lane = 0; lane < LANES; lane++) {
      boolean counts = lane < lanes;
      sum += counts ? loss[lane] : 0;
      if (!counts || !Double.isFinite(loss[lane])) {
        clearCotangents(lane);
      }
    }
    return sum / batch;
  }

  private void clearCotangents(int lane) {
    logDetBar[lane] = 0;
    baseBar[lane] = 0;
    for (int i = lane; i < xBar.length; i += LANES) {
      xBar[i] = 0;
      zBar[i] = 0;
    }
  }

  /** The number of this step. */
  public long step() {
    return step;
  }

  /** The number of this tile in the batch. */
  public int tile() {
    return tile;
  }

  /** The points of this tile that count; {@link #finish} sees to the lanes after them. */
  public int lanes() {
    return lanes;
  }

  /** The points of the whole batch: a loss is a mean over them. */
  public int batch() {
    return batch;
  }
}

package org.p4inv.flows.train;

import static org.p4inv.core.kernel.Tile.LANES;

import java.util.Arrays;
import org.p4inv.core.random.Domain;
import org.p4inv.core.random.RandomStream;
import org.p4inv.flows.FlowTile;
import org.p4inv.flows.bijection.Lanes;

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
  private final FlowTile flow;
  private final RandomStream random;
  private final long seed;
  private final float[] zBar;
  private final float[] xBar;
  private final double[] baseBar = new double[LANES];
  private final double[] logDetBar = new double[LANES];
  private final double[] values = new double[LANES];
  private FlowTile other;
  private float[] gradient;
  private long step;
  private int tile;
  private int lanes;
  private int batch;
  private double weight;

  TilePass(FlowTile flow, long seed) {
    this.flow = flow;
    this.seed = seed;
    this.random = new RandomStream(seed, Domain.TRAINING);
    this.zBar = new float[flow.z().length];
    this.xBar = new float[flow.x().length];
  }

  void begin(long step, int tile, int lanes, int batch, float[] gradient) {
    this.step = step;
    this.tile = tile;
    this.lanes = lanes;
    this.batch = batch;
    this.gradient = gradient;
    random.restart(seed, Domain.TRAINING, step, tile);
    begin(1);
  }

  /**
   * Begins a part of a loss that is a sum: what {@link #finish} returns and the gradient that
   * follows it are multiplied by {@code weight}. The random stream goes on.
   */
  public void begin(double weight) {
    this.weight = weight;
    Arrays.fill(zBar, 0f);
    Arrays.fill(baseBar, 0.0);
  }

  /** Draws z from the base, by {@link #random}. */
  public void sampleBase() {
    flow.sampleBase(random);
  }

  /** Adds ln p(z) of each lane to {@code values}, length 64. */
  public void addBaseLogDensity(double[] values) {
    flow.addBaseLogDensity(values);
  }

  /** x = f(z), with its log-det. */
  public void forward() {
    flow.forward();
  }

  /**
   * From {@link #xBar}, {@link #logDetBar} and {@link #baseBar} to the gradient, where z was drawn
   * by {@link #sampleBase}.
   */
  public void forwardPullback() {
    flow.sampledPullback(xBar, logDetBar, baseBar, zBar, gradient);
  }

  /** z = f^-1(x), with its log-det. */
  public void inverse() {
    flow.inverse();
  }

  /** From {@link #zBar}, {@link #baseBar} and {@link #logDetBar} to the gradient. */
  public void inversePullback() {
    flow.basePullback(baseBar, zBar, gradient);
    flow.inversePullback(zBar, logDetBar, null, gradient);
  }

  /**
   * The flow as it is at this step, beside the one of this pass: memory of its own, with the
   * context of the points, so that a direction and its pullback can be called between those of the
   * pass.
   */
  public FlowTile other() {
    if (other == null) {
      other = flow.twin();
    }
    System.arraycopy(flow.context(), 0, other.context(), 0, other.context().length);
    return other;
  }

  /** The tile in flight, for objectives that go through the parts of the bijection themselves. */
  public FlowTile flow() {
    return flow;
  }

  /** dL/dparameters of the slot that this tile belongs to, which pullbacks add to. */
  public float[] gradient() {
    return gradient;
  }

  /** The context of the points, a tile that the objective fills; empty where the flow has none. */
  public float[] context() {
    return flow.context();
  }

  /** The random stream of this step and tile, at its start. */
  public RandomStream random() {
    return random;
  }

  /** The tile in base space. */
  public float[] z() {
    return flow.z();
  }

  /** The tile in data space. */
  public float[] x() {
    return flow.x();
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
    return flow.logDet();
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
   * is not finite, become 0; the others are multiplied by the weight of {@link #begin(double)}.
   *
   * @param loss of each lane. Not modified.
   * @return the sum over the lanes that count, divided by the size of the batch, times the weight
   */
  public double finish(double[] loss) {
    double sum = Lanes.sum(loss, lanes);
    if (lanes < LANES || !Double.isFinite(sum)) {
      for (int lane = 0; lane < LANES; lane++) {
        if (lane >= lanes || !Double.isFinite(loss[lane])) {
          clearCotangents(lane);
        }
      }
    }
    if (weight != 1) {
      scaleCotangents();
    }
    return weight * sum / batch;
  }

  private void clearCotangents(int lane) {
    logDetBar[lane] = 0;
    baseBar[lane] = 0;
    for (int i = lane; i < xBar.length; i += LANES) {
      xBar[i] = 0;
      zBar[i] = 0;
    }
  }

  private void scaleCotangents() {
    for (int lane = 0; lane < LANES; lane++) {
      logDetBar[lane] *= weight;
      baseBar[lane] *= weight;
    }
    float factor = (float) weight;
    for (int i = 0; i < xBar.length; i++) {
      xBar[i] *= factor;
      zBar[i] *= factor;
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

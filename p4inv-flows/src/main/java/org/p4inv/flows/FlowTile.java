package org.p4inv.flows;

import static org.p4inv.core.kernel.Tile.LANES;

import java.util.Arrays;
import java.util.List;
import org.p4inv.core.random.RandomStream;
import org.p4inv.flows.base.BaseDensity;
import org.p4inv.flows.bijection.Bijection;
import org.p4inv.flows.bijection.Parametric;
import org.p4inv.flows.bijection.Weights;
import org.p4inv.flows.bijection.Workspace;

/**
 * 64 points on their way through a flow: the memory of one worker, the two directions and their
 * pullbacks.
 *
 * <p>z is the tile in base space and x the one in data space, {@code [d x 64]} feature-major;
 * {@code bar} arrays are cotangents. A pullback belongs to the last call of its direction, and
 * nothing may be called between them. For those who build on a flow at fixed numbers: {@link
 * Flow#tile}. For one thread; allocates nothing after its first calls.
 */
public final class FlowTile {
  private final BaseDensity base;
  private final Weights baseWeights;
  private final Bijection bijection;
  private final Weights weights;
  private final Workspace baseWorkspace;
  private final Workspace workspace;
  private final float[] z;
  private final float[] x;
  private final float[] context;
  private final double[] logDet = new double[LANES];
  private Scorer scorer;

  /** Memory for a flow whose parts are bound to these numbers. */
  public FlowTile(BaseDensity base, Weights baseWeights, Bijection bijection, Weights weights) {
    this.base = base;
    this.baseWeights = baseWeights;
    this.bijection = bijection;
    this.weights = weights;
    this.baseWorkspace = base.workspace();
    this.workspace = bijection.workspace();
    this.z = new float[bijection.dimension() * LANES];
    this.x = new float[bijection.dimension() * LANES];
    this.context = new float[Parametric.commonContext(List.of(base, bijection)) * LANES];
    baseWorkspace.lendContext(context);
    workspace.lendContext(context);
  }

  /** What only the score needs. */
  private final class Scorer {
    final float[] zBar = new float[z.length];
    final double[] ones = new double[LANES];
    final float[] discarded = new float[base.parameterCount() + bijection.parameterCount()];

    Scorer() {
      Arrays.fill(ones, 1.0);
    }
  }

  /** The tile in base space. */
  public float[] z() {
    return z;
  }

  /** The tile in data space. */
  public float[] x() {
    return x;
  }

  /** The context of the points, a tile that the caller fills; empty where the flow has none. */
  public float[] context() {
    return context;
  }

  /** log|det J| of the direction last called, length 64. */
  public double[] logDet() {
    return logDet;
  }

  /** The bijection, for those who go through its parts one by one. */
  public Bijection bijection() {
    return bijection;
  }

  /** The numbers of {@link #bijection}. */
  public Weights weights() {
    return weights;
  }

  /** The scratch of {@link #bijection}. */
  public Workspace workspace() {
    return workspace;
  }

  /** Says how many lanes somebody looks at; see {@link Workspace#limit}. */
  void limit(int lanes) {
    workspace.limit(lanes);
  }

  /** Draws z from the base. */
  public void sampleBase(RandomStream random) {
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

  /** z = f^-1(x), with its log-det. */
  public void inverse() {
    Arrays.fill(logDet, 0.0);
    bijection.inverse(weights, x, z, logDet, workspace);
  }

  /**
   * ln q(x) of each lane, through {@link #inverse}.
   *
   * @param values length 64, overwritten
   */
  public void logDensity(double[] values) {
    inverse();
    System.arraycopy(logDet, 0, values, 0, LANES);
    addBaseLogDensity(values);
  }

  /**
   * The pullback of {@link #forward}.
   *
   * @param zBar dL/dz, tile, overwritten; null where the caller has no use for it
   * @param gradient dL/dparameters, of the whole flat vector, updated
   */
  public void forwardPullback(float[] xBar, double[] logDetBar, float[] zBar, float[] gradient) {
    bijection.forwardPullback(weights, z, x, xBar, logDetBar, zBar, gradient, workspace);
  }

  /**
   * The pullback of {@link #inverse}.
   *
   * @param xBar dL/dx, tile, overwritten; null where the caller has no use for it
   * @param gradient dL/dparameters, of the whole flat vector, updated
   */
  public void inversePullback(float[] zBar, double[] logDetBar, float[] xBar, float[] gradient) {
    bijection.inversePullback(weights, x, z, zBar, logDetBar, xBar, gradient, workspace);
  }

  /**
   * The pullback of {@link #addBaseLogDensity}, whose last call it belongs to.
   *
   * @param zBar dL/dz, tile, updated
   */
  public void basePullback(double[] baseBar, float[] zBar, float[] gradient) {
    base.addLogDensityPullback(baseWeights, z, baseBar, zBar, gradient, baseWorkspace);
  }

  /**
   * The pullback of {@link #sampleBase}: how the points that were drawn move with the parameters.
   */
  public void samplePullback(float[] zBar, float[] gradient) {
    base.samplePullback(baseWeights, z, zBar, gradient, baseWorkspace);
  }

  /**
   * The score: d ln q(x) / dx, after {@link #logDensity}.
   *
   * @param score tile, overwritten
   */
  public void score(float[] score) {
    Scorer s = scorer();
    Arrays.fill(s.zBar, 0f);
    basePullback(s.ones, s.zBar, s.discarded);
    inversePullback(s.zBar, s.ones, score, s.discarded);
  }

  /**
   * From dL/dx and dL/dlogDet to dL/dz, after {@link #forward}, at fixed parameters.
   *
   * @param zBar tile, overwritten
   */
  public void forwardPullback(float[] xBar, double[] logDetBar, float[] zBar) {
    forwardPullback(xBar, logDetBar, zBar, scorer().discarded);
  }

  private Scorer scorer() {
    if (scorer == null) {
      scorer = new Scorer();
    }
    return scorer;
  }
}

package org.p4inv.bench.jmh;

import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Setup;
import org.p4inv.core.kernel.Tile;
import org.p4inv.core.random.Domain;
import org.p4inv.core.random.RandomStream;
import org.p4inv.flows.bijection.Bijection;
import org.p4inv.flows.bijection.Storage;
import org.p4inv.flows.bijection.Weights;
import org.p4inv.flows.bijection.Workspace;
import org.p4inv.flows.conditioner.Activation;
import org.p4inv.flows.coupling.Couplings;
import org.p4inv.flows.coupling.Mask;
import org.p4inv.flows.elementwise.BentIdentity;
import org.p4inv.flows.linear.P4InvLinear;
import org.p4inv.flows.normalization.ActNorm;
import org.p4inv.flows.normalization.Whitening;
import org.p4inv.flows.transformer.Affine;
import org.p4inv.flows.transformer.TanhScale;

/** A layer on one tile of 64 points: both directions and their pullbacks. */
public class LayerBenchmark extends Averages {
  private static final float DEVIATION = 0.1f;
  private static final int HIDDEN = 64;

  /** Which layer; couplings have two hidden layers of 64. */
  @Param({
    "p4inv",
    "coupling",
    "coupling-alternating",
    "act-norm",
    "whitening",
    "bent-identity",
    "softplus"
  })
  public String layer;

  /** The dimension. */
  @Param({"2", "3", "16", "33", "64", "101", "256", "512", "1024", "2048"})
  public int d;

  private Bijection bijection;
  private Weights weights;
  private Workspace workspace;
  private float[] z;
  private float[] x;
  private float[] bar;
  private float[] outBar;
  private float[] gradient;
  private double[] logDet;
  private double[] logDetBar;

  /** Makes the layer, with random parameters so that it is not the identity. */
  @Setup
  public void make() {
    bijection = bijection();
    float[] parameters = new float[bijection.parameterCount()];
    weights =
        bijection.bind(new Storage(parameters, new double[bijection.frozenCount()], bijection));
    bijection.initialise(weights, new RandomStream(1, Domain.START));
    float[] noise = Normal.floats(1, parameters.length);
    for (int i = 0; i < parameters.length; i++) {
      parameters[i] = DEVIATION * noise[i];
    }
    bijection.refresh(weights);
    workspace = bijection.workspace();
    z = Normal.floats(2, d * Tile.LANES);
    x = new float[d * Tile.LANES];
    bar = Normal.floats(3, d * Tile.LANES);
    outBar = new float[d * Tile.LANES];
    gradient = new float[parameters.length];
    logDet = new double[Tile.LANES];
    logDetBar = new double[Tile.LANES];
  }

  private Bijection bijection() {
    return switch (layer) {
      case "p4inv" -> new P4InvLinear(d, P4InvLinear.Start.REVERSAL);
      case "coupling" -> Couplings.affine(d, d / 2, Activation.RELU, HIDDEN, HIDDEN);
      case "coupling-alternating" ->
          Couplings.of(
              Mask.alternating(d), new Affine(new TanhScale()), Activation.RELU, HIDDEN, HIDDEN);
      case "act-norm" -> new ActNorm(d);
      case "whitening" -> new Whitening(d);
      case "bent-identity" -> new BentIdentity(d);
      default -> throw new IllegalArgumentException("no layer `" + layer + "`");
    };
  }

  /** From base to data. */
  @Benchmark
  public float[] forward() {
    bijection.forward(weights, z, x, logDet, workspace);
    return x;
  }

  /** Forward and its pullback. */
  @Benchmark
  public float[] forwardAndPullback() {
    bijection.forward(weights, z, x, logDet, workspace);
    bijection.forwardPullback(weights, z, x, bar, logDetBar, outBar, gradient, workspace);
    return outBar;
  }

  /** From data to base. */
  @Benchmark
  public float[] inverse() {
    bijection.inverse(weights, z, x, logDet, workspace);
    return x;
  }

  /** Inverse and its pullback. */
  @Benchmark
  public float[] inverseAndPullback() {
    bijection.inverse(weights, z, x, logDet, workspace);
    bijection.inversePullback(weights, z, x, bar, logDetBar, outBar, gradient, workspace);
    return outBar;
  }
}

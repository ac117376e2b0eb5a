package org.p4inv.bench.jmh;

import java.util.Arrays;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Setup;
import org.p4inv.flows.autoregressive.AutoregressiveLayer;
import org.p4inv.flows.bijection.Bijection;
import org.p4inv.flows.conditioner.Activation;
import org.p4inv.flows.conditioner.ResidualNetwork;
import org.p4inv.flows.coupling.Coupling;
import org.p4inv.flows.coupling.Couplings;
import org.p4inv.flows.coupling.Mask;
import org.p4inv.flows.elementwise.BentIdentity;
import org.p4inv.flows.elementwise.ElementwiseAffine;
import org.p4inv.flows.elementwise.LeakyRelu;
import org.p4inv.flows.elementwise.Sigmoid;
import org.p4inv.flows.elementwise.Softplus;
import org.p4inv.flows.elementwise.Tanh;
import org.p4inv.flows.linear.P4InvLinear;
import org.p4inv.flows.normalization.ActNorm;
import org.p4inv.flows.normalization.Whitening;
import org.p4inv.flows.transformer.Affine;
import org.p4inv.flows.transformer.Shift;
import org.p4inv.flows.transformer.TanhScale;
import org.p4inv.flows.transformer.Transformer;
import org.p4inv.flows.transformer.VolumePreserving;

/** A layer on one tile of 64 points: both directions and their pullbacks. */
public class LayerBenchmark extends Averages {
  private static final float DEVIATION = 0.1f;
  private static final int HIDDEN = 64;

  /** Which layer; couplings have two hidden layers of 64. */
  @Param({
    "p4inv",
    "coupling",
    "coupling-alternating",
    "coupling-shift",
    "coupling-volume-preserving",
    "coupling-residual",
    "autoregressive",
    "act-norm",
    "whitening",
    "bent-identity",
    "leaky-relu",
    "softplus",
    "sigmoid",
    "tanh",
    "elementwise-affine"
  })
  public String layer;

  /** The dimension. */
  @Param({"2", "3", "16", "33", "64", "101", "256", "512", "1024", "2048"})
  public int d;

  private TileRun run;

  /** Makes the layer. */
  @Setup
  public void make() {
    run = new TileRun(bijection(), DEVIATION);
  }

  private Bijection bijection() {
    Transformer affine = new Affine(new TanhScale());
    return switch (layer) {
      case "p4inv" -> new P4InvLinear(d, P4InvLinear.Start.REVERSAL);
      case "coupling" -> Couplings.affine(d, d / 2, Activation.RELU, HIDDEN, HIDDEN);
      case "coupling-alternating" -> coupling(Mask.alternating(d), affine);
      case "coupling-shift" -> coupling(Mask.halves(d), new Shift());
      case "coupling-volume-preserving" ->
          coupling(Mask.halves(d), new VolumePreserving(new TanhScale()));
      case "coupling-residual" -> residual(affine);
      case "autoregressive" ->
          AutoregressiveLayer.inverseAutoregressive(
              d, affine, 0, Activation.RELU, Math.max(d, HIDDEN));
      case "act-norm" -> new ActNorm(d);
      case "whitening" -> new Whitening(d);
      case "bent-identity" -> new BentIdentity(d);
      case "leaky-relu" -> new LeakyRelu(d, 0.1);
      case "softplus" -> new Softplus(d);
      case "sigmoid" -> new Sigmoid(d);
      case "tanh" -> new Tanh(d);
      case "elementwise-affine" -> new ElementwiseAffine(filled(1.5), filled(0.5));
      default -> throw new IllegalArgumentException("no layer `" + layer + "`");
    };
  }

  private static Bijection coupling(Mask mask, Transformer transformer) {
    return Couplings.of(mask, transformer, Activation.RELU, HIDDEN, HIDDEN);
  }

  private Bijection residual(Transformer transformer) {
    Mask mask = Mask.halves(d);
    int outputs = mask.transformed() * transformer.parameterCount();
    return new Coupling(
        mask,
        transformer,
        new ResidualNetwork(mask.passing(), outputs, 0, HIDDEN, 1, Activation.RELU));
  }

  private double[] filled(double value) {
    double[] values = new double[d];
    Arrays.fill(values, value);
    return values;
  }

  /** From base to data. */
  @Benchmark
  public float[] forward() {
    return run.forward();
  }

  /** Forward and its pullback. */
  @Benchmark
  public float[] forwardAndPullback() {
    return run.forwardAndPullback();
  }

  /** From data to base. */
  @Benchmark
  public float[] inverse() {
    return run.inverse();
  }

  /** Inverse and its pullback. */
  @Benchmark
  public float[] inverseAndPullback() {
    return run.inverseAndPullback();
  }
}

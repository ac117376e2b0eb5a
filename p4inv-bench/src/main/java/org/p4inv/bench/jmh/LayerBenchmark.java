package org.p4inv.bench.jmh;

import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Setup;
import org.p4inv.flows.bijection.Bijection;
import org.p4inv.flows.conditioner.Activation;
import org.p4inv.flows.coupling.Couplings;
import org.p4inv.flows.elementwise.BentIdentity;
import org.p4inv.flows.linear.P4InvLinear;
import org.p4inv.flows.normalization.ActNorm;

/** A layer on one tile of 64 points: both directions and their pullbacks. */
public class LayerBenchmark extends Averages {
  private static final float DEVIATION = 0.1f;
  private static final int HIDDEN = 64;

  /** Which layer; couplings have two hidden layers of 64. */
  @Param({"p4inv", "coupling", "act-norm", "bent-identity"})
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
    return switch (layer) {
      case "p4inv" -> new P4InvLinear(d, P4InvLinear.Start.REVERSAL);
      case "coupling" -> Couplings.affine(d, d / 2, Activation.RELU, HIDDEN, HIDDEN);
      case "act-norm" -> new ActNorm(d);
      case "bent-identity" -> new BentIdentity(d);
      default -> throw new IllegalArgumentException("no layer `" + layer + "`");
    };
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

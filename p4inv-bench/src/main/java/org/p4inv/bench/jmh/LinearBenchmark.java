package org.p4inv.bench.jmh;

import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.TearDown;
import org.p4inv.bench.cases.Case;
import org.p4inv.bench.cases.CaseRequest;
import org.p4inv.bench.cases.LinearStep;
import org.p4inv.flows.linear.DenseLinear;
import org.p4inv.flows.linear.ExponentialLinear;
import org.p4inv.flows.linear.LinearLayer;
import org.p4inv.flows.linear.OrthogonalLinear;
import org.p4inv.flows.linear.P4InvLinear;
import org.p4inv.flows.linear.Permutation;
import org.p4inv.flows.linear.PluLinear;
import org.p4inv.flows.linear.QrLinear;
import org.p4inv.flows.linear.SvdLinear;
import org.p4inv.flows.linear.TriangularLinear;

/**
 * The linear layers side by side, on one tile of 64 points and in training steps; layers of
 * reflections have d of them.
 */
public class LinearBenchmark extends Averages {
  private static final float SPREAD = 0.3f;
  private static final int BATCH = 1024;

  /** Which layer. */
  @Param({"p4inv", "dense", "plu", "triangular", "orthogonal", "qr", "svd", "exponential"})
  public String layer;

  /** The dimension. */
  @Param({"16", "64", "256"})
  public int d;

  private TileRun run;
  private Case step;

  /** Makes the layer, whose matrix is a good part of its size away from the identity. */
  @Setup
  public void make() {
    run = new TileRun(linear(), SPREAD / (float) Math.sqrt(d));
    step = LinearStep.of(linear(), CaseRequest.of(layer, d, BATCH));
  }

  private LinearLayer linear() {
    return switch (layer) {
      case "p4inv" -> new P4InvLinear(d, P4InvLinear.Start.REVERSAL);
      case "dense" -> new DenseLinear(d);
      case "plu" -> new PluLinear(Permutation.reversal(d));
      case "triangular" -> new TriangularLinear(d, TriangularLinear.Half.LOWER);
      case "orthogonal" -> new OrthogonalLinear(d, d);
      case "qr" -> new QrLinear(d, d);
      case "svd" -> new SvdLinear(d, d);
      case "exponential" -> new ExponentialLinear(d);
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

  /** What follows a change of the parameters. */
  @Benchmark
  public void prepare() {
    run.prepare();
  }

  /** A training step of 1,024 points, merges included. */
  @Benchmark
  public void step() {
    step.run();
  }

  /** Ends the threads of the step. */
  @TearDown
  public void close() {
    step.close();
  }
}

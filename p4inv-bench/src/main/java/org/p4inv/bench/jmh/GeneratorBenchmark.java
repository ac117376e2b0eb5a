package org.p4inv.bench.jmh;

import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.TearDown;
import org.p4inv.bench.cases.BgFlow;
import org.p4inv.bench.cases.BgStep;
import org.p4inv.bench.cases.Case;
import org.p4inv.bench.cases.CaseRequest;
import org.p4inv.flows.Flow;

/** A Boltzmann generator: a training step, samples with log-density, log-density of points. */
public class GeneratorBenchmark extends Averages {
  /** The dimension. */
  @Param({"2", "32"})
  public int d;

  /** Points an operation. */
  @Param({"256", "1024"})
  public int batch;

  private Case step;
  private Flow flow;
  private float[] points;
  private double[] logDensity;
  private long seed;

  /** Builds training and flow. */
  @Setup
  public void prepare() {
    step = BgStep.of(CaseRequest.of(BgStep.NAME, d, batch));
    flow = BgFlow.random(d);
    points = new float[batch * d];
    logDensity = new double[batch];
    flow.sample(0, points, logDensity);
  }

  /** A training step by reverse KL. */
  @Benchmark
  public void train() {
    step.run();
  }

  /** Fresh points with their log-densities. */
  @Benchmark
  public float[] sample() {
    flow.sample(++seed, points, logDensity);
    return points;
  }

  /** Log-densities of points. */
  @Benchmark
  public double[] score() {
    flow.logDensity(points, logDensity);
    return logDensity;
  }

  /** Ends its threads. */
  @TearDown
  public void close() {
    step.close();
  }
}

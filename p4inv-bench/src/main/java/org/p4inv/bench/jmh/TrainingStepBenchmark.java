package org.p4inv.bench.jmh;

import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.TearDown;
import org.p4inv.bench.cases.Case;
import org.p4inv.bench.cases.CaseRequest;
import org.p4inv.bench.cases.P4InvStep;

/** A training step of one P4Inv layer, merges included. */
public class TrainingStepBenchmark extends Averages {
  /** The dimension. */
  @Param({"2", "3", "16", "33", "64", "101", "256", "512", "1024", "2048"})
  public int d;

  /** Points a step. */
  @Param({"256", "1024"})
  public int batch;

  private Case step;

  /** Builds the case. */
  @Setup
  public void prepare() {
    step = P4InvStep.of(CaseRequest.of(P4InvStep.NAME, d, batch));
  }

  /** The step. */
  @Benchmark
  public void step() {
    step.run();
  }

  /** Ends its threads. */
  @TearDown
  public void close() {
    step.close();
  }
}

package org.p4inv.bench.jmh;

import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Setup;
import org.p4inv.core.optimize.Adam;

/** One step of Adam on n parameters. */
public class AdamBenchmark extends Averages {
  /** Parameters. */
  @Param({"4096", "262144"})
  public int n;

  private Adam adam;
  private float[] parameters;
  private float[] gradient;

  /** Fills parameters and gradient. */
  @Setup
  public void fill() {
    adam = new Adam(n);
    parameters = Normal.floats(1, n);
    gradient = Normal.floats(2, n);
  }

  /** The step. */
  @Benchmark
  public float[] step() {
    adam.step(parameters, gradient, 1e-6);
    return parameters;
  }
}

package org.p4inv.bench.jmh;

import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Setup;
import org.p4inv.core.kernel.Kernels;
import org.p4inv.core.random.Domain;
import org.p4inv.core.random.RandomStream;

/** Elementary functions, and Gaussian noise, of n numbers in the cache. */
public class ElementaryBenchmark extends Averages {
  private static final Kernels K = Kernels.active();

  /** Numbers an operation: four features of a tile. */
  @Param("256")
  public int n;

  private final RandomStream random = new RandomStream(1, Domain.APPLICATION);
  private float[] x;
  private float[] positive;
  private float[] y;

  /** Fills the arguments. */
  @Setup
  public void fill() {
    x = Normal.floats(1, n);
    positive = new float[n];
    for (int i = 0; i < n; i++) {
      positive[i] = Math.abs(x[i]) + 1e-3f;
    }
    y = new float[n];
  }

  /** e^x. */
  @Benchmark
  public float[] exp() {
    K.exp(x, 0, y, 0, n);
    return y;
  }

  /** ln x. */
  @Benchmark
  public float[] log() {
    K.log(positive, 0, y, 0, n);
    return y;
  }

  /** tanh x. */
  @Benchmark
  public float[] tanh() {
    K.tanh(x, 0, y, 0, n);
    return y;
  }

  /** ln(1 + e^x). */
  @Benchmark
  public float[] softplus() {
    K.softplus(x, 0, y, 0, n);
    return y;
  }

  /** 1 / (1 + e^-x). */
  @Benchmark
  public float[] sigmoid() {
    K.sigmoid(x, 0, y, 0, n);
    return y;
  }

  /** Standard normal numbers. */
  @Benchmark
  public float[] gaussian() {
    random.gaussian(y, 0, n);
    return y;
  }
}

package org.p4inv.bench.jmh;

import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Setup;
import org.p4inv.core.kernel.Kernels;

/** What tracking a d x d inverse takes, in double precision: 2 d^2 operations each. */
public class DoubleKernelsBenchmark extends Averages {
  private static final Kernels K = Kernels.active();

  /** The dimension. */
  @Param({"2", "3", "16", "33", "64", "101", "256", "512", "1024", "2048"})
  public int d;

  private double[] matrix;
  private double[] x;
  private double[] y;
  private double[] u;

  /** Fills matrix and vectors. */
  @Setup
  public void fill() {
    matrix = Normal.doubles(1, d * d);
    x = Normal.doubles(2, d);
    y = new double[d];
    u = Normal.doubles(3, d);
    for (int i = 0; i < d; i++) {
      u[i] *= 1e-9;
    }
  }

  /** y = A x. */
  @Benchmark
  public double[] multiplyVector() {
    K.multiplyVector(d, d, matrix, 0, x, 0, y, 0);
    return y;
  }

  /** y = A^T x. */
  @Benchmark
  public double[] multiplyVectorTransposed() {
    K.multiplyVectorTransposed(d, d, matrix, 0, x, 0, y, 0);
    return y;
  }

  /** A = A + u x^T. */
  @Benchmark
  public double[] rankUpdate() {
    K.rankUpdate(d, d, 1, u, 0, d, x, 0, matrix, 0);
    return matrix;
  }
}

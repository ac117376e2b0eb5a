package org.p4inv.bench.jmh;

import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Setup;
import org.p4inv.core.kernel.Kernels;
import org.p4inv.core.kernel.PackedMatrix;
import org.p4inv.core.kernel.Tile;

/** The product of a d x d matrix with a batch of points, tile after tile. */
public class BatchProductBenchmark extends Averages {
  private static final Kernels K = Kernels.active();

  /** The dimension. */
  @Param({"64", "101", "256", "512", "1024", "2048"})
  public int d;

  /** Points. */
  @Param({"256", "1024"})
  public int batch;

  private float[] matrix;
  private float[] packed;
  private float[] bias;
  private float[] x;
  private float[] y;

  /** Fills matrix and tiles. */
  @Setup
  public void fill() {
    matrix = Normal.floats(1, d * d);
    packed = Normal.floats(3, PackedMatrix.length(d, d));
    bias = new float[d];
    x = Normal.floats(2, d * batch);
    y = new float[d * batch];
  }

  /** Y = b + W X. */
  @Benchmark
  public float[] multiply() {
    for (int at = 0; at < d * batch; at += d * Tile.LANES) {
      K.multiply(d, d, matrix, 0, bias, 0, x, at, y, at);
    }
    return y;
  }

  /** Y = b + W X with a packed W. */
  @Benchmark
  public float[] multiplyPacked() {
    for (int at = 0; at < d * batch; at += d * Tile.LANES) {
      K.multiplyPacked(d, d, packed, 0, bias, 0, x, at, y, at);
    }
    return y;
  }
}

package org.p4inv.bench.jmh;

import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Setup;
import org.p4inv.core.kernel.Kernels;
import org.p4inv.core.kernel.PackedMatrix;
import org.p4inv.core.kernel.Tile;

/** The product of a d x d matrix with one tile of 64 points: 2 * 64 d^2 operations. */
public class TileProductBenchmark extends Averages {
  private static final Kernels K = Kernels.active();

  /** The dimension. */
  @Param({"2", "3", "16", "33", "64", "101", "256", "512", "1024", "2048"})
  public int d;

  private float[] matrix;
  private float[] packed;
  private float[] x;
  private float[] y;

  /** Fills matrix and tile. */
  @Setup
  public void fill() {
    matrix = Normal.floats(1, d * d);
    packed = Normal.floats(3, PackedMatrix.length(d, d));
    x = Normal.floats(2, d * Tile.LANES);
    y = new float[d * Tile.LANES];
  }

  /** Y = Y + W X. */
  @Benchmark
  public float[] multiplyAdd() {
    K.multiplyAdd(d, d, matrix, 0, d, 1, x, 0, y, 0);
    return y;
  }

  /** Y = W X with a packed W. */
  @Benchmark
  public float[] multiplyPacked() {
    K.multiplyPacked(d, d, packed, 0, x, 0, y, 0);
    return y;
  }

  /** Y = Y + W^T X. */
  @Benchmark
  public float[] multiplyAddTransposed() {
    K.multiplyAdd(d, d, matrix, 0, 1, d, x, 0, y, 0);
    return y;
  }
}

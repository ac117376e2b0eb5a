package org.p4inv.bench.jmh;

import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Setup;
import org.p4inv.core.kernel.Kernels;
import org.p4inv.core.kernel.Panels;
import org.p4inv.core.kernel.Tile;

/** The gradient of a d x d weight matrix from one tile, and the transposition before it. */
public class WeightGradientBenchmark extends Averages {
  private static final Kernels K = Kernels.active();

  /** The dimension. */
  @Param({"2", "3", "16", "33", "64", "101", "256", "512", "1024"})
  public int d;

  private float[] y;
  private float[] x;
  private float[] transposed;
  private float[] gradient;

  /** Fills the tiles. */
  @Setup
  public void fill() {
    y = Normal.floats(1, d * Tile.LANES);
    x = Normal.floats(2, d * Tile.LANES);
    transposed = Normal.floats(3, Panels.length(d));
    gradient = new float[d * d];
  }

  /** G = G + Y X^T. */
  @Benchmark
  public float[] outerAdd() {
    K.outerAdd(d, d, y, 0, transposed, 0, gradient, 0, d);
    return gradient;
  }

  /** A tile, point-major in panels. */
  @Benchmark
  public float[] transpose() {
    K.toPanels(d, x, 0, transposed, 0);
    return transposed;
  }
}

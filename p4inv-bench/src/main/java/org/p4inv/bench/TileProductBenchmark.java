package org.p4inv.bench;

import java.util.concurrent.TimeUnit;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.Warmup;
import org.p4inv.core.kernel.Kernels;
import org.p4inv.core.kernel.Tile;
import org.p4inv.core.random.Domain;
import org.p4inv.core.random.RandomStream;

/**
 * The product of a d x d matrix with a tile of 64 points, 2 * 64 d^2 floating-point operations, and
 * tanh of a tile.
 *
 * <p>The kernels are those of the JVM; {@code -jvmArgsAppend -Dp4inv.kernels=scalar} measures the
 * scalar ones.
 */
@State(Scope.Thread)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.MICROSECONDS)
@Fork(value = 1, jvmArgs = "--add-modules=jdk.incubator.vector")
@Warmup(iterations = 3, time = 1)
@Measurement(iterations = 5, time = 1)
public class TileProductBenchmark {
  private static final Kernels K = Kernels.active();

  /** The dimension. */
  @Param({"2", "3", "16", "33", "64", "101", "256", "1024"})
  public int d;

  private float[] matrix;
  private float[] x;
  private float[] y;

  /** Fills matrix and tile with normal numbers. */
  @Setup
  public void fill() {
    RandomStream random = new RandomStream(1, Domain.APPLICATION);
    matrix = new float[d * d];
    x = new float[d * Tile.LANES];
    y = new float[d * Tile.LANES];
    random.gaussian(matrix, 0, matrix.length);
    random.gaussian(x, 0, x.length);
  }

  /** Y = Y + W X. */
  @Benchmark
  public float[] multiplyAdd() {
    K.multiplyAdd(d, d, matrix, 0, d, 1, x, 0, y, 0);
    return y;
  }

  /** Y = tanh X. */
  @Benchmark
  public float[] tanh() {
    K.tanh(x, 0, y, 0, x.length);
    return y;
  }
}

package org.p4inv.bench.jmh;

import org.apache.commons.math3.linear.BlockRealMatrix;
import org.apache.commons.math3.linear.RealMatrix;
import org.ejml.data.FMatrixRBlock;
import org.ejml.data.FMatrixRMaj;
import org.ejml.dense.block.MatrixOps_FDRB;
import org.ejml.dense.row.CommonOps_FDRM;
import org.ojalgo.matrix.store.R032Store;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Setup;
import org.p4inv.core.kernel.Kernels;
import org.p4inv.core.kernel.Tile;

/**
 * The product of a d x d matrix with a batch, in libraries of the JVM beside ours: float where they
 * have it, and on one processor, which keeps those that would take all from it.
 */
@Fork(
    value = 1,
    jvmArgs = {"--add-modules=jdk.incubator.vector", "-Xbatch", "-XX:ActiveProcessorCount=1"})
public class PeerProductBenchmark extends Averages {
  private static final Kernels K = Kernels.active();

  /** The dimension. */
  @Param({"2", "3", "16", "33", "64", "101", "256", "512", "1024"})
  public int d;

  /** Points. */
  @Param({"256", "1024"})
  public int batch;

  private float[] matrix;
  private float[] x;
  private float[] y;
  private FMatrixRMaj ejmlMatrix;
  private FMatrixRMaj ejmlX;
  private FMatrixRMaj ejmlY;
  private FMatrixRBlock ejmlBlockMatrix;
  private FMatrixRBlock ejmlBlockX;
  private FMatrixRBlock ejmlBlockY;
  private R032Store ojMatrix;
  private R032Store ojX;
  private R032Store ojY;
  private RealMatrix commonsMatrix;
  private RealMatrix commonsX;

  /** Fills everyone's matrices. */
  @Setup
  public void fill() {
    matrix = Normal.floats(1, d * d);
    x = Normal.floats(2, d * batch);
    y = new float[d * batch];
    ejmlMatrix = new FMatrixRMaj(d, d, true, matrix);
    ejmlX = new FMatrixRMaj(d, batch, true, x);
    ejmlY = new FMatrixRMaj(d, batch);
    ejmlBlockMatrix = MatrixOps_FDRB.convert(ejmlMatrix);
    ejmlBlockX = MatrixOps_FDRB.convert(ejmlX);
    ejmlBlockY = MatrixOps_FDRB.convert(ejmlY);
    ojMatrix = R032Store.FACTORY.make(d, d);
    ojX = R032Store.FACTORY.make(d, batch);
    ojY = R032Store.FACTORY.make(d, batch);
    commonsMatrix = new BlockRealMatrix(d, d);
    commonsX = new BlockRealMatrix(d, batch);
    for (int i = 0; i < d; i++) {
      for (int j = 0; j < d; j++) {
        ojMatrix.set(i, j, matrix[i * d + j]);
        commonsMatrix.setEntry(i, j, matrix[i * d + j]);
      }
      for (int j = 0; j < batch; j++) {
        ojX.set(i, j, x[i * batch + j]);
        commonsX.setEntry(i, j, x[i * batch + j]);
      }
    }
  }

  /** Ours, float. */
  @Benchmark
  public float[] p4inv() {
    for (int at = 0; at < d * batch; at += d * Tile.LANES) {
      K.multiplyAdd(d, d, matrix, 0, d, 1, x, at, y, at);
    }
    return y;
  }

  /** EJML, float, rows. */
  @Benchmark
  public FMatrixRMaj ejml() {
    return CommonOps_FDRM.mult(ejmlMatrix, ejmlX, ejmlY);
  }

  /** EJML, float, blocks. */
  @Benchmark
  public FMatrixRBlock ejmlBlock() {
    MatrixOps_FDRB.mult(ejmlBlockMatrix, ejmlBlockX, ejmlBlockY);
    return ejmlBlockY;
  }

  /** ojAlgo, float. */
  @Benchmark
  public R032Store ojAlgo() {
    ojY.fillByMultiplying(ojMatrix, ojX);
    return ojY;
  }

  /** Commons Math, double, blocks. */
  @Benchmark
  public RealMatrix commonsMath() {
    return commonsMatrix.multiply(commonsX);
  }
}

package org.p4inv.bench.jmh;

import org.apache.commons.math3.linear.Array2DRowRealMatrix;
import org.apache.commons.math3.linear.LUDecomposition;
import org.apache.commons.math3.linear.RealMatrix;
import org.ejml.data.DMatrixRMaj;
import org.ejml.dense.row.CommonOps_DDRM;
import org.ojalgo.matrix.decomposition.LU;
import org.ojalgo.matrix.store.MatrixStore;
import org.ojalgo.matrix.store.R064Store;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Setup;
import org.p4inv.core.linalg.Lu;

/**
 * What P4Inv avoids: inverse and determinant of a d x d matrix from a decomposition, in double
 * precision, in libraries of the JVM beside ours. {@link PerturbationBenchmark#merge} is what it
 * pays instead.
 */
@Fork(
    value = 1,
    jvmArgs = {"--add-modules=jdk.incubator.vector", "-Xbatch", "-XX:ActiveProcessorCount=1"})
public class PeerInverseBenchmark extends Averages {
  /** The dimension. */
  @Param({"2", "3", "16", "33", "64", "101", "256", "512", "1024"})
  public int d;

  private double[] matrix;
  private double[] inverse;
  private Lu lu;
  private DMatrixRMaj ejmlMatrix;
  private DMatrixRMaj ejmlInverse;
  private R064Store ojMatrix;
  private R064Store ojInverse;
  private LU<Double> ojLu;
  private RealMatrix commonsMatrix;

  /** Fills everyone's matrices. */
  @Setup
  public void fill() {
    matrix = Normal.matrix(d);
    inverse = new double[d * d];
    lu = new Lu(d);
    ejmlMatrix = new DMatrixRMaj(d, d, true, matrix);
    ejmlInverse = new DMatrixRMaj(d, d);
    ojMatrix = R064Store.FACTORY.make(d, d);
    ojInverse = R064Store.FACTORY.make(d, d);
    ojLu = LU.R064.make(ojMatrix);
    commonsMatrix = new Array2DRowRealMatrix(d, d);
    for (int i = 0; i < d; i++) {
      for (int j = 0; j < d; j++) {
        ojMatrix.set(i, j, matrix[i * d + j]);
        commonsMatrix.setEntry(i, j, matrix[i * d + j]);
      }
    }
  }

  /** Ours: inverse and log|det| of one decomposition. */
  @Benchmark
  public double p4invInverse() {
    lu.decompose(matrix, 0).inverse(inverse, 0);
    return lu.logAbsDet();
  }

  /** Ours: log|det|. */
  @Benchmark
  public double p4invDeterminant() {
    return lu.decompose(matrix, 0).logAbsDet();
  }

  /** EJML. */
  @Benchmark
  public boolean ejmlInverse() {
    return CommonOps_DDRM.invert(ejmlMatrix, ejmlInverse);
  }

  /** EJML. */
  @Benchmark
  public double ejmlDeterminant() {
    return CommonOps_DDRM.det(ejmlMatrix);
  }

  /** ojAlgo: inverse and determinant of one decomposition. */
  @Benchmark
  public MatrixStore<Double> ojAlgoInverse() {
    ojLu.decompose(ojMatrix);
    return ojLu.getInverse(ojInverse);
  }

  /** ojAlgo. */
  @Benchmark
  public double ojAlgoDeterminant() {
    ojLu.decompose(ojMatrix);
    return ojLu.getDeterminant();
  }

  /** Commons Math. */
  @Benchmark
  public RealMatrix commonsMathInverse() {
    return new LUDecomposition(commonsMatrix).getSolver().getInverse();
  }

  /** Commons Math. */
  @Benchmark
  public double commonsMathDeterminant() {
    return new LUDecomposition(commonsMatrix).getDeterminant();
  }
}

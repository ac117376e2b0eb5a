package org.p4inv.bench.cases;

import org.p4inv.core.kernel.Panels;
import org.p4inv.core.linalg.Lu;

/**
 * {@code dense-step}: W is trained itself; its inverse and determinant come from an LU
 * decomposition at every step, in double precision. Of the libraries of the JVM none is faster at
 * that than ours: see {@code PeerInverseBenchmark}.
 *
 * <p>Gradient: yBar x^T summed over the points, minus W^-T.
 */
public final class DenseStep extends DirectStep {
  /** The name of the case. */
  public static final String NAME = "dense-step";

  private final int biasAt;
  private final Lu lu;
  private final double[] matrix;
  private final double[] inverse;
  private final float[] transposed;

  private DenseStep(CaseRequest request) {
    super(request, Math.addExact(Math.multiplyExact(request.d(), request.d()), request.d()));
    biasAt = d * d;
    lu = new Lu(d);
    matrix = new double[d * d];
    inverse = new double[d * d];
    transposed = new float[Panels.length(d)];
    for (int i = 0; i < d; i++) {
      parameters[i * d + i] = 1;
    }
    prepare();
  }

  /** The case in the size of the request. */
  public static Case of(CaseRequest request) {
    return new DenseStep(request);
  }

  @Override
  void forward() {
    K.multiply(d, d, parameters, 0, parameters, biasAt, x, 0, y, 0);
  }

  @Override
  void pullback() {
    K.transpose(d, x, 0, transposed, 0);
    K.outerAdd(d, d, yBar, 0, transposed, 0, gradient, 0, d);
    K.sumLanesAdd(d, yBar, 0, gradient, biasAt);
  }

  @Override
  double logDet() {
    return lu.logAbsDet();
  }

  @Override
  void subtractLogDetGradient() {
    for (int i = 0; i < d; i++) {
      for (int j = 0; j < d; j++) {
        gradient[i * d + j] -= (float) inverse[j * d + i];
      }
    }
  }

  @Override
  void prepare() {
    for (int i = 0; i < d * d; i++) {
      matrix[i] = parameters[i];
    }
    lu.decompose(matrix, 0).inverse(inverse, 0);
  }
}

package org.p4inv.bench.cases;

import static org.p4inv.core.kernel.Tile.LANES;

import java.util.Arrays;
import org.p4inv.core.kernel.Panels;

/**
 * {@code plu-step}: W = P L (U + diag s) with a fixed permutation P, L unit lower and U strictly
 * upper triangular: log|det W| is the sum of log|s|, and nothing is inverted in training. The
 * inverse map would have to solve two triangular systems. Source: Kingma and Dhariwal, Glow, arXiv
 * 1807.03039, section 3.2.
 *
 * <p>With h = (U + diag s) x: y = P L h + b. P is the reversal.
 */
public final class PluStep extends DirectStep {
  /** The name of the case. */
  public static final String NAME = "plu-step";

  private final TriangularBlocks lower;
  private final TriangularBlocks upper;
  private final int biasAt;
  private final float[] h;
  private final float[] hBar;
  private final float[] permuted;
  private final float[] transposed;

  private PluStep(CaseRequest request, TriangularBlocks lower, TriangularBlocks upper) {
    super(request, upper.end() + request.d());
    this.lower = lower;
    this.upper = upper;
    biasAt = upper.end();
    h = new float[d * LANES];
    hBar = new float[d * LANES];
    permuted = new float[d * LANES];
    transposed = new float[Panels.length(d)];
    for (int i = 0; i < d; i++) {
      parameters[lower.diagonal(i)] = 1;
      parameters[upper.diagonal(i)] = 1;
    }
  }

  /** The case in the size of the request. */
  public static Case of(CaseRequest request) {
    TriangularBlocks lower = new TriangularBlocks(request.d(), true, 0);
    return new PluStep(request, lower, new TriangularBlocks(request.d(), false, lower.end()));
  }

  /** The rows of a tile in reverse order: P, which is its own transpose. */
  private void reverse(float[] from, float[] to) {
    for (int i = 0; i < d; i++) {
      System.arraycopy(from, i * LANES, to, (d - 1 - i) * LANES, LANES);
    }
  }

  @Override
  void forward() {
    Arrays.fill(h, 0f);
    upper.multiplyAdd(parameters, x, h);
    Arrays.fill(permuted, 0f);
    lower.multiplyAdd(parameters, h, permuted);
    reverse(permuted, y);
    for (int i = 0; i < d * LANES; i++) {
      y[i] += parameters[biasAt + i / LANES];
    }
  }

  @Override
  void pullback() {
    K.sumLanesAdd(d, yBar, 0, gradient, biasAt);
    reverse(yBar, permuted);
    lower.outerAdd(permuted, h, transposed, gradient);
    Arrays.fill(hBar, 0f);
    lower.multiplyTransposedAdd(parameters, permuted, hBar);
    upper.outerAdd(hBar, x, transposed, gradient);
  }

  @Override
  double logDet() {
    double sum = 0;
    for (int i = 0; i < d; i++) {
      sum += Math.log(Math.abs(parameters[upper.diagonal(i)]));
    }
    return sum;
  }

  @Override
  void subtractLogDetGradient() {
    lower.clearOutside(gradient, true);
    upper.clearOutside(gradient, false);
    for (int i = 0; i < d; i++) {
      gradient[upper.diagonal(i)] -= 1 / parameters[upper.diagonal(i)];
    }
  }

  @Override
  void prepare() {}
}

package org.p4inv.bench.cases;

import static org.p4inv.core.kernel.Tile.LANES;

import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.Map;
import org.p4inv.core.kernel.Kernels;
import org.p4inv.core.kernel.Tile;
import org.p4inv.core.optimize.Adam;
import org.p4inv.core.random.Domain;
import org.p4inv.core.random.RandomStream;

/**
 * A training step of a linear layer y = W x + b that is trained in the usual way, by gradients of
 * its own parameters: what P4Inv replaces, with the loss and the batch of {@link LinearObjective},
 * on our kernels and on one thread.
 */
abstract class DirectStep implements Case {
  static final Kernels K = Kernels.active();
  private static final double RATE = 1e-3;

  final int d;
  final float[] parameters;
  final float[] gradient;
  final float[] x;
  final float[] y;
  final float[] yBar;
  private final int batch;
  private final float[] points;
  private final Adam adam;
  private double firstLoss = Double.NaN;
  private double loss;

  DirectStep(CaseRequest request, int parameterCount) {
    if (request.threads() != 1) {
      throw new NotOfferedException("runs on one thread only");
    }
    d = request.d();
    batch = request.batch();
    if (batch % LANES != 0) {
      throw new NotOfferedException("takes batches that fill their tiles only");
    }
    parameters = new float[parameterCount];
    gradient = new float[parameterCount];
    adam = new Adam(parameterCount);
    x = new float[d * LANES];
    y = new float[d * LANES];
    yBar = new float[d * LANES];
    points = new float[Math.multiplyExact(batch, d)];
    new RandomStream(1, Domain.APPLICATION).gaussian(points, 0, points.length);
  }

  /** y from x. */
  abstract void forward();

  /** Adds to the gradient what comes from {@link #yBar}. */
  abstract void pullback();

  /** log|det W|. */
  abstract double logDet();

  /** Adds to the gradient that of minus log|det W|. */
  abstract void subtractLogDetGradient();

  /** Brings what depends on the parameters up to date. */
  abstract void prepare();

  @Override
  public final void run() {
    Arrays.fill(gradient, 0f);
    double sum = 0;
    for (int first = 0; first < batch; first += LANES) {
      Tile.load(points, first, LANES, d, x);
      forward();
      for (int i = 0; i < d * LANES; i++) {
        sum += 0.5 * y[i] * y[i];
        yBar[i] = y[i] / batch;
      }
      pullback();
    }
    loss = sum / batch - logDet();
    if (!Double.isFinite(loss)) {
      throw new IllegalStateException("the loss is " + loss);
    }
    firstLoss = Double.isNaN(firstLoss) ? loss : firstLoss;
    subtractLogDetGradient();
    adam.step(parameters, gradient, RATE);
    prepare();
  }

  @Override
  public final Map<String, Object> detail() {
    Map<String, Object> detail = new LinkedHashMap<>();
    detail.put("kernels", Kernels.describe());
    detail.put("first_loss", firstLoss);
    detail.put("loss", loss);
    return detail;
  }

  @Override
  public final void close() {}
}

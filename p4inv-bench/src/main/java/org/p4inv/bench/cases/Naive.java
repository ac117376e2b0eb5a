package org.p4inv.bench.cases;

import java.util.Map;
import java.util.Random;
import org.p4inv.bench.baseline.NaiveP4Inv;

/** The floor: {@code p4inv-step} in plain loops and in double, on one thread. */
public final class Naive implements CaseFactory {
  private static final int MOST = 256;

  @Override
  public Case create(CaseRequest request) {
    if (!request.name().equals(P4InvStep.NAME)) {
      throw new NotOfferedException("plain loops have one case, `" + P4InvStep.NAME + "`");
    }
    if (request.d() > MOST || request.threads() > 1) {
      throw new NotOfferedException(
          "plain loops run on one thread and up to d = "
              + MOST
              + ", where a step takes a tenth of"
              + " a second");
    }
    return new Step(request.d(), request.batch());
  }

  private static final class Step implements Case {
    private final NaiveP4Inv layer;
    private double loss = Double.NaN;

    Step(int d, int batch) {
      Random random = new Random(1);
      double[][] points = new double[batch][d];
      for (double[] point : points) {
        for (int i = 0; i < d; i++) {
          point[i] = random.nextGaussian();
        }
      }
      layer = new NaiveP4Inv(points, random::nextGaussian);
    }

    @Override
    public void run() {
      loss = layer.step();
      if (!Double.isFinite(loss)) {
        throw new IllegalStateException("the loss is " + loss);
      }
    }

    @Override
    public Map<String, Object> detail() {
      return Map.of("loss", loss);
    }

    @Override
    public void close() {}
  }
}

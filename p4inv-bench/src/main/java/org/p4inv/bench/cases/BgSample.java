package org.p4inv.bench.cases;

import java.util.LinkedHashMap;
import java.util.Map;
import org.p4inv.core.kernel.Kernels;
import org.p4inv.core.parallel.Workers;
import org.p4inv.flows.Flow;

/**
 * {@code sample}: draws {@code batch} points of a Boltzmann generator with random weights, with
 * their log-densities.
 */
public final class BgSample implements Case {
  /** The name of the case. */
  public static final String NAME = "sample";

  private final Flow flow;
  private final Workers workers;
  private final float[] points;
  private final double[] logDensity;
  private long seed;

  private BgSample(CaseRequest request) {
    flow = BgFlow.random(request.d());
    workers = Workers.ofThreads(request.threads());
    points = new float[request.batch() * request.d()];
    logDensity = new double[request.batch()];
  }

  /** The case in the size of the request. */
  public static Case of(CaseRequest request) {
    return new BgSample(request);
  }

  @Override
  public void run() {
    flow.sample(++seed, points, logDensity, workers);
    if (!Double.isFinite(logDensity[0])) {
      throw new IllegalStateException("the log-density of point 0 is " + logDensity[0]);
    }
  }

  @Override
  public Map<String, Object> detail() {
    double sum = 0;
    for (double value : logDensity) {
      sum += value;
    }
    Map<String, Object> detail = new LinkedHashMap<>();
    detail.put("kernels", Kernels.describe());
    detail.put("mean_log_density", sum / logDensity.length);
    return detail;
  }

  @Override
  public void close() {
    workers.close();
  }
}

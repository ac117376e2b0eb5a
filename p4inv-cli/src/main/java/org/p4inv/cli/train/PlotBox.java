package org.p4inv.cli.train;

import java.util.Arrays;
import java.util.Optional;
import org.p4inv.cli.plot.Box;
import org.p4inv.core.random.Domain;
import org.p4inv.core.random.RandomStream;
import org.p4inv.samplers.energy.Energy;
import org.p4inv.samplers.energy.ExactSampler;

/**
 * The part of the plane that a picture shows: where all but a few of the points lie, and a margin.
 */
final class PlotBox {
  private static final double TAIL = 0.001;
  private static final double MARGIN = 0.15;
  private static final int EXACT_POINTS = 10_000;

  private PlotBox() {}

  /** From exact samples of the target where they can be drawn, else from those of the flow. */
  static Optional<Box> of(Energy energy, float[] samples) {
    Optional<ExactSampler> sampler = energy.truth().sampler();
    if (sampler.isEmpty()) {
      return around(samples);
    }
    float[] exact = new float[2 * EXACT_POINTS];
    sampler.get().sample(new RandomStream(1, Domain.APPLICATION), exact, EXACT_POINTS);
    return around(exact);
  }

  /** Empty where the finite points do not span a plane. */
  static Optional<Box> around(float[] points) {
    double[] x = ends(points, 0);
    double[] y = ends(points, 1);
    return x[1] - x[0] > 0 && y[1] - y[0] > 0
        ? Optional.of(new Box(x[0], x[1], y[0], y[1]))
        : Optional.empty();
  }

  /** Lower and upper end of a coordinate; both 0 if there are no points. */
  private static double[] ends(float[] points, int coordinate) {
    double[] sorted = new double[points.length / 2];
    int n = 0;
    for (int i = coordinate; i < points.length; i += 2) {
      if (Float.isFinite(points[i])) {
        sorted[n++] = points[i];
      }
    }
    if (n == 0) {
      return new double[2];
    }
    Arrays.sort(sorted, 0, n);
    double low = sorted[(int) (TAIL * (n - 1))];
    double high = sorted[(int) Math.ceil((1 - TAIL) * (n - 1))];
    double margin = MARGIN * (high - low);
    return new double[] {low - margin, high + margin};
  }
}

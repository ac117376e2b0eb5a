package org.p4inv.flows.check;

import static org.p4inv.core.kernel.Tile.LANES;

import java.util.ArrayList;
import java.util.List;
import org.p4inv.core.random.RandomStream;
import org.p4inv.flows.bijection.Direction;
import org.p4inv.flows.bijection.Workspace;

/**
 * The pullback to the input is the gradient of the map: along a random direction, the cotangent of
 * the input gives the numerical derivative of a random combination of outputs and log-det.
 * Deviations are relative to 1 + |derivative|. Cost: 8 maps and a pullback.
 */
final class InputPullback {
  private static final String CHECK = "pullback to the input, ";
  private static final double LIMIT = 0.02;
  private static final double AGREEMENT = 0.01;

  private InputPullback() {}

  static List<Finding> check(Subject subject, RandomStream random) {
    List<Finding> findings = new ArrayList<>();
    for (Direction direction : Direction.values()) {
      findings.add(check(subject, direction, random));
    }
    return findings;
  }

  private static Finding check(Subject subject, Direction direction, RandomStream random) {
    float[] in = subject.input(direction);
    Workspace workspace = subject.workspace();
    Subject.Image image = subject.map(direction, in, workspace);
    float[] shift = normal(random, in.length);
    scale(shift, Differences.spread(in), false);
    float[] outBar = normal(random, in.length);
    scale(outBar, Differences.spread(image.tile()), true);
    double[] logDetBar = new double[LANES];
    float[] noise = normal(random, LANES);
    for (int lane = 0; lane < LANES; lane++) {
      logDetBar[lane] = noise[lane];
    }
    float[] inBar = new float[in.length];
    float[] gradient = new float[subject.weights().parameters().length];
    direction.pullback(
        subject.bijection(),
        subject.weights(),
        in,
        image.tile(),
        outBar,
        logDetBar,
        inBar,
        gradient,
        workspace);
    Differences differences = new Differences(subject, direction);
    double[] fine = combine(differences.fine(shift), outBar, logDetBar);
    double[] coarse = combine(differences.coarse(shift), outBar, logDetBar);
    return compare(CHECK + Subject.name(direction), contract(inBar, shift), fine, coarse);
  }

  private static Finding compare(String check, double[] actual, double[] fine, double[] coarse) {
    double[] deviations = new double[LANES];
    int compared = 0;
    for (int lane = 0; lane < LANES; lane++) {
      double size = 1 + Math.abs(fine[lane]);
      if (Math.abs(fine[lane] - coarse[lane]) <= AGREEMENT * size) {
        deviations[compared] = Math.abs(actual[lane] - fine[lane]) / size;
        compared++;
      }
    }
    return Finding.ofMost(check, deviations, compared, LIMIT);
  }

  private static float[] normal(RandomStream random, int n) {
    float[] values = new float[n];
    random.gaussian(values, 0, n);
    return values;
  }

  /** Each coordinate times its spread, or divided by it. */
  private static void scale(float[] tile, float[] spread, boolean divide) {
    for (int i = 0; i < tile.length; i++) {
      float factor = spread[i / LANES];
      tile[i] = divide ? tile[i] / factor : tile[i] * factor;
    }
  }

  private static double[] combine(
      Differences.Derivative derivative, float[] outBar, double[] logDetBar) {
    double[] sums = contract(derivative.tile(), outBar);
    for (int lane = 0; lane < LANES; lane++) {
      sums[lane] += logDetBar[lane] * derivative.logDet()[lane];
    }
    return sums;
  }

  /** The sum over coordinates of the products, for each point. */
  private static double[] contract(float[] a, float[] b) {
    double[] sums = new double[LANES];
    for (int i = 0; i < a.length; i++) {
      sums[i % LANES] += (double) a[i] * b[i];
    }
    return sums;
  }
}

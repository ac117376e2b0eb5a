package org.p4inv.samplers.energy.plane;

import org.p4inv.core.random.RandomStream;
import org.p4inv.samplers.energy.ExactSampler;
import org.p4inv.samplers.energy.exact.CellEnvelope;
import org.p4inv.samplers.energy.exact.Rows;

/**
 * Exact samples of the double well: x1 by rejection under a piecewise constant envelope, x2 from
 * the normal distribution.
 *
 * <p>A bound of f on a cell of width h between l and r: f differs from the line between its ends by
 * at most (h^2 / 8) max|f''|, and goes below it only where f'' is positive, so f is at least
 * min(f(l), f(r)) - (h^2 / 8) max(0, f''), where f''(x) = 2 b + 12 c x^2 is greatest at the end
 * that is farther from 0. The cells are so narrow that this term is at most 0.01 kT; 99 of 100
 * proposals are accepted with the default constants. Beyond the last cells f is 50 kT above f(0),
 * and nothing is drawn there.
 */
final class DoubleWellSampler implements ExactSampler {
  private static final int LEAST_CELLS = 1024;
  private static final double SLACK = 0.01;

  private final double a;
  private final double b;
  private final double c;
  private final double from;
  private final double width;
  private final CellEnvelope envelope;

  DoubleWellSampler(double a, double b, double c) {
    this.a = a;
    this.b = b;
    this.c = c;
    double reach = DoubleWellTruth.reach(a, b, c);
    double widest = Math.sqrt(8 * SLACK / Math.max(curvature(reach), 1e-9));
    int n = Math.max(LEAST_CELLS, (int) Math.ceil(2 * reach / widest));
    this.from = -reach;
    this.width = 2 * reach / n;
    double[] bounds = new double[n];
    for (int cell = 0; cell < n; cell++) {
      bounds[cell] = lowerBound(from + cell * width, from + (cell + 1) * width);
    }
    this.envelope = new CellEnvelope(bounds);
  }

  @Override
  public void sample(RandomStream random, float[] points, int first, int n) {
    Rows.check(points, 2, first, n);
    int start = 2 * first;
    random.gaussian(points, start, n);
    for (int i = n - 1; i >= 0; i--) {
      points[start + 2 * i + 1] = points[start + i];
      points[start + 2 * i] = (float) draw(random);
    }
  }

  /** A number that f is not below between l and r, up to rounding. */
  double lowerBound(double l, double r) {
    double bend = Math.max(0, curvature(Math.max(Math.abs(l), Math.abs(r))));
    return Math.min(along(l), along(r)) - (r - l) * (r - l) / 8 * bend;
  }

  private double draw(RandomStream random) {
    while (true) {
      int place = envelope.draw(random);
      double x = from + (envelope.cell(place) + random.nextDouble()) * width;
      if (envelope.accept(random, place, along(x))) {
        return x;
      }
    }
  }

  private double along(double x) {
    return DoubleWell.along(a, b, c, x);
  }

  /** f''(x). */
  private double curvature(double x) {
    return 2 * b + 12 * c * x * x;
  }
}

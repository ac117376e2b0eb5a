package org.p4inv.flows.base;

import static org.p4inv.core.kernel.Tile.LANES;
import static org.p4inv.core.testing.Tolerance.STANDARD_ERRORS;

import org.p4inv.core.random.Domain;
import org.p4inv.core.random.RandomStream;
import org.p4inv.core.testing.Agreement;
import org.p4inv.flows.bijection.Interval;
import org.p4inv.flows.bijection.Workspace;

/**
 * The means of some bounded functions under a density: from its log-density, as integrals over the
 * unit cube, and from its samples.
 *
 * <p>Each coordinate is z = 2 tan(pi (u - 1/2)) on the line and low + (high - low) u on an interval
 * or circle. Up to two dimensions u runs over the midpoints of a grid; beyond, u is random, which
 * is importance sampling by Cauchy's density. The functions are 1 (so that its mean must be 1), for
 * each coordinate the indicators of {@link #BINS} equal parts of u, and for neighbours j and j + 1
 * the product of (2 u - 1).
 */
final class Expectations {
  private static final int BINS = 8;
  private static final int LINE = 1 << 14;
  private static final int SIDE = 1 << 8;
  private static final int RANDOM_POINTS = 1 << 17;
  private static final int SAMPLES = 1 << 16;
  private static final double SCALE = 2;

  /** The tails of Student's t, where the integrand is u^(nu - 1): of a grid's first half cell. */
  private static final double GRID_ERROR = 1e-3;

  /** A few points more or less in a bin that is nearly empty, where no variance is seen. */
  private static final double FEW = 10.0 / SAMPLES;

  private final BaseCase c;
  private final int d;
  private final double[] sums;
  private final double[] squares;
  private final double[] u;
  private int points;

  private Expectations(BaseCase c) {
    this.c = c;
    this.d = c.density().dimension();
    int functions = 1 + d * BINS + (d - 1);
    sums = new double[functions];
    squares = new double[functions];
    u = new double[d];
  }

  /** The most dimensions that importance sampling says something about. */
  static final int MOST_DIMENSIONS = 5;

  /** Fails where the samples of a case and its log-density disagree, or it is not normalised. */
  static void check(BaseCase c, long seed) {
    Expectations integrals = new Expectations(c);
    integrals.integrate(seed);
    Expectations samples = new Expectations(c);
    samples.sample(seed);
    double gridError = integrals.isGrid() ? GRID_ERROR : 0;
    for (int f = 0; f < integrals.sums.length; f++) {
      double error = Math.hypot(integrals.isGrid() ? 0 : integrals.error(f), samples.error(f));
      Agreement.near(
          c + ", seed " + seed + ", mean of function " + f,
          integrals.mean(f),
          samples.mean(f),
          STANDARD_ERRORS * error + gridError + FEW);
    }
  }

  private boolean isGrid() {
    return d <= 2;
  }

  private double mean(int f) {
    return sums[f] / points;
  }

  private double error(int f) {
    double variance = squares[f] / points - mean(f) * mean(f);
    return Math.sqrt(Math.max(0, variance) / points);
  }

  private void integrate(long seed) {
    RandomStream random = new RandomStream(seed, Domain.APPLICATION);
    int n = isGrid() ? (d == 1 ? LINE : SIDE * SIDE) : RANDOM_POINTS;
    Workspace s = c.workspaceOfOneContext();
    float[] z = new float[d * LANES];
    double[] us = new double[d * LANES];
    double[] jacobian = new double[LANES];
    for (int first = 0; first < n; first += LANES) {
      for (int lane = 0; lane < LANES; lane++) {
        jacobian[lane] = 1;
        for (int j = 0; j < d; j++) {
          double position = isGrid() ? grid(first + lane, j) : random.nextDouble();
          Interval interval = c.coordinates().get(j);
          us[j * LANES + lane] = position;
          z[j * LANES + lane] = (float) toPoint(interval, position);
          jacobian[lane] *= slope(interval, position);
        }
      }
      double[] logDensity = c.logDensity(z, s);
      for (int lane = 0; lane < LANES; lane++) {
        for (int j = 0; j < d; j++) {
          u[j] = us[j * LANES + lane];
        }
        add(Math.exp(logDensity[lane]) * jacobian[lane]);
      }
    }
  }

  private double grid(int point, int j) {
    int side = d == 1 ? LINE : SIDE;
    return ((j == 0 ? point % side : point / side) + 0.5) / side;
  }

  private void sample(long seed) {
    Workspace s = c.workspaceOfOneContext();
    for (int tile = 0; tile < SAMPLES / LANES; tile++) {
      float[] z = c.sample(seed, tile, s);
      for (int lane = 0; lane < LANES; lane++) {
        for (int j = 0; j < d; j++) {
          u[j] = toUnit(c.coordinates().get(j), z[j * LANES + lane]);
        }
        add(1);
      }
    }
  }

  /** Adds the functions of u with this weight. */
  private void add(double weight) {
    points++;
    add(0, weight);
    for (int j = 0; j < d; j++) {
      int bin = Math.min(BINS - 1, (int) (u[j] * BINS));
      add(1 + j * BINS + bin, weight);
    }
    for (int j = 0; j + 1 < d; j++) {
      add(1 + d * BINS + j, weight * (2 * u[j] - 1) * (2 * u[j + 1] - 1));
    }
  }

  private void add(int function, double value) {
    sums[function] += value;
    squares[function] += value * value;
  }

  private static boolean isLine(Interval interval) {
    return interval.equals(Interval.REAL);
  }

  private static double toPoint(Interval interval, double u) {
    return isLine(interval)
        ? SCALE * Math.tan(Math.PI * (u - 0.5))
        : interval.low() + (interval.high() - interval.low()) * u;
  }

  private static double toUnit(Interval interval, double z) {
    return isLine(interval)
        ? 0.5 + Math.atan(z / SCALE) / Math.PI
        : (z - interval.low()) / (interval.high() - interval.low());
  }

  /** dz/du. */
  private static double slope(Interval interval, double u) {
    if (!isLine(interval)) {
      return interval.high() - interval.low();
    }
    double tangent = Math.tan(Math.PI * (u - 0.5));
    return SCALE * Math.PI * (1 + tangent * tangent);
  }
}

package org.p4inv.flows.data;

/**
 * Two half circles of radius 2 that reach into each other, with normal noise of deviation 0.2: the
 * upper half around (-1, -0.2) and the lower half around (1, 0.8), with equal shares.
 *
 * <p>ln p is an integral of the noise over the angle of each half circle, by Simpson's rule.
 */
public final class TwoMoons implements Dataset2D {
  private static final double RADIUS = 2;
  private static final double NOISE = 0.2;

  /** A step is 0.08 of the width of the integrand, NOISE / RADIUS. */
  private static final int STEPS = 400;

  private static final double NEGLIGIBLE = -40;
  private static final double[] COSINES = new double[STEPS + 1];
  private static final double[] SINES = new double[STEPS + 1];

  static {
    for (int i = 0; i <= STEPS; i++) {
      COSINES[i] = StrictMath.cos(Math.PI * i / STEPS);
      SINES[i] = StrictMath.sin(Math.PI * i / STEPS);
    }
  }

  @Override
  public String name() {
    return "two-moons";
  }

  @Override
  public void place(double u, double v, double g, double h, double[] point) {
    double x = RADIUS * StrictMath.cos(Math.PI * v);
    double y = RADIUS * StrictMath.sin(Math.PI * v);
    boolean upper = u < 0.5;
    point[0] = (upper ? x - 1 : 1 - x) + NOISE * g;
    point[1] = (upper ? y - 0.2 : 0.8 - y) + NOISE * h;
  }

  /** The lower half circle is the upper one in a system of coordinates that is turned by pi. */
  @Override
  public double logDensity(double x, double y) {
    double[] terms = {logHalfCircle(x + 1, y + 0.2), logHalfCircle(1 - x, 0.8 - y)};
    return LogMean.of(terms) - StrictMath.log(2 * Math.PI * NOISE * NOISE);
  }

  /** The logarithm of the mean of exp(-distance^2 / (2 noise^2)) over the upper half circle. */
  private static double logHalfCircle(double x, double y) {
    double toArc =
        y >= 0 ? StrictMath.hypot(x, y) - RADIUS : StrictMath.hypot(Math.abs(x) - RADIUS, y);
    double greatest = -0.5 * toArc * toArc / (NOISE * NOISE);
    double sum = 0;
    for (int i = 0; i <= STEPS; i++) {
      double exponent = exponent(x, y, i) - greatest;
      int weight = i == 0 || i == STEPS ? 1 : 2 + 2 * (i % 2);
      sum += exponent < NEGLIGIBLE ? 0 : weight * StrictMath.exp(exponent);
    }
    return greatest + StrictMath.log(sum / (3 * STEPS));
  }

  private static double exponent(double x, double y, int i) {
    double dx = (x - RADIUS * COSINES[i]) / NOISE;
    double dy = (y - RADIUS * SINES[i]) / NOISE;
    return -0.5 * (dx * dx + dy * dy);
  }

  @Override
  public double entropy() {
    return Quadrature.entropy(this, 5);
  }
}

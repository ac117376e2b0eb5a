package org.p4inv.flows.data;

/**
 * Four circles around 0 with equal shares, of radius 0.75, 1.5, 2.25 and 3, with normal noise of
 * deviation 0.08.
 *
 * <p>A circle of radius R with noise s has the density exp(-(r - R)^2 / (2 s^2)) e(r R / s^2) / (2
 * pi s^2), where e(z) = exp(-z) I_0(z) = 1 / pi times the integral of exp(z (cos t - 1)) over 0 to
 * pi, for which the trapezoidal rule converges faster than any power of the step.
 */
public final class Rings implements Dataset2D {
  private static final int CIRCLES = 4;
  private static final double SPACING = 0.75;
  private static final double NOISE = 0.08;
  private static final double VARIANCE = NOISE * NOISE;

  /** Fine enough for r R / s^2 of 4,000, where the integrand is 0.016 wide. */
  private static final int STEPS = 512;

  private static final double NEGLIGIBLE = -40;

  @Override
  public String name() {
    return "rings";
  }

  @Override
  public void place(double u, double v, double g, double h, double[] point) {
    double radius = radius((int) (CIRCLES * u));
    double angle = 2 * Math.PI * v;
    point[0] = radius * StrictMath.cos(angle) + NOISE * g;
    point[1] = radius * StrictMath.sin(angle) + NOISE * h;
  }

  private static double radius(int circle) {
    return SPACING * (circle + 1);
  }

  @Override
  public double logDensity(double x, double y) {
    double r = StrictMath.hypot(x, y);
    double[] terms = new double[CIRCLES];
    for (int circle = 0; circle < CIRCLES; circle++) {
      double distance = (r - radius(circle)) / NOISE;
      terms[circle] = -0.5 * distance * distance + logBessel(r * radius(circle) / VARIANCE);
    }
    return LogMean.of(terms) - StrictMath.log(2 * Math.PI * VARIANCE);
  }

  /** ln(exp(-z) I_0(z)). */
  private static double logBessel(double z) {
    double sum = 0.5;
    for (int i = 1; i <= STEPS; i++) {
      double exponent = z * (StrictMath.cos(Math.PI * i / STEPS) - 1);
      if (exponent < NEGLIGIBLE) {
        break;
      }
      sum += (i < STEPS ? 1 : 0.5) * StrictMath.exp(exponent);
    }
    return StrictMath.log(sum / STEPS);
  }

  @Override
  public double entropy() {
    return Quadrature.entropy(this, 4);
  }
}

package org.p4inv.flows.data;

/**
 * Eight round normal densities on a circle: deviation 1 / (2 sqrt 2), centres at radius 4 / sqrt 2,
 * an eighth of a turn apart.
 */
public final class EightGaussians implements Dataset2D {
  private static final int MODES = 8;
  private static final double RADIUS = 4 / StrictMath.sqrt(2);
  private static final double DEVIATION = 0.5 / StrictMath.sqrt(2);

  @Override
  public String name() {
    return "eight-gaussians";
  }

  @Override
  public void place(double u, double v, double g, double h, double[] point) {
    int mode = (int) (MODES * u);
    point[0] = centreX(mode) + DEVIATION * g;
    point[1] = centreY(mode) + DEVIATION * h;
  }

  private static double centreX(int mode) {
    return RADIUS * StrictMath.cos(2 * Math.PI * mode / MODES);
  }

  private static double centreY(int mode) {
    return RADIUS * StrictMath.sin(2 * Math.PI * mode / MODES);
  }

  @Override
  public double logDensity(double x, double y) {
    double[] terms = new double[MODES];
    for (int mode = 0; mode < MODES; mode++) {
      double dx = (x - centreX(mode)) / DEVIATION;
      double dy = (y - centreY(mode)) / DEVIATION;
      terms[mode] = -0.5 * (dx * dx + dy * dy);
    }
    return LogMean.of(terms) - StrictMath.log(2 * Math.PI * DEVIATION * DEVIATION);
  }

  @Override
  public double entropy() {
    return Quadrature.entropy(this, 6);
  }
}

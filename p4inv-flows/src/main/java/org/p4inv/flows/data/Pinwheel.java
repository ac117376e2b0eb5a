package org.p4inv.flows.data;

/**
 * Five arms of a wheel in a whirl: f is normal with mean (1, 0) and deviations 0.3 along and 0.1
 * across the arm, turned clockwise by the angle of its arm, a multiple of 2 pi / 5, and by exp(r) /
 * 4, and doubled in size.
 *
 * <p>Here r = |f|, so that the whirl is a rotation at every radius: it keeps areas, and p(x) is 1/4
 * of the mean over the arms of the normal density of f. The published code takes the first
 * coordinate of f for r, which makes a map without an inverse in closed form; r - f_1 is about
 * f_2^2 / 2, on average 0.005.
 */
public final class Pinwheel implements Dataset2D {
  private static final int ARMS = 5;
  private static final double ALONG = 0.3;
  private static final double ACROSS = 0.1;
  private static final double WHIRL = 0.25;
  private static final double SIZE = 2;

  @Override
  public String name() {
    return "pinwheel";
  }

  @Override
  public void place(double u, double v, double g, double h, double[] point) {
    int arm = (int) (ARMS * u);
    double along = 1 + ALONG * g;
    double across = ACROSS * h;
    double angle = angle(arm, StrictMath.hypot(along, across));
    double cosine = StrictMath.cos(angle);
    double sine = StrictMath.sin(angle);
    point[0] = SIZE * (along * cosine + across * sine);
    point[1] = SIZE * (across * cosine - along * sine);
  }

  private static double angle(int arm, double radius) {
    return 2 * Math.PI * arm / ARMS + WHIRL * StrictMath.exp(radius);
  }

  @Override
  public double logDensity(double x, double y) {
    double radius = StrictMath.hypot(x, y) / SIZE;
    double[] terms = new double[ARMS];
    for (int arm = 0; arm < ARMS; arm++) {
      double angle = angle(arm, radius);
      double cosine = StrictMath.cos(angle);
      double sine = StrictMath.sin(angle);
      double along = ((x * cosine - y * sine) / SIZE - 1) / ALONG;
      double across = (x * sine + y * cosine) / SIZE / ACROSS;
      terms[arm] = -0.5 * (along * along + across * across);
    }
    return LogMean.of(terms) - StrictMath.log(2 * Math.PI * ALONG * ACROSS * SIZE * SIZE);
  }

  @Override
  public double entropy() {
    return Quadrature.entropy(this, 6);
  }
}

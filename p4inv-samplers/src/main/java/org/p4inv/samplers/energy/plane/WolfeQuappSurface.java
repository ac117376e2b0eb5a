package org.p4inv.samplers.energy.plane;

/**
 * The two quartics of {@link WolfeQuapp}: V = scale (a^4 + b^4 - 2 a^2 - 4 b^2 + cross a b + linear
 * a + 0.1 b + offset), and how the plane is turned.
 */
enum WolfeQuappSurface {
  ORIGINAL(1, 1, 0.3, 0, 0),
  MODIFIED(2, 2, 0.8, 9.28, -0.15 * Math.PI);

  final double cosine;
  final double sine;
  private final double scale;
  private final double cross;
  private final double linear;
  private final double offset;

  WolfeQuappSurface(double scale, double cross, double linear, double offset, double angle) {
    this.scale = scale;
    this.cross = cross;
    this.linear = linear;
    this.offset = offset;
    this.cosine = StrictMath.cos(angle);
    this.sine = StrictMath.sin(angle);
  }

  double value(double a, double b) {
    double ofA = a * (linear + a * (a * a - 2));
    double ofB = b * (0.1 + b * (b * b - 4));
    return scale * (ofA + ofB + cross * a * b + offset);
  }

  double slopeA(double a, double b) {
    return scale * (a * (4 * a * a - 4) + cross * b + linear);
  }

  double slopeB(double a, double b) {
    return scale * (b * (4 * b * b - 8) + cross * a + 0.1);
  }

  double curvatureA(double a) {
    return scale * (12 * a * a - 4);
  }

  double curvatureB(double b) {
    return scale * (12 * b * b - 8);
  }

  double curvatureAb() {
    return scale * cross;
  }

  /** The second derivatives have no eigenvalue below minus this. */
  double mostConcave() {
    return scale * (8 + cross);
  }

  /**
   * A distance from 0 beyond which V is at least {@code height} above V(0) and grows: V - V(0) is
   * at least scale (r^4 / 2 - 5 r^2 - r), as cross a b is at least -r^2 and the linear terms -r.
   */
  double reach(double height) {
    double r = 1;
    while (scale * r * (r * (r * r / 2 - 5) - 1) < height) {
      r *= 1.0625;
    }
    return r;
  }
}

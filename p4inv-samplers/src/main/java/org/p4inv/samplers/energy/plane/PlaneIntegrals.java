package org.p4inv.samplers.energy.plane;

import java.util.function.DoubleBinaryOperator;
import org.p4inv.samplers.energy.Moments;
import org.p4inv.samplers.energy.Quadrature;
import org.p4inv.samplers.math.Lazy;

/**
 * ln Z, entropy and moments of exp(-u) by {@link Quadrature} over a rectangle outside of which it
 * is negligible.
 *
 * <p>An expectation of a positive f is exp(ln integral of exp(-(u - ln f)) - ln Z); so the entropy
 * is taken from u - floor, and means from the distance to the left end of the rectangle.
 */
final class PlaneIntegrals {
  private final DoubleBinaryOperator u;
  private final double floor;
  private final double[] from;
  private final double[] to;
  private final Lazy<Double> logZ = new Lazy<>(() -> logIntegral((x, y) -> 1));
  private final Lazy<Double> entropy = new Lazy<>(this::computeEntropy);
  private final Lazy<Moments> moments = new Lazy<>(this::computeMoments);

  /**
   * Prepares, and computes nothing yet.
   *
   * @param floor less than u everywhere, by about 1 at its minimum
   * @param from the lower ends of the rectangle, length 2
   * @param to the upper ends, length 2
   */
  PlaneIntegrals(DoubleBinaryOperator u, double floor, double[] from, double[] to) {
    this.u = u;
    this.floor = floor;
    this.from = from;
    this.to = to;
  }

  double logZ() {
    return logZ.get();
  }

  double entropy() {
    return entropy.get();
  }

  Moments moments() {
    Moments known = moments.get();
    return new Moments(known.mean().clone(), known.variance().clone());
  }

  private double computeEntropy() {
    return logZ() + floor + expectation((x, y) -> u.applyAsDouble(x, y) - floor);
  }

  private Moments computeMoments() {
    double m1 = from[0] + expectation((x, y) -> x - from[0]);
    double m2 = from[1] + expectation((x, y) -> y - from[1]);
    double[] variance = {
      expectation((x, y) -> (x - m1) * (x - m1)), expectation((x, y) -> (y - m2) * (y - m2))
    };
    return new Moments(new double[] {m1, m2}, variance);
  }

  private double expectation(DoubleBinaryOperator f) {
    return StrictMath.exp(logIntegral(f) - logZ());
  }

  /** ln of the integral of f exp(-u). */
  private double logIntegral(DoubleBinaryOperator f) {
    return Quadrature.logIntegral(
        (x, y) -> u.applyAsDouble(x, y) - StrictMath.log(f.applyAsDouble(x, y)),
        from[0],
        to[0],
        from[1],
        to[1]);
  }
}

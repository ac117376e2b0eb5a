package org.p4inv.samplers.energy.plane;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.function.DoubleUnaryOperator;
import org.p4inv.samplers.energy.ExactSampler;
import org.p4inv.samplers.energy.Moments;
import org.p4inv.samplers.energy.Quadrature;
import org.p4inv.samplers.energy.States;
import org.p4inv.samplers.energy.Truth;
import org.p4inv.samplers.energy.exact.HalfLine;
import org.p4inv.samplers.energy.exact.HalfPlanes;
import org.p4inv.samplers.math.Lazy;

/**
 * What is known of the double well exp(-f(x1) - x2^2 / 2) / Z, f(x) = a x + b x^2 + c x^4: the
 * integral over x2 is sqrt(2 pi), those over x1 are quadratures in one dimension.
 */
final class DoubleWellTruth implements Truth {
  private static final double LOG_SQRT_TWO_PI = 0.5 * StrictMath.log(2 * Math.PI);
  private static final double NEGLIGIBLE = 50;

  private final double a;
  private final double b;
  private final double c;
  private final Lazy<Double> logZ = new Lazy<>(this::computeLogZ);
  private final Lazy<Double> entropy = new Lazy<>(this::computeEntropy);
  private final Lazy<Moments> moments = new Lazy<>(this::computeMoments);
  private final Lazy<States> states = new Lazy<>(this::computeStates);
  private final Lazy<ExactSampler> sampler = new Lazy<>(this::makeSampler);

  DoubleWellTruth(double a, double b, double c) {
    this.a = a;
    this.b = b;
    this.c = c;
  }

  @Override
  public OptionalDouble logZ() {
    return OptionalDouble.of(logZ.get());
  }

  @Override
  public OptionalDouble entropy() {
    return OptionalDouble.of(entropy.get());
  }

  @Override
  public Optional<Moments> moments() {
    Moments known = moments.get();
    return Optional.of(new Moments(known.mean().clone(), known.variance().clone()));
  }

  @Override
  public Optional<ExactSampler> sampler() {
    return Optional.of(sampler.get());
  }

  @Override
  public Optional<States> states() {
    return Optional.of(states.get());
  }

  /**
   * The minima of f. Where b is negative f is convex outside of +-s, s^2 = -b / (6 c), and has at
   * most one minimum on either side; it is convex everywhere otherwise.
   */
  @Override
  public List<double[]> modes() {
    double r = reach(a, b, c);
    double s = b < 0 ? Math.sqrt(-b / (6 * c)) : 0;
    List<double[]> modes = new ArrayList<>();
    if (s == 0) {
      modes.add(new double[] {root(-r, r), 0});
      return modes;
    }
    if (slope(-s) > 0) {
      modes.add(new double[] {root(-r, -s), 0});
    }
    if (slope(s) < 0) {
      modes.add(new double[] {root(s, r), 0});
    }
    modes.sort(Comparator.comparingDouble(mode -> along(mode[0])));
    return modes;
  }

  /**
   * An r with f(x) at least 50 for all |x| of at least r, while f(0) = 0: by g(r) = c r^4 - |b| r^2
   * - |a| r, which is below f(+-r) and grows from where it is positive.
   */
  static double reach(double a, double b, double c) {
    double r = 0.125;
    while (r * (r * (c * r * r - Math.abs(b)) - Math.abs(a)) < NEGLIGIBLE) {
      r *= 1.0625;
    }
    return r;
  }

  private double along(double x) {
    return DoubleWell.along(a, b, c, x);
  }

  private double slope(double x) {
    return DoubleWell.slope(a, b, c, x);
  }

  /** Where f' changes from negative to positive between {@code below} and {@code above}. */
  private double root(double below, double above) {
    double middle = 0.5 * (below + above);
    while (middle > below && middle < above) {
      if (slope(middle) < 0) {
        below = middle;
      } else {
        above = middle;
      }
      middle = 0.5 * (below + above);
    }
    return middle;
  }

  private double computeLogZ() {
    double r = reach(a, b, c);
    return LOG_SQRT_TWO_PI + Quadrature.logIntegral(this::along, -r, r);
  }

  private double computeEntropy() {
    double lowest = along(modes().get(0)[0]);
    return logZ.get() + 0.5 + lowest + mean(x -> Math.max(0, along(x) - lowest));
  }

  private Moments computeMoments() {
    double r = reach(a, b, c);
    double mean = mean(x -> Math.max(0, x + r)) - r;
    double variance = mean(x -> (x - mean) * (x - mean));
    return new Moments(new double[] {mean, 0}, new double[] {variance, 1});
  }

  /** The mean of a function of x1 that is nowhere negative. */
  private double mean(DoubleUnaryOperator function) {
    double r = reach(a, b, c);
    double log =
        Quadrature.logIntegral(x -> along(x) - StrictMath.log(function.applyAsDouble(x)), -r, r);
    return StrictMath.exp(LOG_SQRT_TWO_PI + log - logZ.get());
  }

  private States computeStates() {
    return new HalfPlanes(
        List.of("left", "right"), 1, 0, 0, logSide(-1) - logZ.get(), logSide(1) - logZ.get());
  }

  /** ln of the integral over one side of x1 = 0, +1 for the right one. */
  private double logSide(int side) {
    return LOG_SQRT_TWO_PI
        + Quadrature.logIntegral(
            t -> along(side * HalfLine.point(t)) - HalfLine.logDerivative(t),
            HalfLine.FROM,
            HalfLine.to(reach(a, b, c)));
  }

  private ExactSampler makeSampler() {
    return new DoubleWellSampler(a, b, c);
  }
}

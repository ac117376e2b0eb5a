package org.p4inv.samplers.energy.plane;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;
import org.p4inv.samplers.energy.ExactSampler;
import org.p4inv.samplers.energy.Quadrature;
import org.p4inv.samplers.energy.States;
import org.p4inv.samplers.energy.Truth;
import org.p4inv.samplers.energy.exact.HalfLine;
import org.p4inv.samplers.energy.exact.HalfPlanes;
import org.p4inv.samplers.math.Lazy;

/**
 * What is known of the Mueller-Brown surface: quadratures in two dimensions within a disc outside
 * of which exp(-u) is negligible.
 *
 * <p>The disc. The exponents of the three negative terms are negative definite, so their sum is at
 * least -470; the form of the fourth has the eigenvalues 0.4 and 1. At a distance r from its centre
 * (-1, 1) therefore V is at least 15 exp(0.4 r^2) - 470, which is 50 kT above 0, and so above the
 * minimum, from r^2 = ln((470 + 50 kT) / 15) / 0.4 on; and it goes on to grow.
 *
 * <p>The states. With p = x1 - x2 and r = x1 + x2 (dx1 dx2 = dp dr / 2) they are the two sides of p
 * = -1.45; each is integrated over p by the change of variable of {@link HalfLine}.
 */
final class MuellerBrownTruth implements Truth {
  static final double CENTRE_1 = -1;
  static final double CENTRE_2 = 1;

  private static final double LINE = -1.45;

  /** From where Newton's method finds the three minima, the lowest first. */
  private static final double[][] STARTS = {{-0.6, 1.4}, {0.6, 0}, {-0.1, 0.5}};

  private final double temperature;
  private final MuellerBrownTerm[] terms = MuellerBrownTerm.published();
  private final Lazy<Double> logZ = new Lazy<>(this::computeLogZ);
  private final Lazy<States> states = new Lazy<>(this::computeStates);
  private final Lazy<ExactSampler> sampler = new Lazy<>(this::makeSampler);

  MuellerBrownTruth(double temperature) {
    this.temperature = temperature;
  }

  @Override
  public OptionalDouble logZ() {
    return OptionalDouble.of(logZ.get());
  }

  @Override
  public Optional<ExactSampler> sampler() {
    return Optional.of(sampler.get());
  }

  @Override
  public Optional<States> states() {
    return Optional.of(states.get());
  }

  @Override
  public List<double[]> modes() {
    List<double[]> modes = new ArrayList<>();
    for (double[] start : STARTS) {
      double[] mode = start.clone();
      for (int step = 0; step < 20; step++) {
        newtonStep(mode);
      }
      modes.add(mode);
    }
    return modes;
  }

  /** The radius of the disc. */
  static double reach(double temperature) {
    return Math.sqrt(StrictMath.log((470 + 50 * temperature) / 15) / 0.4);
  }

  private double energy(double x1, double x2) {
    return MuellerBrownTerm.sum(terms, x1, x2) / temperature;
  }

  /** Moves x by -H^-1 g, with gradient g and second derivatives H of V. */
  private void newtonStep(double[] x) {
    double g1 = 0;
    double g2 = 0;
    double h11 = 0;
    double h12 = 0;
    double h22 = 0;
    for (MuellerBrownTerm term : terms) {
      double value = term.value(x[0], x[1]);
      double q1 = term.slope1(x[0], x[1]);
      double q2 = term.slope2(x[0], x[1]);
      g1 += value * q1;
      g2 += value * q2;
      h11 += value * (q1 * q1 + 2 * term.a());
      h12 += value * (q1 * q2 + term.b());
      h22 += value * (q2 * q2 + 2 * term.c());
    }
    double determinant = h11 * h22 - h12 * h12;
    x[0] -= (h22 * g1 - h12 * g2) / determinant;
    x[1] -= (h11 * g2 - h12 * g1) / determinant;
  }

  private double computeLogZ() {
    double r = reach(temperature);
    return Quadrature.logIntegral(
        this::energy, CENTRE_1 - r, CENTRE_1 + r, CENTRE_2 - r, CENTRE_2 + r);
  }

  private States computeStates() {
    return new HalfPlanes(
        List.of("upper-left", "lower-right"),
        1,
        -1,
        LINE,
        logSide(-1) - logZ.get(),
        logSide(1) - logZ.get());
  }

  /** ln of the integral over one side of p = -1.45, +1 for greater p. */
  private double logSide(int side) {
    double reach = Math.sqrt(2) * reach(temperature);
    double length = reach + Math.abs(CENTRE_1 - CENTRE_2 - LINE);
    return Quadrature.logIntegral(
            (t, r) -> {
              double p = LINE + side * HalfLine.point(t);
              return energy((r + p) / 2, (r - p) / 2) - HalfLine.logDerivative(t);
            },
            HalfLine.FROM,
            HalfLine.to(length),
            -reach,
            reach)
        - StrictMath.log(2);
  }

  private ExactSampler makeSampler() {
    return new MuellerBrownSampler(temperature);
  }
}

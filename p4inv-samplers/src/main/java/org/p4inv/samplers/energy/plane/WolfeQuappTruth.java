package org.p4inv.samplers.energy.plane;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import org.p4inv.samplers.energy.ExactSampler;
import org.p4inv.samplers.energy.Quadrature;
import org.p4inv.samplers.energy.States;
import org.p4inv.samplers.energy.exact.HalfLine;
import org.p4inv.samplers.energy.exact.HalfPlanes;

/** What is known of the surfaces of {@link WolfeQuapp}. */
final class WolfeQuappTruth {
  private static final double NEGLIGIBLE = 50;

  private final WolfeQuappSurface surface;
  private final double temperature;
  private final double reach;

  private WolfeQuappTruth(WolfeQuappSurface surface, double temperature) {
    this.surface = surface;
    this.temperature = temperature;
    this.reach = surface.reach(NEGLIGIBLE * temperature);
  }

  static PlaneTruth of(WolfeQuappSurface surface, double temperature) {
    WolfeQuappTruth truth = new WolfeQuappTruth(surface, temperature);
    double floor = truth.turned(truth.minima().get(0)) - 1;
    double[] from = {-truth.reach, -truth.reach};
    double[] to = {truth.reach, truth.reach};
    PlaneIntegrals integrals = new PlaneIntegrals(truth::energy, floor, from, to);
    return new PlaneTruth(
        integrals, truth::sampler, truth::modes, () -> Optional.of(truth.states(integrals.logZ())));
  }

  private double energy(double x1, double x2) {
    double a = x1 * surface.cosine - x2 * surface.sine;
    double b = x1 * surface.sine + x2 * surface.cosine;
    return surface.value(a, b) / temperature;
  }

  private double turned(double[] ab) {
    return surface.value(ab[0], ab[1]) / temperature;
  }

  /**
   * The minima in (a, b), lowest first. Newton's method from each corner of the square at (+-1,
   * +-1.4), where the quartics of a and b alone have theirs; it is kept if it settles where the
   * second derivatives are positive definite and has not been there before. Where the cross term
   * has left no minimum it wanders.
   */
  private List<double[]> minima() {
    List<double[]> minima = new ArrayList<>();
    for (int corner = 0; corner < 4; corner++) {
      double[] ab = {corner % 2 == 0 ? -1 : 1, corner / 2 == 0 ? -1.4 : 1.4};
      for (int step = 0; step < 50; step++) {
        newtonStep(ab);
      }
      double aa = surface.curvatureA(ab[0]);
      double determinant = aa * surface.curvatureB(ab[1]) - square(surface.curvatureAb());
      double steepness =
          Math.abs(surface.slopeA(ab[0], ab[1])) + Math.abs(surface.slopeB(ab[0], ab[1]));
      boolean seen = minima.stream().anyMatch(m -> Math.abs(m[0] - ab[0]) < 1e-6);
      if (steepness < 1e-9 && aa > 0 && determinant > 0 && !seen) {
        minima.add(ab);
      }
    }
    minima.sort(Comparator.comparingDouble(this::turned));
    return minima;
  }

  private void newtonStep(double[] ab) {
    double slopeA = surface.slopeA(ab[0], ab[1]);
    double slopeB = surface.slopeB(ab[0], ab[1]);
    double aa = surface.curvatureA(ab[0]);
    double bb = surface.curvatureB(ab[1]);
    double cross = surface.curvatureAb();
    double determinant = aa * bb - cross * cross;
    ab[0] -= (bb * slopeA - cross * slopeB) / determinant;
    ab[1] -= (aa * slopeB - cross * slopeA) / determinant;
  }

  private static double square(double x) {
    return x * x;
  }

  private List<double[]> modes() {
    List<double[]> modes = new ArrayList<>();
    for (double[] ab : minima()) {
      modes.add(
          new double[] {
            ab[0] * surface.cosine + ab[1] * surface.sine,
            ab[1] * surface.cosine - ab[0] * surface.sine
          });
    }
    return modes;
  }

  private States states(double logZ) {
    return new HalfPlanes(
        List.of("lower", "upper"),
        surface.sine,
        surface.cosine,
        0,
        logSide(-1) - logZ,
        logSide(1) - logZ);
  }

  /** ln of the integral over one side of b = 0, +1 for greater b. */
  private double logSide(int side) {
    return Quadrature.logIntegral(
        (a, t) ->
            surface.value(a, side * HalfLine.point(t)) / temperature - HalfLine.logDerivative(t),
        -reach,
        reach,
        HalfLine.FROM,
        HalfLine.to(reach));
  }

  private ExactSampler sampler() {
    return new WolfeQuappSampler(surface, temperature, reach);
  }
}

package org.p4inv.samplers.energy.plane;

import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.OptionalDouble;
import java.util.function.DoubleUnaryOperator;
import org.p4inv.samplers.energy.Quadrature;
import org.p4inv.samplers.energy.States;
import org.p4inv.samplers.energy.exact.HalfLine;

/** The states of {@link Rings}: annuli that are divided half way between the circles. */
final class RingStates implements States {
  private final double spacing;
  private final List<String> names;
  private final double[] logProbabilities;

  private RingStates(double spacing, List<String> names, double[] logProbabilities) {
    this.spacing = spacing;
    this.names = names;
    this.logProbabilities = logProbabilities;
  }

  /**
   * Computes the probabilities, as differences of the masses beyond the divisions.
   *
   * @param reach the radius beyond which nothing counts
   * @param u the energy as a function of the radius
   */
  static RingStates of(int rings, double spacing, double reach, DoubleUnaryOperator u) {
    List<String> names = new ArrayList<>();
    double[] beyond = new double[rings + 1];
    for (int ring = 0; ring < rings; ring++) {
      names.add("ring-" + (ring + 1));
      beyond[ring] =
          StrictMath.exp(logMassBeyond(ring == 0 ? 0 : (ring + 0.5) * spacing, reach, u));
    }
    double[] logs = new double[rings];
    for (int ring = 0; ring < rings; ring++) {
      logs[ring] = StrictMath.log((beyond[ring] - beyond[ring + 1]) / beyond[0]);
    }
    return new RingStates(spacing, List.copyOf(names), logs);
  }

  /** ln of the integral of r exp(-u(r)) beyond a radius. */
  private static double logMassBeyond(double from, double reach, DoubleUnaryOperator u) {
    return Quadrature.logIntegral(
        t -> {
          double r = from + HalfLine.point(t);
          return u.applyAsDouble(r) - StrictMath.log(r) - HalfLine.logDerivative(t);
        },
        HalfLine.FROM,
        HalfLine.to(reach - from));
  }

  @Override
  public List<String> names() {
    return names;
  }

  @Override
  public int stateOf(float[] points, int offset, int stride) {
    double x1 = points[offset];
    double x2 = points[offset + stride];
    double r = Math.sqrt(x1 * x1 + x2 * x2);
    if (Double.isNaN(r)) {
      return NONE;
    }
    return (int) Math.max(0, Math.min(names.size() - 1, Math.floor(r / spacing - 0.5)));
  }

  @Override
  public OptionalDouble logProbability(int state) {
    return OptionalDouble.of(logProbabilities[Objects.checkIndex(state, logProbabilities.length)]);
  }
}

package org.p4inv.samplers.energy.exact;

import java.util.List;
import java.util.Objects;
import java.util.OptionalDouble;
import org.p4inv.samplers.energy.States;

/**
 * Two states on the two sides of a line in the plane: state 0 where m1 x1 + m2 x2 is below the
 * offset, state 1 elsewhere.
 */
public final class HalfPlanes implements States {
  private final List<String> names;
  private final double m1;
  private final double m2;
  private final double offset;
  private final double logBelow;
  private final double logAbove;

  public HalfPlanes(
      List<String> names, double m1, double m2, double offset, double logBelow, double logAbove) {
    this.names = names;
    this.m1 = m1;
    this.m2 = m2;
    this.offset = offset;
    this.logBelow = logBelow;
    this.logAbove = logAbove;
  }

  @Override
  public List<String> names() {
    return names;
  }

  @Override
  public int stateOf(float[] points, int at, int stride) {
    double side = m1 * points[at] + m2 * points[at + stride];
    if (side < offset) {
      return 0;
    }
    return side >= offset ? 1 : NONE;
  }

  @Override
  public OptionalDouble logProbability(int state) {
    return OptionalDouble.of(Objects.checkIndex(state, 2) == 0 ? logBelow : logAbove);
  }
}

package org.p4inv.samplers.energy.compose;

import java.util.List;
import java.util.Objects;
import java.util.OptionalDouble;
import org.p4inv.samplers.energy.States;

/**
 * The regions of states, or their parts in a region of its own; under another density their
 * probabilities are not known.
 */
record RegionsAlone(States base, Region within) implements States {

  /** Where a point is, told as {@link States#stateOf} is. */
  @FunctionalInterface
  interface Region {
    boolean holds(float[] points, int offset, int stride);
  }

  RegionsAlone(States base) {
    this(base, (points, offset, stride) -> true);
  }

  @Override
  public List<String> names() {
    return base.names();
  }

  @Override
  public int stateOf(float[] points, int offset, int stride) {
    return within.holds(points, offset, stride) ? base.stateOf(points, offset, stride) : NONE;
  }

  @Override
  public OptionalDouble logProbability(int state) {
    Objects.checkIndex(state, base.names().size());
    return OptionalDouble.empty();
  }
}

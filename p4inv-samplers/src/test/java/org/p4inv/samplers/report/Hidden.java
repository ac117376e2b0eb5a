package org.p4inv.samplers.report;

import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;
import org.p4inv.samplers.energy.Energy;
import org.p4inv.samplers.energy.States;
import org.p4inv.samplers.energy.Truth;

/** An energy of which nobody knows more than where the states are. */
record Hidden(Energy energy) implements Energy {
  @Override
  public String name() {
    return energy.name();
  }

  @Override
  public int dimension() {
    return energy.dimension();
  }

  @Override
  public Truth truth() {
    States known = energy.truth().states().orElseThrow();
    return new Truth() {
      @Override
      public Optional<States> states() {
        return Optional.of(new Regionless(known));
      }
    };
  }

  @Override
  public void evaluate(float[] x, double[] u, float[] gradient) {
    energy.evaluate(x, u, gradient);
  }

  private record Regionless(States states) implements States {
    @Override
    public List<String> names() {
      return states.names();
    }

    @Override
    public int stateOf(float[] points, int offset, int stride) {
      return states.stateOf(points, offset, stride);
    }

    @Override
    public OptionalDouble logProbability(int state) {
      return OptionalDouble.empty();
    }
  }
}

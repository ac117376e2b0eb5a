package org.p4inv.samplers.chain.temper;

import java.util.Objects;
import org.p4inv.samplers.energy.Energy;
import org.p4inv.samplers.energy.ExactSampler;
import org.p4inv.samplers.energy.compose.Bridge;

/** The two ends of annealing: a start density that is known exactly, and a target. */
record Endpoints(Energy start, Energy target, Bridge bridge, ExactSampler sampler, double logZ) {

  static Endpoints of(Energy start, Energy target) {
    Objects.requireNonNull(target, "target");
    if (start.dimension() != target.dimension()) {
      throw new IllegalArgumentException(
          "`start` must have the dimension of the target, "
              + target.dimension()
              + ", got "
              + start.dimension());
    }
    if (start.truth().logZ().isEmpty() || start.truth().sampler().isEmpty()) {
      throw new IllegalArgumentException(
          "`start` must know its log Z and an exact sampler, `" + start.name() + "` does not");
    }
    return new Endpoints(
        start,
        target,
        new Bridge(start, target, 0),
        start.truth().sampler().get(),
        start.truth().logZ().getAsDouble());
  }
}

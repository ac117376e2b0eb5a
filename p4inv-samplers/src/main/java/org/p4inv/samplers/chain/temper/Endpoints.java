package org.p4inv.samplers.chain.temper;

import java.util.Objects;
import java.util.function.DoubleBinaryOperator;
import org.p4inv.samplers.energy.Energy;
import org.p4inv.samplers.energy.ExactSampler;
import org.p4inv.samplers.energy.compose.Bridge;

/**
 * The two ends of annealing: a start density that is known exactly, and a target.
 *
 * @param rule what a log-weight gains, from a step of beta and the difference u_0 - u_1
 */
record Endpoints(
    Energy start,
    Energy target,
    Bridge bridge,
    ExactSampler sampler,
    double logZ,
    DoubleBinaryOperator rule) {

  static Endpoints of(Energy start, Energy target) {
    return of(start, target, (step, difference) -> step * difference);
  }

  /** With another rule of weights, which tests need. */
  static Endpoints of(Energy start, Energy target, DoubleBinaryOperator rule) {
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
        start.truth().logZ().getAsDouble(),
        rule);
  }
}

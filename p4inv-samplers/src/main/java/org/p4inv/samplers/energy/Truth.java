package org.p4inv.samplers.energy;

import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;

/**
 * What is known exactly of a target density exp(-u(x)) / Z, so that a sampler can be checked
 * against it. Every part is optional.
 *
 * <p>A truth is immutable and thread-safe. Its parts come from a closed form or from {@link
 * Quadrature}, computed when they are first asked for and kept; that first call may fail with an
 * {@link IllegalStateException} where constants are so extreme that the quadrature does not settle.
 */
public interface Truth {

  /** Nothing is known. */
  Truth UNKNOWN = new Truth() {};

  /** ln Z, Z being the integral of exp(-u(x)) over R^d. */
  default OptionalDouble logZ() {
    return OptionalDouble.empty();
  }

  /**
   * The entropy H = E[u(x)] + ln Z, in nats: the least negative log-likelihood that is possible.
   */
  default OptionalDouble entropy() {
    return OptionalDouble.empty();
  }

  /** Mean and variance of every coordinate. */
  default Optional<Moments> moments() {
    return Optional.empty();
  }

  /** Draws independent points of the target. */
  default Optional<ExactSampler> sampler() {
    return Optional.empty();
  }

  /**
   * The positions of the local minima of u, lowest energy first, each of length d; empty where they
   * are not known. The arrays are the caller's.
   */
  default List<double[]> modes() {
    return List.of();
  }

  /** The metastable states between which free energy differences are asked for. */
  default Optional<States> states() {
    return Optional.empty();
  }
}

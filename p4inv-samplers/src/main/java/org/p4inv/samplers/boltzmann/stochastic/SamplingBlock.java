package org.p4inv.samplers.boltzmann.stochastic;

import java.util.Objects;
import org.p4inv.samplers.chain.MarkovKernel;

/**
 * Where in a flow a Markov kernel moves the points: {@code steps} moves that leave exp(-u_lambda)
 * invariant, u_lambda = (1 - lambda) u_0 + lambda u, with u_0 = -ln p of the base and u the target.
 *
 * @param place between the parts of the flow's chain: 0 before the first part, n behind the last
 * @param lambda 0 for the base, 1 for the target
 * @param kernel reversible, that is, in detailed balance with the density it leaves invariant, as
 *     Metropolis kernels are: see {@link StochasticFlow} for why
 * @param steps moves, at least 1
 * @param stepSize of the kernel, positive and finite
 */
public record SamplingBlock(
    int place, double lambda, MarkovKernel kernel, int steps, double stepSize) {

  /** Checks the values; the place is checked by the flow. */
  public SamplingBlock {
    Objects.requireNonNull(kernel, "kernel");
    if (!(lambda >= 0 && lambda <= 1)) {
      throw new IllegalArgumentException("`lambda` must be in 0 to 1, got " + lambda);
    }
    if (steps < 1) {
      throw new IllegalArgumentException("`steps` must be at least 1, got " + steps);
    }
    if (!(stepSize > 0) || stepSize == Double.POSITIVE_INFINITY) {
      throw new IllegalArgumentException("`stepSize` must be positive and finite, got " + stepSize);
    }
  }

  /** The same block with another step size. */
  public SamplingBlock withStepSize(double newStepSize) {
    return new SamplingBlock(place, lambda, kernel, steps, newStepSize);
  }
}

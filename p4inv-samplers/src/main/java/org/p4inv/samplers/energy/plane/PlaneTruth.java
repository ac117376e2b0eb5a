package org.p4inv.samplers.energy.plane;

import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.function.Supplier;
import org.p4inv.samplers.energy.ExactSampler;
import org.p4inv.samplers.energy.Moments;
import org.p4inv.samplers.energy.States;
import org.p4inv.samplers.energy.Truth;
import org.p4inv.samplers.math.Lazy;

/**
 * A truth in the plane: integrals by quadrature, and what else there is, computed when asked for.
 */
final class PlaneTruth implements Truth {
  private final PlaneIntegrals integrals;
  private final Lazy<ExactSampler> sampler;
  private final Supplier<List<double[]>> modes;
  private final Lazy<Optional<States>> states;

  PlaneTruth(
      PlaneIntegrals integrals,
      Supplier<ExactSampler> sampler,
      Supplier<List<double[]>> modes,
      Supplier<Optional<States>> states) {
    this.integrals = integrals;
    this.sampler = new Lazy<>(sampler);
    this.modes = modes;
    this.states = new Lazy<>(states);
  }

  @Override
  public OptionalDouble logZ() {
    return OptionalDouble.of(integrals.logZ());
  }

  @Override
  public OptionalDouble entropy() {
    return OptionalDouble.of(integrals.entropy());
  }

  @Override
  public Optional<Moments> moments() {
    return Optional.of(integrals.moments());
  }

  @Override
  public Optional<ExactSampler> sampler() {
    return Optional.of(sampler.get());
  }

  @Override
  public List<double[]> modes() {
    return modes.get();
  }

  @Override
  public Optional<States> states() {
    return states.get();
  }
}

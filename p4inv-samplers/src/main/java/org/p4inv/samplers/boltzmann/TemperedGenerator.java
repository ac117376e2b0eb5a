package org.p4inv.samplers.boltzmann;

import java.util.Objects;
import org.p4inv.flows.Flow;
import org.p4inv.samplers.energy.Energy;
import org.p4inv.samplers.energy.compose.Tempered;

/**
 * A generator for a range of temperatures: a flow q(x | ln T) that was trained to sample exp(-u(x)
 * / T) / Z(T) for all T of the range at once, by {@link Temperatures#range}.
 *
 * <p>At each temperature it is a {@link BoltzmannGenerator} like any other; its weights make its
 * samples exact there. Immutable. Source for flows on temperature: Dibak, Klein, Kraemer and Noe,
 * Temperature steerable flows and Boltzmann generators, arXiv 2108.01590.
 */
public final class TemperedGenerator {
  private final Energy energy;
  private final Flow flow;

  /**
   * A generator of an energy u, in units of kT at T = 1.
   *
   * @param flow of the dimension of the energy, with a context of one feature, ln T
   */
  public TemperedGenerator(Energy energy, Flow flow) {
    this.energy = Objects.requireNonNull(energy, "energy");
    this.flow = Objects.requireNonNull(flow, "flow");
    if (flow.contextDimension() != 1) {
      throw new IllegalArgumentException(
          "`flow` must have a context of one feature, got " + flow.contextDimension());
    }
  }

  /** The energy at T = 1. */
  public Energy energy() {
    return energy;
  }

  /** The flow, whose context is ln T. */
  public Flow flow() {
    return flow;
  }

  /**
   * The generator at a temperature, of the energy u / T.
   *
   * @param temperature T, 1e-6 to 1e6
   */
  public BoltzmannGenerator at(double temperature) {
    Energy tempered = new Tempered(energy, 1 / temperature);
    float[] context = {(float) StrictMath.log(temperature)};
    return new BoltzmannGenerator(tempered, flow, context);
  }
}

package org.p4inv.samplers.boltzmann;

import java.util.Objects;
import org.p4inv.flows.Flow;
import org.p4inv.samplers.energy.Energy;

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
   * @param temperature T, positive and finite
   */
  public BoltzmannGenerator at(double temperature) {
    if (!(temperature > 0 && temperature < Double.POSITIVE_INFINITY)) {
      throw new IllegalArgumentException(
          "`temperature` must be positive and finite, got " + temperature);
    }
    float[] context = {(float) StrictMath.log(temperature)};
    return new BoltzmannGenerator(new AtTemperature(energy, temperature), flow, context);
  }

  /** u / T. */
  private record AtTemperature(Energy energy, double temperature) implements Energy {
    @Override
    public String name() {
      return energy.name();
    }

    @Override
    public int dimension() {
      return energy.dimension();
    }

    @Override
    public void evaluate(float[] x, double[] u, float[] gradient) {
      energy.evaluate(x, u, gradient);
      for (int lane = 0; lane < u.length; lane++) {
        u[lane] /= temperature;
      }
      float factor = (float) (1 / temperature);
      for (int i = 0; i < gradient.length; i++) {
        gradient[i] *= factor;
      }
    }
  }
}

package org.p4inv.samplers.energy.compose;

import static org.p4inv.core.kernel.Tile.LANES;

import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import org.p4inv.samplers.energy.Constant;
import org.p4inv.samplers.energy.Energy;
import org.p4inv.samplers.energy.States;
import org.p4inv.samplers.energy.Truth;

/**
 * An energy that grows like a logarithm above a threshold, for training: u(x) up to {@code from},
 * and from + ln(1 + u(x) - from) above. The gradient is that of this energy: du/dx / (1 + u - from)
 * above, which joins without a step.
 *
 * <p>Where particles overlap an energy reaches 1e12 and its gradient swamps all others; clipped, it
 * still points the way out. Source: Noe, Olsson, Koehler and Wu, Boltzmann generators, Science 365,
 * 2019, supplement. It is another density, and may not even have a Z; weights and estimates must
 * take {@link #exact}. +infinity stays, with the gradient 0.
 *
 * <p>Of the truth the minima stay, as the clipped energy grows with the exact one, and the states
 * without their probabilities.
 */
public final class Clipped implements Energy {
  private static final Constant FROM =
      Constant.between("from", "energy where the logarithm starts, kT", 1000, -1e9, 1e9);

  private final Energy exact;
  private final double from;
  private final Truth truth;

  /**
   * A clipped energy.
   *
   * @param from -1e9 to 1e9, in kT
   */
  public Clipped(Energy exact, double from) {
    this.exact = Objects.requireNonNull(exact, "exact");
    this.from = FROM.check(from);
    this.truth = new ClippedTruth(exact.truth());
  }

  /** The energy as it is without clipping. */
  public Energy exact() {
    return exact;
  }

  @Override
  public String name() {
    return "clipped-" + exact.name();
  }

  @Override
  public int dimension() {
    return exact.dimension();
  }

  @Override
  public Map<String, Double> constants() {
    return Map.of(FROM.name(), from);
  }

  @Override
  public Truth truth() {
    return truth;
  }

  @Override
  public void evaluate(float[] x, double[] energy, float[] gradient) {
    exact.evaluate(x, energy, gradient);
    for (int lane = 0; lane < LANES; lane++) {
      double above = energy[lane] - from;
      if (above > 0) {
        energy[lane] = from + StrictMath.log1p(above);
        double scale = 1 / (1 + above);
        for (int i = lane; i < exact.dimension() * LANES; i += LANES) {
          gradient[i] = scale == 0 ? 0 : (float) (scale * gradient[i]);
        }
      }
    }
  }

  private record ClippedTruth(Truth exact) implements Truth {
    @Override
    public List<double[]> modes() {
      return exact.modes();
    }

    @Override
    public Optional<States> states() {
      return exact.states().map(RegionsAlone::new);
    }
  }
}

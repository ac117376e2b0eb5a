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
 * An energy at another temperature: beta u(x), beta the old temperature by the new one.
 *
 * <p>Of the truth the minima stay, and the states without their probabilities; all of it if beta is
 * 1.
 */
public final class Tempered implements Energy {
  private static final Constant BETA =
      Constant.between("beta", "inverse temperature", 1, 1e-6, 1e6);

  private final Energy base;
  private final double beta;
  private final Truth truth;

  /**
   * An energy at another temperature.
   *
   * @param beta 1e-6 to 1e6
   */
  public Tempered(Energy base, double beta) {
    this.base = Objects.requireNonNull(base, "base");
    this.beta = BETA.check(beta);
    this.truth = beta == 1 ? base.truth() : new TemperedTruth(base.truth());
  }

  /** The energy at its own temperature. */
  public Energy base() {
    return base;
  }

  @Override
  public String name() {
    return "tempered-" + base.name();
  }

  @Override
  public int dimension() {
    return base.dimension();
  }

  @Override
  public Map<String, Double> constants() {
    return Map.of(BETA.name(), beta);
  }

  @Override
  public Truth truth() {
    return truth;
  }

  @Override
  public void evaluate(float[] x, double[] energy, float[] gradient) {
    base.evaluate(x, energy, gradient);
    for (int lane = 0; lane < LANES; lane++) {
      energy[lane] *= beta;
    }
    for (int i = 0; i < base.dimension() * LANES; i++) {
      gradient[i] = (float) (beta * gradient[i]);
    }
  }

  private record TemperedTruth(Truth base) implements Truth {
    @Override
    public List<double[]> modes() {
      return base.modes();
    }

    @Override
    public Optional<States> states() {
      return base.states().map(RegionsAlone::new);
    }
  }
}

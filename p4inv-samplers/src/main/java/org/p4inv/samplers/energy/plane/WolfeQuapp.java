package org.p4inv.samplers.energy.plane;

import static org.p4inv.core.kernel.Tile.LANES;

import java.util.List;
import java.util.Map;
import org.p4inv.samplers.energy.Constant;
import org.p4inv.samplers.energy.Energy;
import org.p4inv.samplers.energy.EnergyProvider;
import org.p4inv.samplers.energy.Truth;

/**
 * The surface of Wolfe and Quapp, and the modified one: u(x) = V(a, b) / kT, where (a, b) is x
 * turned by an angle, a = x1 cos - x2 sin, b = x1 sin + x2 cos, and
 *
 * <pre>
 *   wolfe-quapp: angle 0
 *     V = a^4 + b^4 - 2 a^2 - 4 b^2 + a b + 0.3 a + 0.1 b
 *   modified-wolfe-quapp: angle -0.15 pi
 *     V = 2 (a^4 + b^4 - 2 a^2 - 4 b^2 + 2 a b + 0.8 a + 0.1 b + 9.28)
 * </pre>
 *
 * <p>Two surfaces go by one name. Sources: the first is equation 11 of Quapp, A growing string
 * method for the reaction pathway defined by a Newton trajectory, J. Chem. Phys. 122, 174106, 2005.
 * The second is that of Invernizzi and Parrinello, Making the best of a bad situation, J. Chem.
 * Theory Comput. 15, 2187, 2019: their supporting information prints the first, and their erratum
 * gives the second as what was computed. It is turned so that x1 is a poor collective variable.
 * (Copies with 9.3 for 9.28 are about, which changes log Z alone.)
 *
 * <p>kT is a constant, in the units of V, 1 unless given. The first has two wells at b below 0, of
 * -6.37 and -4.14, and the deepest, -6.76, above; the saddle between lies at -1.25. The second has
 * one well on either side, of 3.44 and 0.00, and a saddle of 15.41.
 *
 * <p>Known exactly: log Z, entropy, moments and the probabilities of the states lower (b below 0)
 * and upper (the rest) by quadrature, the minima, and an exact sampler.
 */
public final class WolfeQuapp implements Energy {
  private static final Constant TEMPERATURE =
      Constant.between("temperature", "kT in the units of the surface", 1, 0.05, 100);

  private final WolfeQuappSurface surface;
  private final double temperature;
  private final Truth truth;

  private WolfeQuapp(WolfeQuappSurface surface, double temperature) {
    this.surface = surface;
    this.temperature = TEMPERATURE.check(temperature);
    this.truth = WolfeQuappTruth.of(surface, temperature);
  }

  /**
   * The surface {@code wolfe-quapp}.
   *
   * @param temperature kT in the units of V, 0.05 to 100
   */
  public static WolfeQuapp original(double temperature) {
    return new WolfeQuapp(WolfeQuappSurface.ORIGINAL, temperature);
  }

  /**
   * The surface {@code modified-wolfe-quapp}.
   *
   * @param temperature kT in the units of V, 0.05 to 100
   */
  public static WolfeQuapp modified(double temperature) {
    return new WolfeQuapp(WolfeQuappSurface.MODIFIED, temperature);
  }

  @Override
  public String name() {
    return surface == WolfeQuappSurface.ORIGINAL ? "wolfe-quapp" : "modified-wolfe-quapp";
  }

  @Override
  public int dimension() {
    return 2;
  }

  @Override
  public Map<String, Double> constants() {
    return Map.of(TEMPERATURE.name(), temperature);
  }

  @Override
  public Truth truth() {
    return truth;
  }

  @Override
  public void evaluate(float[] x, double[] energy, float[] gradient) {
    double cosine = surface.cosine;
    double sine = surface.sine;
    double beta = 1 / temperature;
    for (int lane = 0; lane < LANES; lane++) {
      double a = x[lane] * cosine - x[LANES + lane] * sine;
      double b = x[lane] * sine + x[LANES + lane] * cosine;
      double slopeA = surface.slopeA(a, b);
      double slopeB = surface.slopeB(a, b);
      energy[lane] = beta * surface.value(a, b);
      gradient[lane] = (float) (beta * (cosine * slopeA + sine * slopeB));
      gradient[LANES + lane] = (float) (beta * (cosine * slopeB - sine * slopeA));
    }
  }

  /** Makes the surface of 2005 by name. */
  public static final class Provider implements EnergyProvider {

    /** For {@link java.util.ServiceLoader}. */
    public Provider() {}

    @Override
    public String name() {
      return "wolfe-quapp";
    }

    @Override
    public String summary() {
      return "wells of a quartic in 2-D, as Quapp published it";
    }

    @Override
    public List<Constant> constants() {
      return List.of(TEMPERATURE);
    }

    @Override
    public Energy create(Map<String, Double> constants) {
      return original(constants.get(TEMPERATURE.name()));
    }
  }

  /** Makes the turned surface of 2019 by name. */
  public static final class ModifiedProvider implements EnergyProvider {

    /** For {@link java.util.ServiceLoader}. */
    public ModifiedProvider() {}

    @Override
    public String name() {
      return "modified-wolfe-quapp";
    }

    @Override
    public String summary() {
      return "wells of a quartic in 2-D, steeper and turned, as Invernizzi and Parrinello took it";
    }

    @Override
    public List<Constant> constants() {
      return List.of(TEMPERATURE);
    }

    @Override
    public Energy create(Map<String, Double> constants) {
      return modified(constants.get(TEMPERATURE.name()));
    }
  }
}

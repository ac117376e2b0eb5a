package org.p4inv.samplers.energy.plane;

import static org.p4inv.core.kernel.Tile.LANES;

import java.util.List;
import java.util.Map;
import org.p4inv.samplers.energy.Constant;
import org.p4inv.samplers.energy.Energy;
import org.p4inv.samplers.energy.EnergyProvider;
import org.p4inv.samplers.energy.Truth;

/**
 * The Mueller-Brown surface: u(x) = V(x) / kT, V = sum over i of A_i exp(a_i d1^2 + b_i d1 d2 + c_i
 * d2^2), with d = x - x0_i.
 *
 * <pre>
 *   i      A      a     b      c   x0_1  x0_2
 *   1   -200   -1      0    -10      1     0
 *   2   -100   -1      0    -10      0     0.5
 *   3   -170   -6.5   11     -6.5   -0.5   1.5
 *   4     15    0.7    0.6    0.7   -1     1
 * </pre>
 *
 * <p>Source: K. Mueller and L. D. Brown, Location of saddle points and minimum energy paths by a
 * constrained simplex optimization procedure, Theoretica Chimica Acta 53, 1979. (Copies with -175
 * for -170 are about.) V has minima of -146.7, -108.2 and -80.8 and, between the first and the
 * other two, a saddle of -40.7.
 *
 * <p>V has no unit of its own, so kT is a constant of this energy, in the units of V, and no value
 * of it is standard: codes in public use multiply V by 0.05 to 0.2, that is kT = 20 to 5. The
 * default of 20 puts the main barrier 5.3 kT above the deeper side, and gives the other side a
 * fifth of the probability: rare enough to be lost by a bad sampler, and common enough to be
 * counted. At kT = 10 the barrier is 10.6 kT and the other side has 2.6 percent.
 *
 * <p>Known exactly: log Z and the probabilities of two states by quadrature, the minima, and an
 * exact sampler. The states are the two sides of the line x2 = x1 + 1.45, which passes within 0.003
 * of the main saddle at (-0.822, 0.624) and crosses its unstable direction at a right angle, to
 * five degrees: {@code upper-left} holds the deepest minimum, {@code lower-right} the other two.
 *
 * <p>The exponent of the fourth term is held at 700, so that nothing overflows; that is 26 to 42
 * length units away from its centre, where u is 1e305 / kT.
 */
public final class MuellerBrown implements Energy {
  private static final Constant TEMPERATURE =
      Constant.between("temperature", "kT in the units of the surface", 20, 1, 1000);

  private final double temperature;
  private final MuellerBrownTerm[] terms = MuellerBrownTerm.published();
  private final Truth truth;

  /**
   * The surface at a temperature.
   *
   * @param temperature kT in the units of V, 1 to 1000
   */
  public MuellerBrown(double temperature) {
    this.temperature = TEMPERATURE.check(temperature);
    this.truth = new MuellerBrownTruth(temperature);
  }

  @Override
  public String name() {
    return "mueller-brown";
  }

  @Override
  public int dimension() {
    return 2;
  }

  @Override
  public Map<String, Double> constants() {
    return Map.of("temperature", temperature);
  }

  @Override
  public Truth truth() {
    return truth;
  }

  @Override
  public void evaluate(float[] x, double[] energy, float[] gradient) {
    for (int lane = 0; lane < LANES; lane++) {
      double x1 = x[lane];
      double x2 = x[LANES + lane];
      double v = 0;
      double slope1 = 0;
      double slope2 = 0;
      for (MuellerBrownTerm term : terms) {
        double value = term.value(x1, x2);
        v += value;
        slope1 += value * term.slope1(x1, x2);
        slope2 += value * term.slope2(x1, x2);
      }
      energy[lane] = v / temperature;
      gradient[lane] = (float) (slope1 / temperature);
      gradient[LANES + lane] = (float) (slope2 / temperature);
    }
  }

  /** Makes Mueller-Brown surfaces by name. */
  public static final class Provider implements EnergyProvider {

    /** For {@link java.util.ServiceLoader}. */
    public Provider() {}

    @Override
    public String name() {
      return "mueller-brown";
    }

    @Override
    public String summary() {
      return "three curved wells in 2-D, the surface of Mueller and Brown";
    }

    @Override
    public List<Constant> constants() {
      return List.of(TEMPERATURE);
    }

    @Override
    public Energy create(Map<String, Double> constants) {
      return new MuellerBrown(constants.get("temperature"));
    }
  }
}

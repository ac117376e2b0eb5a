package org.p4inv.samplers.energy.plane;

import static org.p4inv.core.kernel.Tile.LANES;

import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.p4inv.samplers.energy.Constant;
import org.p4inv.samplers.energy.Energy;
import org.p4inv.samplers.energy.EnergyProvider;
import org.p4inv.samplers.energy.Truth;

/**
 * The double well in two dimensions: u(x) = a x1 + b x1^2 + c x1^4 + x2^2 / 2.
 *
 * <p>Two wells along x1 where b is negative, a harmonic mode along x2. The linear term a makes one
 * well deeper: positive a the left one. Published with two sets of constants: a = 0, b = -4, c = 1
 * (wells at +-sqrt(2), 4 kT deep) and a = -0.5, b = -6, c = 1 (wells near +-sqrt(3), 9 kT deep),
 * which is the default. Sources: for the first the default of {@code DoubleWellEnergy} in bgflow;
 * for the second Wu, Koehler and Noe, Stochastic normalizing flows, 2020, and, as the factor of
 * their many-well, Midgley, Stimper, Simm, Schoelkopf and Hernandez-Lobato, Flow annealed
 * importance sampling bootstrap, 2023.
 *
 * <p>Known exactly: log Z, entropy, moments and the probabilities of the states left (x1 below 0)
 * and right (the rest) by quadrature, the minima, and an exact sampler.
 */
public final class DoubleWell implements Energy {
  private static final Constant A =
      Constant.between("a", "linear term along x1, kT", -0.5, -1000, 1000);
  private static final Constant B =
      Constant.between("b", "quadratic term along x1, kT", -6, -1000, 1000);
  private static final Constant C =
      Constant.between("c", "quartic term along x1, kT", 1, 0.001, 1000);

  private final double a;
  private final double b;
  private final double c;
  private final Truth truth;

  /**
   * A double well.
   *
   * @param a linear term, -1000 to 1000
   * @param b quadratic term, -1000 to 1000
   * @param c quartic term, 0.001 to 1000
   */
  public DoubleWell(double a, double b, double c) {
    this.a = A.check(a);
    this.b = B.check(b);
    this.c = C.check(c);
    this.truth = new DoubleWellTruth(a, b, c);
  }

  @Override
  public String name() {
    return "double-well";
  }

  @Override
  public int dimension() {
    return 2;
  }

  @Override
  public Map<String, Double> constants() {
    Map<String, Double> constants = new LinkedHashMap<>();
    constants.put("a", a);
    constants.put("b", b);
    constants.put("c", c);
    return Collections.unmodifiableMap(constants);
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
      energy[lane] = along(a, b, c, x1) + 0.5 * x2 * x2;
      gradient[lane] = (float) slope(a, b, c, x1);
      gradient[LANES + lane] = (float) x2;
    }
  }

  /** u along x1: a x + b x^2 + c x^4. */
  static double along(double a, double b, double c, double x) {
    return x * (a + x * (b + c * x * x));
  }

  /** The derivative of {@link #along}. */
  static double slope(double a, double b, double c, double x) {
    return a + x * (2 * b + 4 * c * x * x);
  }

  /** Makes double wells by name. */
  public static final class Provider implements EnergyProvider {

    /** For {@link java.util.ServiceLoader}. */
    public Provider() {}

    @Override
    public String name() {
      return "double-well";
    }

    @Override
    public String summary() {
      return "two wells in 2-D, a x1 + b x1^2 + c x1^4 + x2^2 / 2";
    }

    @Override
    public List<Constant> constants() {
      return List.of(A, B, C);
    }

    @Override
    public Energy create(Map<String, Double> constants) {
      return new DoubleWell(constants.get("a"), constants.get("b"), constants.get("c"));
    }
  }
}

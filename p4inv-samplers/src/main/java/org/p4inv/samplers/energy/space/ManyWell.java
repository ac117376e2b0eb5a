package org.p4inv.samplers.energy.space;

import static org.p4inv.core.kernel.Tile.LANES;

import java.util.Arrays;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.p4inv.samplers.energy.Constant;
import org.p4inv.samplers.energy.Energy;
import org.p4inv.samplers.energy.EnergyProvider;
import org.p4inv.samplers.energy.States;
import org.p4inv.samplers.energy.Truth;

/**
 * The many-well: n copies of the double well side by side, in d = 2 n dimensions; u(x) = sum over
 * pairs i of a p + b p^2 + c p^4 + q^2 / 2, with p = x_(2i) and q = x_(2i+1), i from 0.
 *
 * <p>The coordinates of a pair are neighbours, and there are 2^n wells where the double well has
 * two. The default is the target of 32 dimensions and 65,536 wells with a = -0.5, b = -6, c = 1.
 * Source: Midgley, Stimper, Simm, Schoelkopf and Hernandez-Lobato, Flow annealed importance
 * sampling bootstrap, 2023; the factor is that of Wu, Koehler and Noe, Stochastic normalizing
 * flows, 2020.
 *
 * <p>Pairs are independent, so all that is known of {@link
 * org.p4inv.samplers.energy.plane.DoubleWell} is known here: log Z, entropy and moments, an exact
 * sampler, the minima for up to 12 pairs (4096 of them), and for up to 4 pairs the probabilities of
 * all combinations of left and right. Beyond 4 pairs there are too many combinations to name, and
 * one pair is looked at by {@link #wells}.
 */
public final class ManyWell implements Energy {
  private static final Constant DIMENSION =
      new Constant(
          "dimension",
          "number of coordinates, two for each double well",
          32,
          "an even number from 2 to 100000",
          d -> d >= 2 && d <= 100_000 && d / 2 == Math.rint(d / 2));
  private static final Constant A =
      Constant.between("a", "linear term along the first of a pair, kT", -0.5, -1000, 1000);
  private static final Constant B =
      Constant.between("b", "quadratic term along the first of a pair, kT", -6, -1000, 1000);
  private static final Constant C =
      Constant.between("c", "quartic term along the first of a pair, kT", 1, 0.001, 1000);

  private final int pairs;
  private final double a;
  private final double b;
  private final double c;
  private final ManyWellTruth truth;

  /**
   * A many-well.
   *
   * @param dimension an even number from 2 to 100000
   * @param a linear term, -1000 to 1000
   * @param b quadratic term, -1000 to 1000
   * @param c quartic term, 0.001 to 1000
   */
  public ManyWell(int dimension, double a, double b, double c) {
    this.pairs = (int) DIMENSION.check(dimension) / 2;
    this.a = A.check(a);
    this.b = B.check(b);
    this.c = C.check(c);
    this.truth = new ManyWellTruth(pairs, a, b, c);
  }

  @Override
  public String name() {
    return "many-well";
  }

  @Override
  public int dimension() {
    return 2 * pairs;
  }

  @Override
  public Map<String, Double> constants() {
    Map<String, Double> constants = new LinkedHashMap<>();
    constants.put("dimension", 2.0 * pairs);
    constants.put("a", a);
    constants.put("b", b);
    constants.put("c", c);
    return Collections.unmodifiableMap(constants);
  }

  @Override
  public Truth truth() {
    return truth;
  }

  /**
   * The two states left (x_(2i) below 0) and right (the rest) of one pair, with their
   * probabilities; these are the same for every pair.
   *
   * @param pair 0 to d / 2 - 1
   * @throws IndexOutOfBoundsException if there is no such pair
   */
  public States wells(int pair) {
    return truth.wells(Objects.checkIndex(pair, pairs));
  }

  @Override
  public void evaluate(float[] x, double[] energy, float[] gradient) {
    Arrays.fill(energy, 0, LANES, 0);
    for (int pair = 0; pair < pairs; pair++) {
      int first = 2 * pair * LANES;
      int second = first + LANES;
      for (int lane = 0; lane < LANES; lane++) {
        double p = x[first + lane];
        double q = x[second + lane];
        energy[lane] += along(a, b, c, p) + 0.5 * q * q;
        gradient[first + lane] = (float) (a + p * (2 * b + 4 * c * p * p));
        gradient[second + lane] = (float) q;
      }
    }
  }

  /** u along the first coordinate of a pair. */
  static double along(double a, double b, double c, double p) {
    return p * (a + p * (b + c * p * p));
  }

  /** Makes many-wells by name. */
  public static final class Provider implements EnergyProvider {

    /** For {@link java.util.ServiceLoader}. */
    public Provider() {}

    @Override
    public String name() {
      return "many-well";
    }

    @Override
    public String summary() {
      return "many double wells side by side, 2^(d/2) wells in d dimensions";
    }

    @Override
    public List<Constant> constants() {
      return List.of(DIMENSION, A, B, C);
    }

    @Override
    public Energy create(Map<String, Double> constants) {
      return new ManyWell(
          constants.get("dimension").intValue(),
          constants.get("a"),
          constants.get("b"),
          constants.get("c"));
    }
  }
}

package org.p4inv.samplers.energy.plane;

import static org.p4inv.core.kernel.Tile.LANES;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.p4inv.core.random.RandomStream;
import org.p4inv.samplers.energy.Constant;
import org.p4inv.samplers.energy.Energy;
import org.p4inv.samplers.energy.EnergyProvider;
import org.p4inv.samplers.energy.Truth;
import org.p4inv.samplers.energy.exact.Rows;

/**
 * The test potentials U2 to U4 of Rezende and Mohamed, ridges along a sine, confined: u(x) = U(x) +
 * (x1^4 + x2^4) / (2 confinement^4), with w1 = sin(2 pi x1 / 4), w2 = 3 exp(-((x1 - 1) / 0.6)^2 /
 * 2), w3 = 3 / (1 + exp(-(x1 - 1) / 0.3)) and
 *
 * <pre>
 *   U2 = ((x2 - w1) / 0.4)^2 / 2
 *   U3 = -ln(exp(-((x2 - w1) / 0.35)^2 / 2) + exp(-((x2 - w1 + w2) / 0.35)^2 / 2))
 *   U4 = -ln(exp(-((x2 - w1) / 0.4)^2 / 2) + exp(-((x2 - w1 + w3) / 0.35)^2 / 2))
 * </pre>
 *
 * <p>Source: Rezende and Mohamed, Variational inference with normalizing flows, 2015, table 1. As
 * published these have no Z: U does not grow along x1, and what ends the ridges is not said. Here
 * it is the quartic of Stimper et al., normflows: A PyTorch package for normalizing flows, 2023,
 * with their length of 20 * 0.4 = 8 for all three; within 4 of the origin it is less than 0.07. U1
 * has a Z and is {@link TwoMoons}.
 *
 * <p>Known exactly: log Z, entropy and moments by quadrature, and an exact sampler. What minima
 * there are is the work of the confinement; they are not told.
 */
public final class SineRidge implements Energy {
  private static final Constant CONFINEMENT =
      Constant.between("confinement", "length at which the quartic is 1/2", 8, 2, 16);

  private final String name;
  private final SineCrest[] crests;
  private final double[] widths;
  private final double confinement;
  private final Truth truth;

  private SineRidge(String name, SineCrest[] crests, double[] widths, double confinement) {
    this.name = name;
    this.crests = crests;
    this.widths = widths;
    this.confinement = CONFINEMENT.check(confinement);
    // The crests lie between -4 and 1, and no width is above 0.4.
    PlaneIntegrals integrals =
        new PlaneIntegrals(
            this::energy, -2, new double[] {-reach(), -8}, new double[] {reach(), 5});
    this.truth = new PlaneTruth(integrals, () -> this::sample, List::of, Optional::empty);
  }

  /**
   * U2: one ridge.
   *
   * @param confinement 2 to 16
   */
  public static SineRidge u2(double confinement) {
    return new SineRidge(
        "rezende-mohamed-u2", new SineCrest[] {SineCrest.PLAIN}, new double[] {0.4}, confinement);
  }

  /**
   * U3: a ridge that parts and meets again.
   *
   * @param confinement 2 to 16
   */
  public static SineRidge u3(double confinement) {
    return new SineRidge(
        "rezende-mohamed-u3",
        new SineCrest[] {SineCrest.PLAIN, SineCrest.DIP},
        new double[] {0.35, 0.35},
        confinement);
  }

  /**
   * U4: a ridge that parts.
   *
   * @param confinement 2 to 16
   */
  public static SineRidge u4(double confinement) {
    return new SineRidge(
        "rezende-mohamed-u4",
        new SineCrest[] {SineCrest.PLAIN, SineCrest.STEP},
        new double[] {0.4, 0.35},
        confinement);
  }

  @Override
  public String name() {
    return name;
  }

  @Override
  public int dimension() {
    return 2;
  }

  @Override
  public Map<String, Double> constants() {
    return Map.of(CONFINEMENT.name(), confinement);
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
      double greatest = greatest(x1, x2);
      double sum = 0;
      double slope1 = 0;
      double slope2 = 0;
      for (int c = 0; c < crests.length; c++) {
        double away = (x2 - crests[c].height(x1)) / widths[c];
        double share = StrictMath.exp(-0.5 * away * away - greatest);
        if (share > 0) {
          sum += share;
          slope1 -= share * away / widths[c] * crests[c].slope(x1);
          slope2 += share * away / widths[c];
        }
      }
      energy[lane] = quartic(x1) + quartic(x2) - greatest - StrictMath.log(sum);
      gradient[lane] = (float) (slope1 / sum + cubic(x1));
      gradient[LANES + lane] = (float) (slope2 / sum + cubic(x2));
    }
  }

  private double energy(double x1, double x2) {
    double greatest = greatest(x1, x2);
    double sum = 0;
    for (int c = 0; c < crests.length; c++) {
      sum += StrictMath.exp(exponent(c, x1, x2) - greatest);
    }
    return quartic(x1) + quartic(x2) - greatest - StrictMath.log(sum);
  }

  private double greatest(double x1, double x2) {
    double greatest = Double.NEGATIVE_INFINITY;
    for (int c = 0; c < crests.length; c++) {
      greatest = Math.max(greatest, exponent(c, x1, x2));
    }
    return greatest;
  }

  private double exponent(int c, double x1, double x2) {
    double away = (x2 - crests[c].height(x1)) / widths[c];
    return -0.5 * away * away;
  }

  private double quartic(double x) {
    double square = x * x / (confinement * confinement);
    return 0.5 * square * square;
  }

  private double cubic(double x) {
    double share = x / confinement;
    return 2 * share * share * share / confinement;
  }

  /** Where the quartic is 50. */
  private double reach() {
    return confinement * Math.sqrt(10);
  }

  /**
   * x1 is uniform where the quartic is below 50, a crest is drawn in proportion to its width, x2 is
   * normal around it; accepted with the exponential of both quartics.
   */
  private void sample(RandomStream random, float[] points, int first, int n) {
    Rows.check(points, 2, first, n);
    double narrow = crests.length == 1 ? 0 : widths[1];
    for (int i = first; i < first + n; ) {
      double x1 = reach() * (2 * random.nextDouble() - 1);
      if (random.nextDouble() < StrictMath.exp(-quartic(x1))) {
        int c = random.nextDouble() * (widths[0] + narrow) < widths[0] ? 0 : 1;
        double x2 = crests[c].height(x1) + widths[c] * Normal.next(random);
        if (random.nextDouble() < StrictMath.exp(-quartic(x2))) {
          points[2 * i] = (float) x1;
          points[2 * i + 1] = (float) x2;
          i++;
        }
      }
    }
  }

  /** Makes U2 by name. */
  public static final class U2Provider implements EnergyProvider {

    /** For {@link java.util.ServiceLoader}. */
    public U2Provider() {}

    @Override
    public String name() {
      return "rezende-mohamed-u2";
    }

    @Override
    public String summary() {
      return "a ridge along a sine in 2-D, the second test potential of Rezende and Mohamed";
    }

    @Override
    public List<Constant> constants() {
      return List.of(CONFINEMENT);
    }

    @Override
    public Energy create(Map<String, Double> constants) {
      return u2(constants.get(CONFINEMENT.name()));
    }
  }

  /** Makes U3 by name. */
  public static final class U3Provider implements EnergyProvider {

    /** For {@link java.util.ServiceLoader}. */
    public U3Provider() {}

    @Override
    public String name() {
      return "rezende-mohamed-u3";
    }

    @Override
    public String summary() {
      return "a ridge in 2-D that parts and meets again, the third of Rezende and Mohamed";
    }

    @Override
    public List<Constant> constants() {
      return List.of(CONFINEMENT);
    }

    @Override
    public Energy create(Map<String, Double> constants) {
      return u3(constants.get(CONFINEMENT.name()));
    }
  }

  /** Makes U4 by name. */
  public static final class U4Provider implements EnergyProvider {

    /** For {@link java.util.ServiceLoader}. */
    public U4Provider() {}

    @Override
    public String name() {
      return "rezende-mohamed-u4";
    }

    @Override
    public String summary() {
      return "a ridge in 2-D that parts, the fourth test potential of Rezende and Mohamed";
    }

    @Override
    public List<Constant> constants() {
      return List.of(CONFINEMENT);
    }

    @Override
    public Energy create(Map<String, Double> constants) {
      return u4(constants.get(CONFINEMENT.name()));
    }
  }
}

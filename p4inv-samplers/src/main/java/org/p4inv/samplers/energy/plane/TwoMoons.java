package org.p4inv.samplers.energy.plane;

import static org.p4inv.core.kernel.Tile.LANES;

import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.p4inv.core.random.RandomStream;
import org.p4inv.samplers.energy.Constant;
import org.p4inv.samplers.energy.Energy;
import org.p4inv.samplers.energy.EnergyProvider;
import org.p4inv.samplers.energy.Truth;
import org.p4inv.samplers.energy.exact.HalfPlanes;
import org.p4inv.samplers.energy.exact.Rows;

/**
 * Two moons that face each other, the parts of a ring of radius 2 where x1 is near +-2: u(x) = ((r
 * - 2) / width)^2 / 2 - ln(exp(-((x1 - 2) / spread)^2 / 2) + exp(-((x1 + 2) / spread)^2 / 2)), r =
 * |x|.
 *
 * <p>Published with two sets of constants. {@code two-moons}: width 0.2, spread 0.3, the target of
 * that name in Stimper et al., normflows: A PyTorch package for normalizing flows, 2023. {@code
 * rezende-mohamed-u1}: width 0.4, spread 0.6, the first test potential of Rezende and Mohamed,
 * Variational inference with normalizing flows, 2015, table 1. This is not the data set of two half
 * circles that reach into each other, which is {@link org.p4inv.flows.data.TwoMoons}: that density
 * is an integral, this energy has a closed form.
 *
 * <p>With q(x1) = (|x1| - 2)^2 / (2 spread^2) the last term is q - ln(1 + exp(-4 |x1| / spread^2)).
 * At the origin, where r has no derivative, the one that is told is that of the other terms.
 *
 * <p>Known exactly: log Z, entropy and moments by quadrature, the states left (x1 below 0) and
 * right (the rest), each one half by symmetry, an exact sampler, and the minima at (+-2, 0), where
 * u is flat to the third order along the ring. (By the other moon's exp(-8 / spread^2) each is, to
 * be strict, a pair at a distance of less than 2e-4, lower by less than 1e-17.)
 */
public final class TwoMoons implements Energy {
  private static final double RADIUS = 2;

  private static final double NEGLIGIBLE = -40;

  private final String name;
  private final double width;
  private final double spread;
  private final Truth truth;

  private TwoMoons(String name, double width, double spread) {
    this.name = name;
    this.width = width(0.2).check(width);
    this.spread = spread(0.3).check(spread);
    double reach = RADIUS + 10 * width;
    PlaneIntegrals integrals =
        new PlaneIntegrals(
            this::energy, -1, new double[] {-reach, -reach}, new double[] {reach, reach});
    double half = StrictMath.log(0.5);
    HalfPlanes sides = new HalfPlanes(List.of("left", "right"), 1, 0, 0, half, half);
    this.truth =
        new PlaneTruth(
            integrals,
            () -> this::sample,
            () -> List.of(new double[] {RADIUS, 0}, new double[] {-RADIUS, 0}),
            () -> Optional.of(sides));
  }

  /**
   * The moons {@code two-moons}.
   *
   * @param width of the ring, 0.05 to 0.5
   * @param spread along x1, 0.1 to 0.6
   */
  public static TwoMoons of(double width, double spread) {
    return new TwoMoons("two-moons", width, spread);
  }

  /**
   * The moons {@code rezende-mohamed-u1}.
   *
   * @param width of the ring, 0.05 to 0.5
   * @param spread along x1, 0.1 to 0.6
   */
  public static TwoMoons rezendeMohamed(double width, double spread) {
    return new TwoMoons("rezende-mohamed-u1", width, spread);
  }

  private static Constant width(double defaultValue) {
    return Constant.between("width", "standard deviation across the ring", defaultValue, 0.05, 0.5);
  }

  private static Constant spread(double defaultValue) {
    return Constant.between(
        "spread", "standard deviation of a moon along x1", defaultValue, 0.1, 0.6);
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
    Map<String, Double> constants = new LinkedHashMap<>();
    constants.put("width", width);
    constants.put("spread", spread);
    return Collections.unmodifiableMap(constants);
  }

  @Override
  public Truth truth() {
    return truth;
  }

  @Override
  public void evaluate(float[] x, double[] energy, float[] gradient) {
    double across = 1 / (width * width);
    double along = 1 / (spread * spread);
    for (int lane = 0; lane < LANES; lane++) {
      double x1 = x[lane];
      double x2 = x[LANES + lane];
      double r = Math.sqrt(x1 * x1 + x2 * x2);
      double ring = r - RADIUS;
      double moon = Math.abs(x1) - RADIUS;
      double other = other(x1);
      energy[lane] = 0.5 * (across * ring * ring + along * moon * moon) - StrictMath.log1p(other);
      double pull = r == 0 ? 0 : across * ring / r;
      double share = 2 * RADIUS * other / (1 + other);
      gradient[lane] = (float) (pull * x1 + along * Math.copySign(1, x1) * (moon + share));
      gradient[LANES + lane] = (float) (pull * x2);
    }
  }

  /** The density of the farther moon by that of the nearer one: exp(-4 |x1| / spread^2). */
  private double other(double x1) {
    double exponent = -2 * RADIUS * Math.abs(x1) / (spread * spread);
    return exponent < NEGLIGIBLE ? 0 : StrictMath.exp(exponent);
  }

  private double energy(double x1, double x2) {
    double ring = (Math.sqrt(x1 * x1 + x2 * x2) - RADIUS) / width;
    double moon = (Math.abs(x1) - RADIUS) / spread;
    return 0.5 * (ring * ring + moon * moon) - StrictMath.log1p(other(x1));
  }

  /**
   * One moon is drawn in polar coordinates, the angle uniform and the radius normal, and accepted
   * with r / greatest r, which is the volume, and exp(-((x1 - 2) / spread)^2 / 2). Its side is a
   * toss.
   */
  private void sample(RandomStream random, float[] points, int first, int n) {
    Rows.check(points, 2, first, n);
    double greatest = RADIUS + width * Normal.FARTHEST;
    for (int i = first; i < first + n; ) {
      double r = RADIUS + width * Normal.next(random);
      double angle = 2 * Math.PI * random.nextDouble();
      double x1 = r * StrictMath.cos(angle);
      double moon = (x1 - RADIUS) / spread;
      double chance = r / greatest * StrictMath.exp(-0.5 * moon * moon);
      if (random.nextDouble() < chance) {
        points[2 * i] = (float) (random.nextDouble() < 0.5 ? -x1 : x1);
        points[2 * i + 1] = (float) (r * StrictMath.sin(angle));
        i++;
      }
    }
  }

  /** Makes the moons of normflows by name. */
  public static final class Provider implements EnergyProvider {

    /** For {@link java.util.ServiceLoader}. */
    public Provider() {}

    @Override
    public String name() {
      return "two-moons";
    }

    @Override
    public String summary() {
      return "two parts of a ring in 2-D that face each other";
    }

    @Override
    public List<Constant> constants() {
      return List.of(width(0.2), spread(0.3));
    }

    @Override
    public Energy create(Map<String, Double> constants) {
      return of(constants.get("width"), constants.get("spread"));
    }
  }

  /** Makes the moons of Rezende and Mohamed by name. */
  public static final class U1Provider implements EnergyProvider {

    /** For {@link java.util.ServiceLoader}. */
    public U1Provider() {}

    @Override
    public String name() {
      return "rezende-mohamed-u1";
    }

    @Override
    public String summary() {
      return "two wide parts of a ring in 2-D, the first test potential of Rezende and Mohamed";
    }

    @Override
    public List<Constant> constants() {
      return List.of(width(0.4), spread(0.6));
    }

    @Override
    public Energy create(Map<String, Double> constants) {
      return rezendeMohamed(constants.get("width"), constants.get("spread"));
    }
  }
}

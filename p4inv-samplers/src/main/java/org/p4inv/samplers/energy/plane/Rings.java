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
 * Concentric rings: u(x) = -ln sum over k = 1 to n of exp(-(r - R_k)^2 / (2 s^2)), r = |x|, R_k = 2
 * k / n, s = 1 / (4 n).
 *
 * <p>Source: the target {@code RingMixture} of Stimper et al., normflows: A PyTorch package for
 * normalizing flows, 2023, with two rings. This is not the data set of circles with normal noise in
 * both coordinates, {@link org.p4inv.flows.data.Rings}, whose density holds a Bessel function; here
 * the rings are normal in the radius, and their mass grows with it.
 *
 * <p>Known exactly: log Z = ln(2 pi sum over k of (s^2 exp(-32 k^2) + R_k s sqrt(2 pi) Phi(8 k))),
 * entropy and moments, all by quadrature; the states {@code ring-1} to {@code ring-n}, which are
 * divided half way between the circles; and an exact sampler. The minima are circles, and not told.
 * At the origin, where r has no derivative, the gradient is 0.
 */
public final class Rings implements Energy {
  private static final Constant RINGS = Constant.whole("rings", "number of rings", 2, 1, 8);
  private static final double OUTERMOST = 2;
  private static final double NEGLIGIBLE = -40;

  private final int rings;
  private final double spacing;
  private final double deviation;
  private final Truth truth;

  /**
   * Concentric rings.
   *
   * @param rings how many, 1 to 8
   */
  public Rings(int rings) {
    this.rings = (int) RINGS.check(rings);
    this.spacing = OUTERMOST / rings;
    this.deviation = 0.25 / rings;
    double reach = OUTERMOST + 10 * deviation;
    PlaneIntegrals integrals =
        new PlaneIntegrals(
            (x, y) -> radial(Math.sqrt(x * x + y * y)),
            -StrictMath.log(rings) - 1,
            new double[] {-reach, -reach},
            new double[] {reach, reach});
    this.truth =
        new PlaneTruth(
            integrals,
            () -> this::sample,
            List::of,
            () -> Optional.of(RingStates.of(rings, spacing, reach, this::radial)));
  }

  @Override
  public String name() {
    return "rings";
  }

  @Override
  public int dimension() {
    return 2;
  }

  @Override
  public Map<String, Double> constants() {
    return Map.of(RINGS.name(), (double) rings);
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
      double r = Math.sqrt(x1 * x1 + x2 * x2);
      double nearest = exponent(nearest(r), r);
      double sum = 0;
      double slope = 0;
      for (int ring = 1; ring <= rings; ring++) {
        double exponent = exponent(ring, r) - nearest;
        if (exponent > NEGLIGIBLE) {
          double share = StrictMath.exp(exponent);
          sum += share;
          slope += share * (r - ring * spacing);
        }
      }
      energy[lane] = -nearest - StrictMath.log(sum);
      double pull = r == 0 ? 0 : slope / (sum * deviation * deviation * r);
      gradient[lane] = (float) (pull * x1);
      gradient[LANES + lane] = (float) (pull * x2);
    }
  }

  private int nearest(double r) {
    return (int) Math.max(1, Math.min(rings, Math.rint(r / spacing)));
  }

  private double exponent(int ring, double r) {
    double away = (r - ring * spacing) / deviation;
    return -0.5 * away * away;
  }

  /** u at the radius r. */
  private double radial(double r) {
    double nearest = exponent(nearest(r), r);
    double sum = 0;
    for (int ring = 1; ring <= rings; ring++) {
      double exponent = exponent(ring, r) - nearest;
      sum += exponent > NEGLIGIBLE ? StrictMath.exp(exponent) : 0;
    }
    return -nearest - StrictMath.log(sum);
  }

  /** A ring is drawn, a normal radius and an angle; r / greatest r, the volume, is the chance. */
  private void sample(RandomStream random, float[] points, int first, int n) {
    Rows.check(points, 2, first, n);
    double greatest = OUTERMOST + deviation * Normal.FARTHEST;
    for (int i = first; i < first + n; ) {
      double r = spacing * (1 + random.nextInt(rings)) + deviation * Normal.next(random);
      if (greatest * random.nextDouble() < r) {
        double angle = 2 * Math.PI * random.nextDouble();
        points[2 * i] = (float) (r * StrictMath.cos(angle));
        points[2 * i + 1] = (float) (r * StrictMath.sin(angle));
        i++;
      }
    }
  }

  /** Makes rings by name. */
  public static final class Provider implements EnergyProvider {

    /** For {@link java.util.ServiceLoader}. */
    public Provider() {}

    @Override
    public String name() {
      return "rings";
    }

    @Override
    public String summary() {
      return "concentric rings in 2-D";
    }

    @Override
    public List<Constant> constants() {
      return List.of(RINGS);
    }

    @Override
    public Energy create(Map<String, Double> constants) {
      return new Rings(constants.get(RINGS.name()).intValue());
    }
  }
}

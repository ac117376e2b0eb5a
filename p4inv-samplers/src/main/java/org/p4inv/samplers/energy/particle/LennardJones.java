package org.p4inv.samplers.energy.particle;

import static org.p4inv.core.kernel.Tile.LANES;

import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.p4inv.samplers.energy.Constant;
import org.p4inv.samplers.energy.Energy;
import org.p4inv.samplers.energy.EnergyProvider;

/**
 * A Lennard-Jones cluster of N particles in three dimensions: u(x) = epsilon * sum over pairs of
 * ((r_m / d_ij)^12 - 2 (r_m / d_ij)^6) + tether / 2 * sum over i of |x_i - c|^2 + centre / 2 * N
 * |c|^2, c being the centre of mass.
 *
 * <p>Two targets go by the names LJ13 and LJ55. Where a pair is counted once, epsilon is the depth
 * of its well: that is {@code lj13} and {@code lj55}, published as epsilon / (2 tau) * sum over i
 * and j. Sources: Koehler, Klein and Noe, Equivariant flows, 2020; {@code LennardJonesPotential} in
 * bgflow, and the target of Midgley, Stimper, Antoran, Mathieu, Schoelkopf and Hernandez-Lobato,
 * SE(3) equivariant augmented coupling flows, 2023. Where it is counted twice the well is 2 epsilon
 * deep, with the same tether: {@code lj13-twice} and {@code lj55-twice}. Source: the energies of
 * Akhound-Sadegh et al., Iterated denoising energy matching, 2024, whose factor is 1 by default.
 *
 * <p>The published tether acts on positions relative to the centre of mass, and leaves that free:
 * the density lives on the positions with mean 0, and in all of R^(3 N) exp(-u) could not be
 * normalised. So that every sampler works there, the last term holds the centre of mass; it makes
 * sqrt(N) c, which is a unit of length along each translation, normal with variance 1 / centre and
 * independent of the shape, and log Z that of the published density plus (3 / 2) ln(2 pi / centre).
 * With tether = centre = 1, the defaults, the two terms together are the sum of |x_i|^2 / 2. Centre
 * = 0 is the energy as published.
 *
 * <p>u is +infinity where two particles meet. Nothing is known exactly: no log Z, and the minima
 * are not points, as they may be rotated. One division for each pair of a point.
 */
public final class LennardJones implements Energy {
  private static final Constant PARTICLES =
      Constant.whole("particles", "number of particles", 13, 2, 1000);
  private static final Constant EPSILON =
      Constant.between("epsilon", "strength of a pair, kT", 1, 0.001, 1000);
  private static final Constant RADIUS =
      Constant.between("radius", "distance r_m of least energy of a pair", 1, 0.01, 100);
  private static final Constant TETHER =
      Constant.between("tether", "stiffness around the centre of mass", 1, 0, 1000);
  private static final Constant CENTRE =
      Constant.between("centre", "stiffness of the centre of mass", 1, 0, 1000);

  private final String name;
  private final int particles;
  private final double epsilon;
  private final double radius;
  private final double tether;
  private final double centre;
  private final Particles sum;

  /**
   * A cluster, called lj and the number of particles.
   *
   * @param particles 2 to 1000
   * @param count how often a pair is counted
   * @param epsilon 0.001 to 1000
   * @param radius r_m, 0.01 to 100
   * @param tether stiffness around the centre of mass, 0 to 1000
   * @param centre stiffness of the centre of mass, 0 to 1000
   */
  public LennardJones(
      int particles, PairCount count, double epsilon, double radius, double tether, double centre) {
    this.particles = (int) PARTICLES.check(particles);
    this.epsilon = EPSILON.check(epsilon);
    this.radius = RADIUS.check(radius);
    this.tether = TETHER.check(tether);
    this.centre = CENTRE.check(centre);
    Objects.requireNonNull(count, "count");
    this.name = "lj" + particles + count.suffix;
    this.sum = new Particles(particles, 3, count.times * epsilon, tether, centre, this::pair);
  }

  @Override
  public String name() {
    return name;
  }

  @Override
  public int dimension() {
    return 3 * particles;
  }

  @Override
  public Map<String, Double> constants() {
    Map<String, Double> constants = new LinkedHashMap<>();
    constants.put(EPSILON.name(), epsilon);
    constants.put(RADIUS.name(), radius);
    constants.put(TETHER.name(), tether);
    constants.put(CENTRE.name(), centre);
    return Collections.unmodifiableMap(constants);
  }

  @Override
  public void evaluate(float[] x, double[] energy, float[] gradient) {
    sum.evaluate(x, energy, gradient);
  }

  /** With s = (r_m / d)^6: v = s (s - 2), and v' / d = 12 s (1 - s) / d^2. */
  private void pair(double[] square, double[] energy, double[] factor) {
    double unit = radius * radius;
    for (int lane = 0; lane < LANES; lane++) {
      double inverse = 1 / square[lane];
      double ratio = unit * inverse;
      double s = ratio * ratio * ratio;
      energy[lane] += s * (s - 2);
      factor[lane] = 12 * s * (1 - s) * inverse;
    }
  }

  /** Makes clusters of 13, pairs counted once. */
  public static final class Provider13 extends ClusterProvider {

    /** For {@link java.util.ServiceLoader}. */
    public Provider13() {
      super(13, PairCount.ONCE);
    }
  }

  /** Makes clusters of 13, pairs counted twice. */
  public static final class Provider13Twice extends ClusterProvider {

    /** For {@link java.util.ServiceLoader}. */
    public Provider13Twice() {
      super(13, PairCount.TWICE);
    }
  }

  /** Makes clusters of 55, pairs counted once. */
  public static final class Provider55 extends ClusterProvider {

    /** For {@link java.util.ServiceLoader}. */
    public Provider55() {
      super(55, PairCount.ONCE);
    }
  }

  /** Makes clusters of 55, pairs counted twice. */
  public static final class Provider55Twice extends ClusterProvider {

    /** For {@link java.util.ServiceLoader}. */
    public Provider55Twice() {
      super(55, PairCount.TWICE);
    }
  }

  /** Makes clusters of one size by name. */
  abstract static class ClusterProvider implements EnergyProvider {
    private final int particles;
    private final PairCount count;

    ClusterProvider(int particles, PairCount count) {
      this.particles = particles;
      this.count = count;
    }

    @Override
    public String name() {
      return "lj" + particles + count.suffix;
    }

    @Override
    public String summary() {
      String how = count == PairCount.ONCE ? "once" : "twice";
      return particles + " Lennard-Jones particles in 3-D, pairs counted " + how;
    }

    @Override
    public List<Constant> constants() {
      return List.of(EPSILON, RADIUS, TETHER, CENTRE);
    }

    @Override
    public Energy create(Map<String, Double> constants) {
      return new LennardJones(
          particles,
          count,
          constants.get(EPSILON.name()),
          constants.get(RADIUS.name()),
          constants.get(TETHER.name()),
          constants.get(CENTRE.name()));
    }
  }
}

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
 * DW4, four particles in the plane with a double well between each two: u(x) = sum over pairs of (a
 * e^4 + b e^2 + c) + centre / 2 * 4 |m|^2, e = d_ij - offset, m the centre of mass.
 *
 * <p>The names of the constants are those of {@code MultiDoubleWellPotential} in bgflow, with a =
 * 0.9, b = -4, c = 0 and offset = 4; there a pair is counted once. The paper writes the same as 1 /
 * (2 tau) * sum over i and j of a e + b e^2 + c e^4 with a = 0, b = -4, c = 0.9 and tau = 1: its c
 * is the a here, and its a is a linear term that is 0. Source: Koehler, Klein and Noe, Equivariant
 * flows, 2020. Where the factor 1/2 is left out of the sum a pair is counted twice, as tau = 1/2
 * does: that is {@code dw4-twice}.
 *
 * <p>As published the centre of mass is free, the density lives on the positions with mean 0, and
 * exp(-u) cannot be normalised in R^8. The last term holds the centre of mass: 2 m is normal with
 * variance 1 / centre, independent of the shape, and log Z is that of the published density plus
 * ln(2 pi / centre). Centre = 0 is the energy as published.
 *
 * <p>Where two particles meet u is finite and has a kink; the gradient of the pair is 0 there.
 * Nothing is known exactly: no log Z, and the minima are not points, as they may be rotated.
 */
public final class MultiDoubleWell implements Energy {
  private static final Constant A =
      Constant.between("a", "quartic term of a pair, kT", 0.9, 0.001, 1000);
  private static final Constant B =
      Constant.between("b", "quadratic term of a pair, kT", -4, -1000, 1000);
  private static final Constant C =
      Constant.between("c", "constant term of a pair, kT", 0, -1000, 1000);
  private static final Constant OFFSET =
      Constant.between("offset", "distance between the wells' middle and 0", 4, 0, 100);
  private static final Constant CENTRE =
      Constant.between("centre", "stiffness of the centre of mass", 1, 0, 1000);

  private static final int PARTICLES = 4;
  private static final int SPACE = 2;

  /** The distance below which two particles count as one point. */
  private static final double SAME = 1e-150;

  private final String name;
  private final double a;
  private final double b;
  private final double c;
  private final double offset;
  private final double centre;
  private final Particles sum;

  /**
   * Four particles, called dw4.
   *
   * @param count how often a pair is counted
   * @param a quartic term, 0.001 to 1000
   * @param b quadratic term, -1000 to 1000
   * @param c constant term, -1000 to 1000
   * @param offset 0 to 100
   * @param centre stiffness of the centre of mass, 0 to 1000
   */
  public MultiDoubleWell(
      PairCount count, double a, double b, double c, double offset, double centre) {
    this.name = "dw4" + Objects.requireNonNull(count, "count").suffix;
    this.a = A.check(a);
    this.b = B.check(b);
    this.c = C.check(c);
    this.offset = OFFSET.check(offset);
    this.centre = CENTRE.check(centre);
    this.sum = new Particles(PARTICLES, SPACE, count.times, 0, centre, this::pair);
  }

  @Override
  public String name() {
    return name;
  }

  @Override
  public int dimension() {
    return PARTICLES * SPACE;
  }

  @Override
  public Map<String, Double> constants() {
    Map<String, Double> constants = new LinkedHashMap<>();
    constants.put(A.name(), a);
    constants.put(B.name(), b);
    constants.put(C.name(), c);
    constants.put(OFFSET.name(), offset);
    constants.put(CENTRE.name(), centre);
    return Collections.unmodifiableMap(constants);
  }

  @Override
  public void evaluate(float[] x, double[] energy, float[] gradient) {
    sum.evaluate(x, energy, gradient);
  }

  private void pair(double[] square, double[] energy, double[] factor) {
    for (int lane = 0; lane < LANES; lane++) {
      double distance = Math.sqrt(square[lane]);
      double e = distance - offset;
      energy[lane] += e * e * (a * e * e + b) + c;
      factor[lane] = e * (4 * a * e * e + 2 * b) / Math.max(distance, SAME);
    }
  }

  /** Makes DW4, pairs counted once. */
  public static final class Provider extends WellProvider {

    /** For {@link java.util.ServiceLoader}. */
    public Provider() {
      super(PairCount.ONCE);
    }
  }

  /** Makes DW4, pairs counted twice. */
  public static final class ProviderTwice extends WellProvider {

    /** For {@link java.util.ServiceLoader}. */
    public ProviderTwice() {
      super(PairCount.TWICE);
    }
  }

  /** Makes DW4 by name. */
  abstract static class WellProvider implements EnergyProvider {
    private final PairCount count;

    WellProvider(PairCount count) {
      this.count = count;
    }

    @Override
    public String name() {
      return "dw4" + count.suffix;
    }

    @Override
    public String summary() {
      String how = count == PairCount.ONCE ? "once" : "twice";
      return "four particles in 2-D, a double well between each two, pairs counted " + how;
    }

    @Override
    public List<Constant> constants() {
      return List.of(A, B, C, OFFSET, CENTRE);
    }

    @Override
    public Energy create(Map<String, Double> constants) {
      return new MultiDoubleWell(
          count,
          constants.get(A.name()),
          constants.get(B.name()),
          constants.get(C.name()),
          constants.get(OFFSET.name()),
          constants.get(CENTRE.name()));
    }
  }
}

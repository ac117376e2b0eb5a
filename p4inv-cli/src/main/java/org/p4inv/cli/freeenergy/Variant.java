package org.p4inv.cli.freeenergy;

import java.util.ArrayList;
import java.util.List;

/**
 * A flow of the table.
 *
 * @param coupling what transforms a coordinate
 * @param mixing what stands between couplings
 * @param stochastic whether Metropolis moves follow each block
 * @param baseDeviation deviation of the normal base
 */
public record Variant(Coupling coupling, Mixing mixing, boolean stochastic, double baseDeviation) {
  /** The base of the protocol. */
  static final double STANDARD = 1;

  /**
   * A base that fits into a well, whose own deviation is 0.2: training moves density outwards, and
   * does not have to fetch home the few of 100,000 points that a wide base puts far outside, which
   * batches of 128 hardly ever see. Not for stochastic flows: the bridge from such a base to the
   * target has one mode.
   */
  static final double NARROW = 0.3;

  /** What transforms a coordinate, given the other. */
  public enum Coupling {
    /** A scale and a shift. */
    AFFINE,
    /** A rational-quadratic spline. */
    SPLINE
  }

  /** What stands between couplings; all start as the swap of the two coordinates. */
  public enum Mixing {
    /** The swap. */
    SWAP,
    /** A P4Inv layer. */
    P4INV,
    /** The swap and an orthogonal layer, which together are any reflection. */
    ORTHOGONAL
  }

  /** The same with something else between the couplings. */
  Variant with(Mixing other) {
    return new Variant(coupling, other, stochastic, baseDeviation);
  }

  /** All flows, in the order of the table; the mixings of equal others follow each other. */
  public static List<Variant> all() {
    List<Variant> all = new ArrayList<>();
    for (double deviation : new double[] {STANDARD, NARROW}) {
      add(all, Coupling.AFFINE, false, deviation);
      add(all, Coupling.SPLINE, false, deviation);
    }
    add(all, Coupling.AFFINE, true, STANDARD);
    add(all, Coupling.SPLINE, true, STANDARD);
    return List.copyOf(all);
  }

  private static void add(
      List<Variant> all, Coupling coupling, boolean stochastic, double deviation) {
    for (Mixing mixing : Mixing.values()) {
      all.add(new Variant(coupling, mixing, stochastic, deviation));
    }
  }
}

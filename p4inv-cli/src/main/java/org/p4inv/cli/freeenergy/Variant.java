package org.p4inv.cli.freeenergy;

import java.util.ArrayList;
import java.util.List;

/**
 * A flow of the table.
 *
 * @param coupling what transforms a coordinate
 * @param mixing what stands between couplings
 * @param base where the flow begins
 * @param stochastic whether Metropolis moves follow each block
 */
public record Variant(Coupling coupling, Mixing mixing, Base base, boolean stochastic) {

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

  /** The base density. */
  public enum Base {
    /** Standard normal, as published. */
    NORMAL,
    /**
     * A {@link LightNormal} about as wide as a well, so that training moves density outwards. It
     * does not have to fetch home the few of 100,000 points that a wide base puts far outside,
     * which batches of 128 hardly ever see.
     */
    LIGHT
  }

  /** The same with something else between the couplings. */
  Variant with(Mixing other) {
    return new Variant(coupling, other, base, stochastic);
  }

  /**
   * All flows, in the order of the table; the mixings of equal others follow each other. Stochastic
   * ones have the normal base alone: the bridge from a narrow base to the target has one mode.
   */
  public static List<Variant> all() {
    List<Variant> all = new ArrayList<>();
    for (Base base : Base.values()) {
      add(all, Coupling.AFFINE, base, false);
      add(all, Coupling.SPLINE, base, false);
    }
    add(all, Coupling.AFFINE, Base.NORMAL, true);
    add(all, Coupling.SPLINE, Base.NORMAL, true);
    return List.copyOf(all);
  }

  private static void add(List<Variant> all, Coupling coupling, Base base, boolean stochastic) {
    for (Mixing mixing : Mixing.values()) {
      all.add(new Variant(coupling, mixing, base, stochastic));
    }
  }
}

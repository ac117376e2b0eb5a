package org.p4inv.cli.doublewell;

import java.util.ArrayList;
import java.util.List;

/**
 * A flow of the table.
 *
 * @param coupling what transforms a coordinate
 * @param mixing what stands between couplings
 * @param stochastic whether there are sampling blocks between its blocks
 */
public record Variant(Coupling coupling, Mixing mixing, boolean stochastic) {

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

  /** All variants, in the order of the table. */
  static List<Variant> all() {
    List<Variant> all = new ArrayList<>();
    for (Coupling coupling : Coupling.values()) {
      for (boolean stochastic : new boolean[] {false, true}) {
        for (Mixing mixing : Mixing.values()) {
          all.add(new Variant(coupling, mixing, stochastic));
        }
      }
    }
    return all;
  }
}

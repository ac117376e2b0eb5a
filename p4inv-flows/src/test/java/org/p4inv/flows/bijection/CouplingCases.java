package org.p4inv.flows.bijection;

import java.util.List;
import org.p4inv.flows.conditioner.Activation;
import org.p4inv.flows.coupling.AffineCoupling;

/** The couplings of this library, for the battery. */
final class CouplingCases {
  private CouplingCases() {}

  static List<BijectionCase> all() {
    return List.of(
        new BijectionCase(
            "affine-coupling d=2 tanh", new AffineCoupling(2, 1, Activation.TANH, 16, 16), 5),
        new BijectionCase(
            "affine-coupling d=5 relu", new AffineCoupling(5, 2, Activation.RELU, 9), 6),
        new BijectionCase(
            "affine-coupling d=3 affine", new AffineCoupling(3, 1, Activation.TANH), 7),
        new BijectionCase(
            "affine-coupling d=40 tanh", new AffineCoupling(40, 19, Activation.TANH, 37, 33), 16),
        new BijectionCase(
            "affine-coupling d=3 separate",
            AffineCoupling.separate(3, 1, Activation.TANH, 17, 16),
            17));
  }
}

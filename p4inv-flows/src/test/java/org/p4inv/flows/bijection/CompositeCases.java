package org.p4inv.flows.bijection;

import java.util.List;
import org.p4inv.flows.conditioner.Activation;
import org.p4inv.flows.coupling.Couplings;
import org.p4inv.flows.elementwise.BentIdentity;
import org.p4inv.flows.linear.P4InvLinear;
import org.p4inv.flows.linear.P4InvLinear.Start;
import org.p4inv.flows.linear.Permutation;
import org.p4inv.flows.normalization.ActNorm;

/** The inverses and chains of this library, for the battery. */
final class CompositeCases {
  private CompositeCases() {}

  static List<BijectionCase> all() {
    return List.of(
        new BijectionCase(
            "inverse coupling", Inverse.of(Couplings.affine(3, 2, Activation.TANH, 8)), 12),
        new BijectionCase("inverse p4inv", Inverse.of(new P4InvLinear(3, Start.IDENTITY)), 13),
        new BijectionCase(
            "chain of all d=4",
            Chain.of(
                new P4InvLinear(4, 2, Start.REVERSAL),
                Couplings.affine(4, 2, Activation.TANH, 8),
                Permutation.reversal(4),
                new ActNorm(4),
                Inverse.of(new BentIdentity(4)),
                Couplings.affine(4, 1, Activation.TANH, 8)),
            14),
        new BijectionCase(
            "chain of chains", Chain.of(Chain.of(new ActNorm(2)), new BentIdentity(2)), 15));
  }
}

package org.p4inv.flows.bijection;

import java.util.List;
import org.p4inv.flows.autoregressive.AutoregressiveLayer;
import org.p4inv.flows.conditioner.Activation;
import org.p4inv.flows.coupling.Couplings;
import org.p4inv.flows.coupling.Mask;
import org.p4inv.flows.elementwise.BentIdentity;
import org.p4inv.flows.linear.OrthogonalLinear;
import org.p4inv.flows.linear.P4InvLinear;
import org.p4inv.flows.linear.P4InvLinear.Start;
import org.p4inv.flows.linear.Permutation;
import org.p4inv.flows.linear.PluLinear;
import org.p4inv.flows.normalization.ActNorm;
import org.p4inv.flows.transformer.Affine;
import org.p4inv.flows.transformer.RationalQuadraticSpline;
import org.p4inv.flows.transformer.TanhScale;
import org.p4inv.flows.transformer.Transformer;

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
        new BijectionCase("flow of mixed layers d=7 context", mixed(), 35, 0.03f),
        new BijectionCase(
            "chain of chains", Chain.of(Chain.of(new ActNorm(2)), new BentIdentity(2)), 15));
  }

  /** Eight layers of as many kinds, all that can on a context of two features. */
  private static Bijection mixed() {
    Transformer affine = new Affine(new TanhScale());
    return Chain.of(
        new P4InvLinear(7, 2, Start.REVERSAL, 2),
        Couplings.of(Mask.alternating(7), affine, 2, Activation.SILU, 8),
        new ActNorm(7),
        Couplings.of(Mask.halves(7), new RationalQuadraticSpline(4, 3), 2, Activation.TANH, 8),
        new OrthogonalLinear(7, 4, 2),
        AutoregressiveLayer.maskedAutoregressive(7, affine, 2, Activation.TANH, 8),
        Inverse.of(new BentIdentity(7)),
        new PluLinear(Permutation.random(7, 3), 2));
  }
}

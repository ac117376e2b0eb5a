package org.p4inv.flows;

import java.util.List;
import org.p4inv.flows.base.StandardNormal;
import org.p4inv.flows.bijection.Bijection;
import org.p4inv.flows.bijection.Chain;
import org.p4inv.flows.bijection.Inverse;
import org.p4inv.flows.conditioner.Activation;
import org.p4inv.flows.config.Config;
import org.p4inv.flows.coupling.Couplings;
import org.p4inv.flows.elementwise.BentIdentity;
import org.p4inv.flows.linear.P4InvLinear;
import org.p4inv.flows.linear.P4InvLinear.Start;
import org.p4inv.flows.linear.Permutation;
import org.p4inv.flows.normalization.ActNorm;

/** Small flows for tests of model files, far from their start. */
final class ModelExamples {
  private ModelExamples() {}

  /** One of each kind of layer, in both directions; d = 3. */
  static Flow mixed() {
    return noisy(
        Chain.of(
            new P4InvLinear(3, 2, Start.REVERSAL),
            Couplings.affine(3, 1, Activation.TANH, 8, 5),
            Chain.of(Permutation.of(1, 2, 0), Inverse.of(new ActNorm(3))),
            Inverse.of(new BentIdentity(3)),
            Couplings.separateAffine(3, 2, Activation.RELU, 4),
            Inverse.of(new P4InvLinear(3, Start.IDENTITY)),
            Inverse.of(Couplings.affine(3, 2, Activation.RELU)),
            new BentIdentity(3),
            new ActNorm(3)));
  }

  /** No parameters at all; d = 5. */
  static Flow withoutNumbers() {
    return noisy(Chain.of(Permutation.reversal(5), new BentIdentity(5)));
  }

  /** Mostly numbers; d = 32. */
  static Flow wide() {
    return noisy(
        Chain.of(
            new P4InvLinear(32, 2, Start.IDENTITY), Couplings.affine(32, 16, Activation.RELU, 8)));
  }

  /** All of them. */
  static List<Flow> all() {
    return List.of(mixed(), withoutNumbers(), wide(), noisy(new ActNorm(2)));
  }

  private static Flow noisy(Bijection bijection) {
    Flow start = Flow.initial(new StandardNormal(bijection.dimension()), bijection, 1);
    return Noise.on(start, 0.1f)
        .withProvenance(
            Config.of("settings", Config.of("seed", 1).with("learning_rate", 1e-3))
                .with("history", Config.of("steps", 100).with("losses", List.of(2.5, 1.25))));
  }
}

package org.p4inv.flows.bijection;

import static org.p4inv.flows.autoregressive.AutoregressiveLayer.inverseAutoregressive;
import static org.p4inv.flows.autoregressive.AutoregressiveLayer.maskedAutoregressive;

import java.util.List;
import org.p4inv.flows.conditioner.Activation;
import org.p4inv.flows.transformer.Affine;
import org.p4inv.flows.transformer.RationalQuadraticSpline;
import org.p4inv.flows.transformer.TanhScale;

/** The autoregressive layers of this library, for the battery. */
final class AutoregressiveCases {
  private AutoregressiveCases() {}

  static List<BijectionCase> all() {
    Affine affine = new Affine(new TanhScale());
    return List.of(
        new BijectionCase(
            "autoregressive d=1 context",
            inverseAutoregressive(1, affine, 3, Activation.TANH, 6),
            101),
        new BijectionCase(
            "autoregressive d=3", inverseAutoregressive(3, affine, 0, Activation.TANH, 8, 9), 102),
        new BijectionCase(
            "autoregressive d=4 affine", inverseAutoregressive(4, affine, 0, Activation.TANH), 103),
        new BijectionCase(
            "autoregressive d=9 context",
            inverseAutoregressive(9, affine, 2, Activation.SILU, 37),
            104),
        new BijectionCase(
            "masked autoregressive d=3 context",
            maskedAutoregressive(3, affine, 1, Activation.SOFTPLUS, 10),
            105),
        new BijectionCase(
            "masked autoregressive d=3 spline",
            maskedAutoregressive(3, new RationalQuadraticSpline(4, 3), 0, Activation.TANH, 8),
            106));
  }
}

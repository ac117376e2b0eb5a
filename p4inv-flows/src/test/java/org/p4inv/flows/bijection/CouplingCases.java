package org.p4inv.flows.bijection;

import java.util.List;
import org.p4inv.flows.conditioner.Activation;
import org.p4inv.flows.conditioner.Conditioner;
import org.p4inv.flows.conditioner.Mlp;
import org.p4inv.flows.conditioner.PeriodicFeatures;
import org.p4inv.flows.conditioner.ResidualNetwork;
import org.p4inv.flows.coupling.Coupling;
import org.p4inv.flows.coupling.Couplings;
import org.p4inv.flows.coupling.Mask;
import org.p4inv.flows.transformer.Affine;
import org.p4inv.flows.transformer.CircularSpline;
import org.p4inv.flows.transformer.ClampedScale;
import org.p4inv.flows.transformer.RationalQuadraticSpline;
import org.p4inv.flows.transformer.ScaleFunction;
import org.p4inv.flows.transformer.Shift;
import org.p4inv.flows.transformer.SoftplusScale;
import org.p4inv.flows.transformer.TanhScale;
import org.p4inv.flows.transformer.Transformer;
import org.p4inv.flows.transformer.VolumePreserving;

/** The couplings of this library, for the battery. */
final class CouplingCases {
  /**
   * Deviation of the noise at which the bins of a spline are not so narrow as to be kinks. Second
   * derivatives jump at knots: seeds are such that no point crosses one unseen by both steps.
   */
  private static final float SMOOTH = 0.05f;

  private CouplingCases() {}

  static List<BijectionCase> all() {
    return List.of(
        c("affine-coupling d=2 tanh", Couplings.affine(2, 1, Activation.TANH, 16, 16), 5),
        c("affine-coupling d=5 relu", Couplings.affine(5, 2, Activation.RELU, 9), 6),
        c("affine-coupling d=3 affine", Couplings.affine(3, 1, Activation.TANH), 7),
        c("affine-coupling d=40 tanh", Couplings.affine(40, 19, Activation.TANH, 37, 33), 16),
        c(
            "affine-coupling d=3 separate",
            Couplings.separateAffine(3, 1, Activation.TANH, 17, 16),
            17),
        c("coupling shift alternating d=5", of(Mask.alternating(5), new Shift()), 21),
        c(
            "coupling tanh bound=3 checkerboard d=6",
            of(Mask.checkerboard(2, 3), affine(new TanhScale(3))),
            22),
        c(
            "coupling clamp complement d=4",
            of(Mask.first(4, 1).complement(), affine(new ClampedScale(3))),
            23),
        c(
            "coupling softplus custom d=5",
            of(Mask.of(false, true, true, false, true), affine(new SoftplusScale())),
            24),
        c("coupling softplus first d=3", of(Mask.first(3, 1), affine(new SoftplusScale())), 25),
        c("coupling clamp halves d=5", of(Mask.halves(5), affine(new ClampedScale(3))), 26),
        c("coupling shift last part d=7", of(Mask.parts(7, 3).get(2), new Shift()), 27),
        c(
            "coupling volume part d=7",
            of(Mask.parts(7, 3).get(1), new VolumePreserving(new TanhScale(2))),
            28),
        c(
            "coupling volume halves d=5",
            of(Mask.halves(5), new VolumePreserving(new TanhScale())),
            29),
        new BijectionCase(
            "coupling spline halves d=5",
            of(Mask.halves(5), new RationalQuadraticSpline(3, 4)),
            33,
            SMOOTH),
        new BijectionCase(
            "coupling spline d=3 context",
            Couplings.of(
                Mask.first(3, 1), new RationalQuadraticSpline(3, 5), 2, Activation.SILU, 9),
            31,
            SMOOTH),
        c("coupling residual d=4 context", residual(), 32),
        circular());
  }

  private static BijectionCase c(String name, Bijection bijection, long seed) {
    return new BijectionCase(name, bijection, seed);
  }

  private static Bijection residual() {
    Conditioner network = new ResidualNetwork(2, 4, 3, 8, 2, Activation.ELU);
    return new Coupling(Mask.halves(4), affine(new TanhScale()), network);
  }

  /** The angles of two bonds: what the first says of the second has its period. */
  private static BijectionCase circular() {
    Interval circle = Interval.circle(-Math.PI, Math.PI);
    Transformer spline = new CircularSpline(5, circle);
    Conditioner network =
        new PeriodicFeatures(
            1,
            new int[] {0},
            circle,
            2,
            new Mlp(new int[] {4, 8, spline.parameterCount()}, Activation.TANH));
    Space torus = Space.of(2, circle);
    return new BijectionCase(
        "coupling circular d=2",
        new Coupling(Mask.first(2, 1), spline, network),
        37,
        SMOOTH,
        torus,
        torus);
  }

  private static Transformer affine(ScaleFunction scales) {
    return new Affine(scales);
  }

  private static Coupling of(Mask mask, Transformer transformer) {
    return Couplings.of(mask, transformer, Activation.TANH, 8);
  }
}

package org.p4inv.flows.bijection;

import java.util.List;
import org.p4inv.flows.elementwise.BentIdentity;
import org.p4inv.flows.elementwise.ElementwiseAffine;
import org.p4inv.flows.elementwise.ElementwiseTransformer;
import org.p4inv.flows.elementwise.LeakyRelu;
import org.p4inv.flows.elementwise.Sigmoid;
import org.p4inv.flows.elementwise.Softplus;
import org.p4inv.flows.elementwise.Tanh;
import org.p4inv.flows.transformer.Affine;
import org.p4inv.flows.transformer.RationalQuadraticSpline;
import org.p4inv.flows.transformer.TanhScale;

/** The elementwise layers of this library, for the battery. */
final class ElementwiseCases {
  /**
   * Deviation of the noise at which the knots of a spline are gentle kinks. All points have the
   * same knots; seeds are such that no point crosses one unseen by both steps.
   */
  private static final float SMOOTH = 0.05f;

  private static final Space UNIT = Space.of(3, Interval.UNIT);

  private ElementwiseCases() {}

  static List<BijectionCase> all() {
    Space reals = Space.reals(3);
    Space positive = Space.of(3, new Interval(0, Double.POSITIVE_INFINITY, false));
    Space circles = Space.of(3, Interval.circle(-3, 3));
    return List.of(
        new BijectionCase("bent-identity d=4", new BentIdentity(4), 9),
        new BijectionCase("leaky-relu d=3", new LeakyRelu(3, 0.3), 31),
        new BijectionCase("softplus d=3", new Softplus(3), 32, reals, positive),
        new BijectionCase("sigmoid d=3", new Sigmoid(3), 33, reals, UNIT),
        new BijectionCase("logit d=3", Inverse.of(new Sigmoid(3)), 34, UNIT, reals),
        new BijectionCase(
            "tanh d=3", new Tanh(3), 35, reals, Space.of(3, new Interval(-1, 1, false))),
        new BijectionCase(
            "elementwise-affine d=3",
            new ElementwiseAffine(new double[] {2, -0.5, 1.5}, new double[] {0.1, 0.2, -3}),
            36),
        new BijectionCase(
            "elementwise-affine to a circle",
            ElementwiseAffine.between(3, Interval.circle(0, 1), Interval.circle(-3, 3)),
            37,
            Space.of(3, Interval.circle(0, 1)),
            circles),
        new BijectionCase(
            "elementwise-transformer affine d=5",
            new ElementwiseTransformer(5, new Affine(new TanhScale())),
            39),
        new BijectionCase(
            "elementwise-transformer spline d=3",
            new ElementwiseTransformer(3, new RationalQuadraticSpline(3, 4)),
            43,
            SMOOTH),
        new BijectionCase(
            "chain of a unit cube",
            Chain.of(
                Inverse.of(new Sigmoid(3)),
                new BentIdentity(3),
                new Tanh(3),
                ElementwiseAffine.between(3, new Interval(-1, 1, false), Interval.UNIT)),
            38,
            UNIT,
            UNIT));
  }
}

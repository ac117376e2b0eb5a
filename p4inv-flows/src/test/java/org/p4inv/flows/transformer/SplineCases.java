package org.p4inv.flows.transformer;

import java.util.List;
import org.p4inv.flows.bijection.Interval;

/** The splines of this library, for the battery. */
final class SplineCases {
  private SplineCases() {}

  static List<TransformerCase> all() {
    return List.of(
        new TransformerCase("rq-spline K=4 n=1", new RationalQuadraticSpline(4, 1), 1),
        new TransformerCase("rq-spline K=8 n=3", new RationalQuadraticSpline(8, 3), 3),
        new TransformerCase("rq-spline K=2 n=2", new RationalQuadraticSpline(2, 2.5), 2),
        new TransformerCase(
            "circular-spline K=8 n=3",
            new CircularSpline(8, Interval.circle(-Math.PI, Math.PI)),
            3),
        new TransformerCase(
            "circular-spline K=5 n=1", new CircularSpline(5, Interval.circle(0, 1.5)), 1));
  }
}

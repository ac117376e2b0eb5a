package org.p4inv.flows.transformer;

import java.util.List;

/** The splines of this library, for the battery. */
final class SplineCases {
  private SplineCases() {}

  static List<TransformerCase> all() {
    return List.of(
        new TransformerCase("rq-spline K=4 n=1", new RationalQuadraticSpline(4, 1), 1),
        new TransformerCase("rq-spline K=8 n=3", new RationalQuadraticSpline(8, 3), 3),
        new TransformerCase("rq-spline K=2 n=2", new RationalQuadraticSpline(2, 2.5), 2));
  }
}

package org.p4inv.flows.transformer;

import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestReporter;
import org.p4inv.flows.bijection.Interval;

/** Splines on numbers that are made to break them; see {@link SplineExtremes}. */
class SplineExtremesTest {
  /** What {@link RationalQuadraticSpline} promises, in units of 2^-24 B. */
  private static final double ROUND_TRIP = 16;

  /** Images of numbers in order, in units of 2^-24 B. */
  private static final double ORDER = 16;

  private static List<SplineExtremes> splines() {
    return List.of(
        new SplineExtremes(new RationalQuadraticSpline(2, 1), 1, 1),
        new SplineExtremes(new RationalQuadraticSpline(8, 3), 3, 2),
        new SplineExtremes(new RationalQuadraticSpline(8, 1e5), 1e5, 3),
        new SplineExtremes(new RationalQuadraticSpline(30, 1e-3), 1e-3, 4),
        new SplineExtremes(new CircularSpline(8, Interval.circle(-Math.PI, Math.PI)), Math.PI, 5));
  }

  @Test
  void aMillionPoints() {
    splines().forEach(spline -> check(spline, 200_000));
  }

  @Tag("slow")
  @Test
  void aHundredMillionPoints(TestReporter reporter) {
    for (SplineExtremes spline : splines()) {
      check(spline, 20_000_000);
      reporter.publishEntry("extremes", spline.toString());
    }
  }

  private static void check(SplineExtremes spline, long points) {
    spline.run(points);
    assertTrue(spline.worstFromX <= ROUND_TRIP, spline::toString);
    assertTrue(spline.worstFromY <= ROUND_TRIP, spline::toString);
    assertTrue(spline.worstOrder <= ORDER, spline::toString);
    assertTrue(spline.leastLogDet >= -21 && spline.largestLogDet <= 8, spline::toString);
  }
}

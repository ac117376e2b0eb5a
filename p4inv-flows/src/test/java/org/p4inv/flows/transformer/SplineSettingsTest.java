package org.p4inv.flows.transformer;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.function.Executable;
import org.p4inv.flows.bijection.Interval;

/** What splines say of themselves, and of settings that cannot be. */
class SplineSettingsTest {
  private static void refused(String message, Executable call) {
    assertEquals(message, assertThrows(IllegalArgumentException.class, call).getMessage());
  }

  @Test
  void settingsAreDescribed() {
    assertEquals(
        "{\"type\":\"rational-quadratic-spline\",\"bins\":8,\"bound\":3.0}",
        new RationalQuadraticSpline(8, 3).config().toJson());
    assertEquals(
        "{\"type\":\"circular-spline\",\"bins\":5,\"low\":0.0,\"high\":1.5}",
        new CircularSpline(5, Interval.circle(0, 1.5)).config().toJson());
  }

  @Test
  void parametersAreCountedAndDomainsNamed() {
    assertEquals(23, new RationalQuadraticSpline(8, 3).parameterCount());
    assertEquals(25, new CircularSpline(8, Interval.circle(0, 1)).parameterCount());
    assertEquals(Interval.REAL, new RationalQuadraticSpline(8, 3).domain());
    assertEquals(Interval.circle(0, 1), new CircularSpline(8, Interval.circle(0, 1)).domain());
  }

  @Test
  void settingsThatCannotBeAreRefused() {
    refused("bins must be in 2 to 256, got 1", () -> new RationalQuadraticSpline(1, 3));
    refused("bins must be in 2 to 256, got 257", () -> new RationalQuadraticSpline(257, 3));
    refused("bound must be in 1e-6 to 1e6, got 0.0", () -> new RationalQuadraticSpline(8, 0));
    refused(
        "bound must be in 1e-6 to 1e6, got NaN", () -> new RationalQuadraticSpline(8, Double.NaN));
    refused("circle must be circular, got (0.0, 1.0)", () -> new CircularSpline(8, Interval.UNIT));
    refused(
        "circle must be 2e-6 to 2e6 long and at least a sixteenth of its ends,"
            + " got circle [20.0, 21.0)",
        () -> new CircularSpline(8, Interval.circle(20, 21)));
  }
}

package org.p4inv.flows.transformer;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.p4inv.flows.config.Config;

/** Scale functions against their formulas in double precision, far beyond their bounds too. */
class ScaleFunctionTest {
  /** Raw numbers from -20 to 20, and 0. */
  private static final int N = 401;

  private static final float FINEST = 1e-6f;

  static List<ScaleFunction> functions() {
    return List.of(new TanhScale(), new TanhScale(3), new ClampedScale(2.55), new SoftplusScale());
  }

  private static float[] grid() {
    float[] r = new float[N];
    for (int i = 0; i < N; i++) {
      r[i] = (i - N / 2) * 0.1f;
    }
    return r;
  }

  /** The formula of the documentation, in double. */
  private static double formula(ScaleFunction f, double r) {
    Config config = f.config();
    return switch (config.text("type")) {
      case "tanh" -> config.number("bound") * StrictMath.tanh(r / config.number("bound"));
      case "clamp" -> Math.min(Math.max(r, -config.number("bound")), config.number("bound"));
      default -> {
        double c = StrictMath.log(StrictMath.E - 1);
        double floor = 1.0 / 1024;
        yield StrictMath.log(floor + (1 - floor) * StrictMath.log1p(StrictMath.exp(r + c)));
      }
    };
  }

  @ParameterizedTest
  @MethodSource("functions")
  void isTheFormulaAndZeroAtZero(ScaleFunction f) {
    float[] r = grid();
    float[] a = new float[N];
    f.logScales(N, r, a);
    assertEquals(0f, a[N / 2], 0f, f.config() + " at 0");
    for (int i = 0; i < N; i++) {
      // A few roundings of numbers up to the size of a.
      assertEquals(formula(f, r[i]), a[i], FINEST * (1 + Math.abs(a[i])), f.config() + " " + r[i]);
    }
  }

  @ParameterizedTest
  @MethodSource("functions")
  void pullbackIsTheDerivative(ScaleFunction f) {
    float[] r = grid();
    float[] a = new float[N];
    float[] bar = new float[N];
    f.logScales(N, r, a);
    for (int i = 0; i < N; i++) {
      bar[i] = 0.5f + i;
    }
    f.pullback(N, r, a, bar);
    double step = 1e-5;
    for (int i = 0; i < N; i++) {
      double slope = (formula(f, r[i] + step) - formula(f, r[i] - step)) / (2 * step);
      // Rounding of the slope, which is at most 1, and of differences.
      assertEquals(slope, bar[i] / (0.5 + i), 2e-6, f.config() + " " + r[i]);
    }
  }

  @ParameterizedTest
  @MethodSource("functions")
  void descriptionMakesAnEqualFunction(ScaleFunction f) {
    Config config = f.config();
    assertEquals(config, ScaleFunction.read(Config.parse(config.toJson())).config());
  }

  @Test
  void badSettingsAreRefused() {
    assertError("bound must be from 0.001 to 80, got 0.0", () -> new TanhScale(0));
    assertError("bound must be from 0.001 to 80, got NaN", () -> new ClampedScale(Double.NaN));
    assertError("got 'cube'", () -> ScaleFunction.read(Config.of("type", "cube")));
  }

  private static void assertError(String message, Runnable run) {
    IllegalArgumentException e = assertThrows(IllegalArgumentException.class, run::run);
    assertTrue(e.getMessage().contains(message), e.getMessage());
  }
}

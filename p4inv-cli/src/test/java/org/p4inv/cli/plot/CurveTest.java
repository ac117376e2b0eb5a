package org.p4inv.cli.plot;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.Arrays;
import org.junit.jupiter.api.Test;

class CurveTest {

  @Test
  void keepsWhatIsFinite() {
    double[] values = {Double.NaN, 1, Double.NEGATIVE_INFINITY, 2};
    Curve curve = Curve.finite(new long[] {10, 20, 30, 40}, values);
    assertArrayEquals(new double[] {20, 40}, curve.x);
    assertArrayEquals(new double[] {1, 2}, curve.y);
  }

  @Test
  void thinningKeepsPeaksAndOrder() {
    Curve curve = Examples.losses(10_000);
    Curve thin = curve.thinned(100);
    assertEquals(200, thin.length());
    assertEquals(Arrays.stream(curve.y).max(), Arrays.stream(thin.y).max());
    assertEquals(Arrays.stream(curve.y).min(), Arrays.stream(thin.y).min());
    for (int i = 1; i < thin.length(); i++) {
      assertTrue(thin.x[i] >= thin.x[i - 1], "at " + i);
    }
  }

  @Test
  void theMeanFollowsTheStartAndCalmsTheRest() {
    Curve curve = Examples.losses(5_000);
    Curve mean = curve.smoothed(5_000);
    assertArrayEquals(Arrays.copyOf(curve.y, 3), Arrays.copyOf(mean.y, 3));
    // The noise of the example is 0.1; a mean over 201 of them deviates by 0.1 / sqrt(201) = 0.007.
    for (int i = 1000; i < 4500; i++) {
      assertEquals(Examples.FINAL_LOSS, mean.y[i], 5 * 0.007, "at " + i);
    }
  }
}

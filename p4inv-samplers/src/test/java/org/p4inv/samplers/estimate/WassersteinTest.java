package org.p4inv.samplers.estimate;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.p4inv.samplers.estimate.ImportanceWeightsTest.assertMessage;

import java.util.Arrays;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.p4inv.core.random.Domain;
import org.p4inv.core.random.RandomStream;

@Tag("once")
class WassersteinTest {

  /** In one dimension sorted points go together. */
  @Test
  void sortedPointsInOneDimension() {
    float[] x = gaussian(800, 1);
    float[] y = gaussian(800, 2);
    double w2 = Wasserstein.w2(x, y, 1);
    Arrays.sort(x);
    Arrays.sort(y);
    double sum = 0;
    for (int i = 0; i < x.length; i++) {
      sum += ((double) x[i] - y[i]) * ((double) x[i] - y[i]);
    }
    assertEquals(Math.sqrt(sum / 800), w2, 1e-12);
  }

  /** A translation by t is optimal, whatever the points: W2 = |t|. */
  @Test
  void aTranslationInFiveDimensions() {
    int d = 5;
    float[] x = gaussian(200 * d, 3);
    float[] y = x.clone();
    for (int i = 0; i < x.length; i++) {
      x[i] = Math.round(x[i] * 1024) / 1024f;
      y[x.length - d - i / d * d + i % d] = x[i] + (i % d == 0 ? 3 : i % d == 1 ? -4 : 0);
    }
    assertEquals(5, Wasserstein.w2(x, y, d), 1e-12);
  }

  /** Exact sets of 1000 points of this mixture are known to score 4.16 with deviation 0.60. */
  @Test
  void theFloorOfFortyGaussians() {
    double sum = 0;
    for (int repeat = 0; repeat < 5; repeat++) {
      sum +=
          Wasserstein.w2(
              FortyGaussians.sample(1000, 2L * repeat),
              FortyGaussians.sample(1000, 2 * repeat + 1),
              2);
    }
    assertEquals(4.16, sum / 5, 3 * 0.60 / Math.sqrt(5));
  }

  @Test
  void twoThousandPointsAndNothingChanged() {
    float[] x = FortyGaussians.sample(2000, 20);
    float[] y = FortyGaussians.sample(2000, 21);
    float[] before = x.clone();
    double w2 = Wasserstein.w2(x, y, 2);
    assertTrue(w2 > 1 && w2 < 6, "W2 " + w2);
    assertArrayEquals(before, x);
  }

  @Test
  void badArguments() {
    assertMessage(
        "`y` must have the length of `x`, 4, got 2",
        () -> Wasserstein.w2(new float[4], new float[2], 2));
    assertMessage(
        "`x` must hold n * d numbers with d = 2, got 3",
        () -> Wasserstein.w2(new float[3], new float[3], 2));
    assertMessage(
        "`y` must be finite, element 1 is NaN",
        () -> Wasserstein.w2(new float[2], new float[] {0, Float.NaN}, 1));
    assertMessage(
        "`x` must have at most 2000 points, got 2001",
        () -> Wasserstein.w2(new float[2001], new float[2001], 1));
    assertMessage("`d` must be at least 1, got 0", () -> Wasserstein.w2(null, null, 0));
  }

  private static float[] gaussian(int n, long seed) {
    float[] x = new float[n];
    new RandomStream(seed, Domain.APPLICATION).gaussian(x, 0, n);
    return x;
  }
}

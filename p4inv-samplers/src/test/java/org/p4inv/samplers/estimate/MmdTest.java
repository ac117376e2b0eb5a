package org.p4inv.samplers.estimate;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.p4inv.samplers.estimate.ImportanceWeightsTest.assertMessage;

import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.p4inv.core.random.Domain;
import org.p4inv.core.random.RandomStream;

@Tag("once")
class MmdTest {

  @Test
  void byHand() {
    float[] y = {0, 3};
    float[] x = {1, 5};
    Mmd mmd = Mmd.to(y, 1);
    assertEquals(3, mmd.bandwidth());
    double expected = kernel(4, 3) + kernel(3, 3) - kernel(2, 3) - kernel(5, 3);
    assertEquals(expected, mmd.squared(x).value(), 1e-15);
    assertEquals(0, mmd.squared(x).error(), 1e-15);
  }

  /**
   * N(0, 1) and N(t, 1): E k of one bandwidth b is b / sqrt(b^2 + 2) exp(-t^2 / (2 (b^2 + 2))). The
   * deviations of 200 repetitions have spread 1 within 4 standard errors of it, 0.2, and the mean 0
   * within 4, 0.28.
   */
  @Test
  void theErrorBarOfTwoGaussians() {
    double sum = 0;
    double squares = 0;
    int repeats = 200;
    for (int repeat = 0; repeat < repeats; repeat++) {
      float[] y = gaussian(200, 2L * repeat, 0);
      Mmd mmd = Mmd.to(y, 1);
      Estimate estimate = mmd.squared(gaussian(200, 2 * repeat + 1, 0.7f));
      double exact = 2 * expected(mmd.bandwidth(), 0) - 2 * expected(mmd.bandwidth(), 0.7);
      double z = (estimate.value() - exact) / estimate.error();
      sum += z;
      squares += z * z;
    }
    double spread = Math.sqrt(squares / repeats);
    assertTrue(spread > 0.8 && spread < 1.2, "spread " + spread);
    assertEquals(0, sum / repeats, 0.28);
  }

  /** Unbiased: values of equal densities have mean 0, and the error bar is not too short. */
  @Test
  void equalDensities() {
    double sum = 0;
    double squares = 0;
    int repeats = 200;
    for (int repeat = 0; repeat < repeats; repeat++) {
      Mmd mmd = Mmd.to(gaussian(200, 2L * repeat, 0), 2);
      Estimate estimate = mmd.squared(gaussian(200, 2 * repeat + 1, 0));
      double z = estimate.value() / estimate.error();
      sum += z;
      squares += z * z;
    }
    assertEquals(0, sum / repeats, 4 / Math.sqrt(repeats));
    assertTrue(squares / repeats < 1.2, "mean square " + squares / repeats);
  }

  @Test
  void badArguments() {
    assertMessage("`reference` must have at least 2 points, got 1", () -> Mmd.to(new float[2], 2));
    assertMessage(
        "`reference` must have distinct points, their median distance is 0",
        () -> Mmd.to(new float[4], 2));
  }

  private static double expected(double bandwidth, double shift) {
    double mean = 0;
    for (double s : new double[] {0.25, 0.5, 1, 2, 4}) {
      double b = s * bandwidth;
      double wide = b * b + 2;
      mean += b / Math.sqrt(wide) * Math.exp(-shift * shift / (2 * wide)) / 5;
    }
    return mean;
  }

  private static double kernel(double distance, double bandwidth) {
    double mean = 0;
    for (double s : new double[] {0.25, 0.5, 1, 2, 4}) {
      double t = distance / (s * bandwidth);
      mean += Math.exp(-0.5 * t * t) / 5;
    }
    return mean;
  }

  private static float[] gaussian(int n, long seed, float shift) {
    float[] x = new float[n];
    new RandomStream(seed, Domain.APPLICATION).gaussian(x, 0, n);
    for (int i = 0; i < n; i++) {
      x[i] += shift;
    }
    return x;
  }
}

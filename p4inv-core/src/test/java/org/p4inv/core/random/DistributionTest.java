package org.p4inv.core.random;

import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.Arrays;
import org.junit.jupiter.api.Test;
import org.p4inv.core.testing.Agreement;
import org.p4inv.core.testing.Tolerance;

/** The distributions that {@link RandomStream} draws from. */
class DistributionTest {
  private static final long SEED = 42;
  private static final int N = 1 << 19;

  @Test
  void gaussianHasItsMoments() {
    float[] x = gaussian();
    double[] moments = new double[5];
    for (float number : x) {
      double power = 1;
      for (int order = 1; order <= 4; order++) {
        power *= number;
        moments[order] += power / N;
      }
    }
    // The variance of x^p is E x^(2p) - (E x^p)^2: 1, 2, 15 and 96.
    Agreement.near("mean", 0, moments[1], Tolerance.mean(N, 1));
    Agreement.near("second moment", 1, moments[2], Tolerance.mean(N, Math.sqrt(2)));
    Agreement.near("third moment", 0, moments[3], Tolerance.mean(N, Math.sqrt(15)));
    Agreement.near("fourth moment", 3, moments[4], Tolerance.mean(N, Math.sqrt(96)));
  }

  @Test
  void gaussianHasItsDistributionFunction() {
    float[] x = gaussian();
    Arrays.sort(x);
    double distance = 0;
    for (int i = 0; i < N; i++) {
      double expected = normal(x[i]);
      distance = Math.max(distance, Math.abs(expected - (double) i / N));
      distance = Math.max(distance, Math.abs(expected - (i + 1.0) / N));
    }
    double limit = Tolerance.kolmogorovSmirnov(N);
    assertTrue(distance <= limit, "seed " + SEED + ": " + distance + " above " + limit);
    assertTrue(x[0] > -6.67f && x[N - 1] < 6.67f, "32 bits of radius end at 6.66");
    assertTrue(x[0] < -4.5f && x[N - 1] > 4.5f, "half a million numbers reach beyond 4.5");
  }

  @Test
  void neighboursAreIndependent() {
    float[] x = gaussian();
    for (int lag = 1; lag <= 4; lag++) {
      double product = 0;
      double productOfSquares = 0;
      for (int i = 0; i < N - lag; i++) {
        product += (double) x[i] * x[i + lag] / N;
        productOfSquares += (x[i] * x[i] - 1.0) * (x[i + lag] * x[i + lag] - 1.0) / N;
      }
      Agreement.near("correlation at lag " + lag, 0, product, Tolerance.mean(N, 1));
      Agreement.near(
          "correlation of squares at lag " + lag, 0, productOfSquares, Tolerance.mean(N, 2));
    }
  }

  @Test
  void uniformIsOpenAndFlat() {
    RandomStream stream = new RandomStream(SEED, Domain.APPLICATION);
    double[] x = new double[N];
    Arrays.setAll(x, i -> stream.nextDouble());
    Arrays.sort(x);
    double distance = 0;
    for (int i = 0; i < N; i++) {
      distance = Math.max(distance, Math.abs(x[i] - (i + 0.5) / N));
    }
    double limit = Tolerance.kolmogorovSmirnov(N);
    assertTrue(distance <= limit, "seed " + SEED + ": " + distance + " above " + limit);
    assertTrue(x[0] > 0 && x[N - 1] < 1, "the ends are not in it");
  }

  private static float[] gaussian() {
    float[] x = new float[N];
    RandomStream stream = new RandomStream(SEED, Domain.SAMPLING);
    int half = N / 2 + 1;
    stream.gaussian(x, 0, half);
    stream.gaussian(x, half, N - half);
    return x;
  }

  /** The normal distribution function by its series. Source: Marsaglia, J. Stat. Soft. 11, 2004. */
  private static double normal(double x) {
    double term = x;
    double sum = x;
    for (int i = 3; Math.abs(term) > Tolerance.DOUBLE * Math.abs(sum); i += 2) {
      term *= x * x / i;
      sum += term;
    }
    return 0.5 + sum * StrictMath.exp(-x * x / 2) / Math.sqrt(2 * Math.PI);
  }
}

package org.p4inv.flows.base;

import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.p4inv.core.kernel.Tile.LANES;

import java.util.Arrays;
import java.util.function.DoubleUnaryOperator;
import org.junit.jupiter.api.Test;
import org.p4inv.core.random.Domain;
import org.p4inv.core.random.RandomStream;
import org.p4inv.core.testing.Agreement;
import org.p4inv.core.testing.Tolerance;

/** Student's t where its distribution function is elementary, out into the tails. */
class StudentTTest {
  private static final int TILES = 1 << 11;

  @Test
  void oneDegreeOfFreedomIsCauchy() {
    checkSamples(1, x -> 0.5 + Math.atan(x) / Math.PI);
  }

  @Test
  void twoDegreesOfFreedom() {
    checkSamples(2, x -> 0.5 + x / (2 * Math.sqrt(2 + x * x)));
  }

  private static void checkSamples(double nu, DoubleUnaryOperator distribution) {
    StudentT density = new StudentT(1, nu);
    RandomStream random = new RandomStream(1, Domain.SAMPLING);
    float[] z = new float[LANES];
    double[] u = new double[TILES * LANES];
    for (int tile = 0; tile < TILES; tile++) {
      density.sample(null, random, z, density.workspace());
      for (int lane = 0; lane < LANES; lane++) {
        u[tile * LANES + lane] = distribution.applyAsDouble(z[lane]);
      }
    }
    Arrays.sort(u);
    double distance = 0;
    for (int i = 0; i < u.length; i++) {
      distance = Math.max(distance, Math.abs(u[i] - (i + 0.5) / u.length));
    }
    double limit = Tolerance.kolmogorovSmirnov(u.length);
    assertTrue(distance <= limit, "nu " + nu + ": " + distance + " above " + limit);
  }

  @Test
  void logDensityFarOutIsFinite() {
    // ln p = -ln(pi) - ln(1 + z^2) for Cauchy's density.
    StudentT density = new StudentT(1, 1);
    float[] z = new float[LANES];
    z[0] = 1e30f;
    z[1] = -0f;
    double[] logDensity = new double[LANES];
    density.addLogDensity(null, z, logDensity, density.workspace());
    double square = (double) z[0] * z[0];
    double expected = -StrictMath.log(Math.PI) - StrictMath.log1p(square);
    Agreement.near("far", expected, logDensity[0], 1e-13 * -expected);
    Agreement.near("middle", -StrictMath.log(Math.PI), logDensity[1], 1e-14);
  }

  @Test
  void manyDegreesOfFreedomAreNearlyNormal() {
    StudentT density = new StudentT(1, 1e6);
    StandardNormal normal = new StandardNormal(1);
    float[] z = new float[LANES];
    for (int lane = 0; lane < LANES; lane++) {
      z[lane] = 0.1f * (lane - 32);
    }
    double[] actual = new double[LANES];
    double[] expected = new double[LANES];
    density.addLogDensity(null, z, actual, density.workspace());
    normal.addLogDensity(null, z, expected, normal.workspace());
    // ln p differs by (z^4 - 2 z^2 - 1) / (4 nu) to first order.
    double[] tolerance = new double[LANES];
    Arrays.setAll(tolerance, i -> (Math.pow(z[i], 4) + 2) / 1e6);
    Agreement.near("ln p", expected, actual, tolerance);
  }
}

package org.p4inv.samplers.energy.space;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.p4inv.core.kernel.Tile.LANES;

import org.junit.jupiter.api.Test;
import org.p4inv.samplers.energy.GaussLegendre;

class StudentMixtureTest {

  @Test
  void gammaOfHalves() {
    double[] gamma = {Math.sqrt(Math.PI), 1, Math.sqrt(Math.PI) / 2, 1, 0.75 * Math.sqrt(Math.PI)};
    for (int n = 1; n <= gamma.length; n++) {
      assertEquals(Math.log(gamma[n - 1]), StudentMixture.logGammaOfHalf(n), 1e-15, "n = " + n);
    }
    assertEquals(Math.log(362880), StudentMixture.logGammaOfHalf(20), 1e-13);
  }

  /** In one dimension with one degree of freedom it is the Cauchy density. */
  @Test
  void cauchy() {
    StudentMixture energy = new StudentMixture(1, 1, 3, 2, 1, 7);
    double mean = RandomMeans.inCube(1, 1, 3, 7)[0][0];
    float[] x = new float[LANES];
    x[1] = 100;
    double[] u = new double[LANES];
    energy.evaluate(x, u, new float[LANES]);
    for (int lane = 0; lane < 2; lane++) {
      double t = (x[lane] - mean) / 2;
      assertEquals(Math.log(2 * Math.PI * (1 + t * t)), u[lane], 1e-14);
    }
    assertTrue(energy.truth().moments().isEmpty());
  }

  /** Radial integral in three dimensions: the density is normalised. */
  @Test
  void normalised() {
    StudentMixture energy = new StudentMixture(3, 1, 0, 1.5, 4, 1);
    double total =
        GaussLegendre.integral(
            t -> {
              // r = tan(t): the whole half line.
              double r = Math.tan(t);
              float[] x = new float[3 * LANES];
              double[] u = new double[LANES];
              x[0] = (float) r;
              energy.evaluate(x, u, new float[3 * LANES]);
              double rounded = x[0];
              return 4 * Math.PI * rounded * rounded * Math.exp(-u[0]) * (1 + r * r);
            },
            0,
            Math.PI / 2,
            40);
    assertEquals(1, total, 1e-6);
  }

  @Test
  void variances() {
    var two = new StudentMixture(2, 3, 4, 1, 2, 1).truth().moments().get();
    assertEquals(Double.POSITIVE_INFINITY, two.variance()[1]);
    double[][] means = RandomMeans.inCube(3, 2, 4, 1);
    double mean = (means[0][1] + means[1][1] + means[2][1]) / 3;
    assertEquals(mean, two.mean()[1], 1e-15);
    var one = new StudentMixture(2, 1, 4, 3, 5, 1).truth().moments().get();
    assertEquals(15, one.variance()[0], 1e-12);
  }

  @Test
  void constantsOutOfRange() {
    IllegalArgumentException e =
        assertThrows(IllegalArgumentException.class, () -> new StudentMixture(2, 0, 1, 1, 1, 1));
    assertEquals(
        "constant `components` must be a whole number from 1 to 1000, got 0", e.getMessage());
  }
}

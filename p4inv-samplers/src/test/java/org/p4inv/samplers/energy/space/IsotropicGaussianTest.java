package org.p4inv.samplers.energy.space;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.p4inv.core.kernel.Tile.LANES;

import org.junit.jupiter.api.Test;
import org.p4inv.samplers.energy.GaussLegendre;
import org.p4inv.samplers.energy.SamplerChecks;
import org.p4inv.samplers.energy.ZScore;

class IsotropicGaussianTest {

  @Test
  void valuesByHand() {
    float[] x = new float[3 * LANES];
    x[2] = 1;
    x[LANES + 2] = 2;
    x[2 * LANES + 2] = 5;
    double[] u = new double[LANES];
    float[] gradient = new float[3 * LANES];
    new IsotropicGaussian(3, 1, 2).evaluate(x, u, gradient);
    assertEquals((0 + 1 + 16) / 8.0, u[2]);
    assertEquals(3 / 8.0, u[0]);
    assertEquals(0, gradient[2]);
    assertEquals(0.25, gradient[LANES + 2]);
    assertEquals(1, gradient[2 * LANES + 2]);
  }

  @Test
  void logZ() {
    double z = GaussLegendre.integral(x -> Math.exp(-Math.pow(x - 1, 2) / 4.5), -20, 22, 100);
    double logZ = new IsotropicGaussian(11, 1, 1.5).truth().logZ().getAsDouble();
    assertEquals(11 * Math.log(z), logZ, 1e-11);
  }

  @Test
  void momentsOfTheSampler() {
    float[] points =
        SamplerChecks.draw(new IsotropicGaussian(5, 2, 0.5).truth().sampler().get(), 5, 9);
    double[] normal = {0, 1, 0, 3};
    for (int power = 1; power <= 4; power++) {
      ZScore score = new ZScore();
      for (float x : points) {
        score.add(Math.pow((x - 2) / 0.5, power) - normal[power - 1]);
      }
      assertTrue(Math.abs(score.value()) < 4, "moment " + power + ": " + score.value());
    }
  }

  @Test
  void constantsOutOfRange() {
    IllegalArgumentException e =
        assertThrows(IllegalArgumentException.class, () -> new IsotropicGaussian(0, 0, 1));
    assertEquals(
        "constant `dimension` must be a whole number from 1 to 1000000, got 0", e.getMessage());
    assertThrows(IllegalArgumentException.class, () -> new IsotropicGaussian(1, 1e9, 1));
    assertThrows(IllegalArgumentException.class, () -> new IsotropicGaussian(1, 0, 0));
  }
}

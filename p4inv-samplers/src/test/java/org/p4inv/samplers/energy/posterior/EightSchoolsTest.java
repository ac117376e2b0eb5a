package org.p4inv.samplers.energy.posterior;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.p4inv.core.kernel.Tile.LANES;

import org.junit.jupiter.api.Test;
import org.p4inv.samplers.energy.Energies;
import org.p4inv.samplers.energy.Energy;
import org.p4inv.samplers.energy.GaussLegendre;
import org.p4inv.samplers.energy.TestPoints;

class EightSchoolsTest {
  private static final double[] Y = {28, 8, -3, 7, -1, 1, 18, 12};
  private static final double[] S = {15, 10, 16, 11, 9, 11, 10, 18};

  private static double normal(double x, double mean, double deviation) {
    double z = (x - mean) / deviation;
    return -0.5 * z * z - Math.log(deviation) - 0.5 * Math.log(2 * Math.PI);
  }

  private static double prior(double mu, double logTau) {
    double tau = Math.exp(logTau);
    double halfCauchy = Math.log(2 / (Math.PI * 5 * (1 + tau * tau / 25)));
    return normal(mu, 0, 5) + halfCauchy + logTau;
  }

  @Test
  void bothFormsAgainstTheModel() {
    Energy nonCentred = Energies.create("eight-schools");
    Energy centred = Energies.create("eight-schools-centred");
    float[] x = TestPoints.tile(nonCentred, 1, 4);
    double[] u = new double[LANES];
    double[] v = new double[LANES];
    nonCentred.evaluate(x, u, new float[x.length]);
    centred.evaluate(x, v, new float[x.length]);
    for (int lane = 0; lane < LANES; lane++) {
      double mu = x[8 * LANES + lane];
      double logTau = x[9 * LANES + lane];
      double tau = Math.exp(logTau);
      double first = prior(mu, logTau);
      double second = first;
      for (int i = 0; i < 8; i++) {
        double value = x[i * LANES + lane];
        first += normal(value, 0, 1) + normal(Y[i], mu + tau * value, S[i]);
        second += normal(value, mu, tau) + normal(Y[i], value, S[i]);
      }
      assertEquals(-first, u[lane], 1e-12 * Math.abs(first) + 1e-12);
      assertEquals(-second, v[lane], 1e-12 * Math.abs(second) + 1e-12);
    }
  }

  /** Over mu and ln tau in two dimensions, only the schools being integrated out. */
  @Test
  void evidenceAndMomentsByIntegration() {
    double z = integral((mu, logTau) -> 1);
    double mean = integral((mu, logTau) -> mu) / z;
    double square = integral((mu, logTau) -> mu * mu) / z;
    double logTau = integral((mu, l) -> l) / z;
    double school =
        integral(
                (mu, l) -> {
                  double t = Math.exp(2 * l);
                  return (225 * mu + t * 28) / (225 + t);
                })
            / z;
    var truth = Energies.create("eight-schools-centred").truth();
    assertEquals(Math.log(z), truth.logZ().getAsDouble(), 1e-9);
    var moments = truth.moments().get();
    assertEquals(mean, moments.mean()[8], 1e-8);
    assertEquals(square - mean * mean, moments.variance()[8], 1e-7);
    assertEquals(logTau, moments.mean()[9], 1e-8);
    assertEquals(school, moments.mean()[0], 1e-8);
    var other = Energies.create("eight-schools").truth();
    assertEquals(truth.logZ(), other.logZ());
    // theta = mu + tau eta: entropies differ by 8 E[ln tau].
    double change = truth.entropy().getAsDouble() - other.entropy().getAsDouble();
    assertEquals(8 * logTau, change, 1e-7);
  }

  private interface OfTwo {
    double at(double mu, double logTau);
  }

  private static double integral(OfTwo f) {
    return GaussLegendre.integral(
        logTau ->
            GaussLegendre.integral(
                mu -> {
                  double log = prior(mu, logTau);
                  for (int i = 0; i < 8; i++) {
                    log += normal(Y[i], mu, Math.sqrt(S[i] * S[i] + Math.exp(2 * logTau)));
                  }
                  return f.at(mu, logTau) * Math.exp(log);
                },
                -40,
                50,
                12),
        -30,
        9,
        30);
  }

  @Test
  void farOutNothingIsNaN() {
    for (String name : new String[] {"eight-schools", "eight-schools-centred"}) {
      float[] x = new float[10 * LANES];
      for (int lane = 0; lane < LANES; lane++) {
        x[9 * LANES + lane] = (lane % 2 == 0 ? 1 : -1) * (float) Math.pow(10, lane / 16.0);
        x[lane] = lane % 3 - 1;
        x[LANES + lane] = 1 - lane % 3;
      }
      double[] u = new double[LANES];
      float[] gradient = new float[10 * LANES];
      Energies.create(name).evaluate(x, u, gradient);
      for (int lane = 0; lane < LANES; lane++) {
        assertTrue(u[lane] > Double.NEGATIVE_INFINITY, name + " in lane " + lane);
      }
      for (float value : gradient) {
        assertTrue(value == value, name);
      }
    }
  }
}

package org.p4inv.flows.conditioner;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.p4inv.core.kernel.Tile.LANES;
import static org.p4inv.flows.conditioner.ConditionerCase.AT;

import org.junit.jupiter.api.Test;
import org.p4inv.flows.bijection.Interval;

/** What is special about periodic inputs. */
class PeriodicFeaturesTest {
  private static final double LOW = -2;
  private static final double HIGH = 3;
  private static final Interval CIRCLE = Interval.circle(LOW, HIGH);
  private static final int[] PERIODIC = {0, 2};

  @Test
  void featuresAreSinesAndCosines() {
    // The network is one affine layer whose weights are the identity: outputs are the features.
    PeriodicFeatures c =
        new PeriodicFeatures(3, PERIODIC, CIRCLE, 2, new Mlp(new int[] {9, 9}, Activation.TANH));
    float[] parameters = new float[c.parameterCount()];
    for (int i = 0; i < 9; i++) {
      parameters[i * 9 + i] = 1;
    }
    float[] x = ConditionerCase.normal(3, 1);
    float[] out = new float[9 * LANES];
    c.forward(parameters, 0, x, out, 0, c.workspace());
    for (int lane = 0; lane < LANES; lane++) {
      assertEquals(x[LANES + lane], out[lane], "the input that is not periodic");
      for (int i = 0; i < 2; i++) {
        double angle = 2 * Math.PI * (x[PERIODIC[i] * LANES + lane] - LOW) / (HIGH - LOW);
        for (int k = 1; k <= 2; k++) {
          int feature = 1 + 4 * i + 2 * (k - 1);
          assertEquals(Math.cos(k * angle), out[feature * LANES + lane], 1e-5, "cosine");
          assertEquals(Math.sin(k * angle), out[(feature + 1) * LANES + lane], 1e-5, "sine");
        }
      }
    }
  }

  @Test
  void theEndsOfTheCircleAreOnePoint() {
    Conditioner network = new Mlp(new int[] {13, 8, 2}, Activation.TANH);
    ConditionerCase c =
        ConditionerCase.of("circle", new PeriodicFeatures(3, PERIODIC, CIRCLE, 3, network), 2);
    float[] x = c.inputs(2);
    float[] turned = x.clone();
    for (int lane = 0; lane < LANES; lane++) {
      turned[lane] += (float) (HIGH - LOW);
      turned[2 * LANES + lane] -= (float) (HIGH - LOW);
    }
    float[] before = new float[2 * LANES];
    float[] after = new float[2 * LANES];
    c.conditioner().forward(c.parameters(), AT, x, before, 0, c.workspace(c.context()));
    c.conditioner().forward(c.parameters(), AT, turned, after, 0, c.workspace(c.context()));
    // A rounding of x + 5 is a change of the angle of 1e-6, three times that for harmonic 3.
    assertArrayEquals(before, after, 1e-5f);
  }

  @Test
  void badArgumentsAreNamed() {
    Mlp network = new Mlp(new int[] {4, 1}, Activation.TANH);
    assertMessage("periodic must hold", new int[] {1, 1}, CIRCLE, 1, network);
    assertMessage("periodic must hold", new int[] {3}, CIRCLE, 1, network);
    assertMessage("circle must be a circle", PERIODIC, Interval.UNIT, 1, network);
    assertMessage("harmonics must be in 1", PERIODIC, CIRCLE, 0, network);
    assertMessage("network must have 5 inputs, got 4", PERIODIC, CIRCLE, 1, network);
  }

  private static void assertMessage(
      String expected, int[] periodic, Interval circle, int harmonics, Conditioner network) {
    Exception e =
        assertThrows(
            IllegalArgumentException.class,
            () -> new PeriodicFeatures(3, periodic, circle, harmonics, network));
    assertTrue(e.getMessage().startsWith(expected), e.getMessage());
  }
}

package org.p4inv.samplers.estimate;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.p4inv.samplers.estimate.ImportanceWeightsTest.assertMessage;

import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

@Tag("once")
class FreeEnergyDifferenceTest {
  private static final double NONE = Double.NEGATIVE_INFINITY;

  /** Weights 1, 2, 3 in state 5 and 4 in state 2; state 0 does not matter. */
  @Test
  void byHand() {
    double[] logWeights = {0, Math.log(2), Math.log(3), Math.log(4), 3};
    int[] states = {5, 5, 5, 2, 0};
    ImportanceWeights weights = ImportanceWeights.of(logWeights);
    FreeEnergyDifference difference = FreeEnergyDifference.of(weights, states, 5, 2);
    assertEquals(Math.log(6 / 4.0), difference.logRatio().value(), 1e-15);
    assertEquals(Math.sqrt((14 / 36.0 + 1) * 5 / 4), difference.logRatio().error(), 1e-15);
    assertEquals(3, difference.plusSamples());
    assertEquals(1, difference.minusSamples());
    assertTrue(difference.logRatio().determined());
    FreeEnergyDifference reversed = FreeEnergyDifference.of(weights, states, 2, 5);
    assertEquals(-difference.logRatio().value(), reversed.logRatio().value());
    assertEquals(difference.logRatio().error(), reversed.logRatio().error());
  }

  @Test
  void countsOfSamplesOfTheTarget() {
    int[] states = new int[1_000];
    for (int i = 0; i < 200; i++) {
      states[i] = 1;
    }
    Estimate estimate =
        FreeEnergyDifference.of(ImportanceWeights.of(new double[1_000]), states, 1, 0).logRatio();
    assertEquals(Math.log(0.25), estimate.value(), 1e-14);
    assertEquals(Math.sqrt((1 / 200.0 + 1 / 800.0) * 1000 / 999), estimate.error(), 1e-15);
  }

  /** Weights that would vanish beside each other are compared all the same. */
  @Test
  void statesThatAreFarApart() {
    ImportanceWeights weights = ImportanceWeights.of(new double[] {-2000, -2000, 10, 10});
    Estimate estimate = FreeEnergyDifference.of(weights, new int[] {0, 0, 1, 1}, 1, 0).logRatio();
    assertEquals(2010, estimate.value(), 1e-9);
    assertTrue(estimate.determined());
  }

  @Test
  void aStateWithoutSamples() {
    ImportanceWeights weights = ImportanceWeights.of(new double[] {0, 0, NONE, Double.NaN});
    int[] states = {1, 1, 0, 0};
    FreeEnergyDifference lost = FreeEnergyDifference.of(weights, states, 1, 0);
    assertEquals(Double.POSITIVE_INFINITY, lost.logRatio().value());
    assertTrue(Double.isNaN(lost.logRatio().error()));
    assertFalse(lost.logRatio().determined());
    assertEquals(2, lost.plusSamples());
    assertEquals(0, lost.minusSamples());
    assertEquals(NONE, FreeEnergyDifference.of(weights, states, 0, 1).logRatio().value());
    Estimate neither = FreeEnergyDifference.of(weights, states, 2, 3).logRatio();
    assertTrue(Double.isNaN(neither.value()));
    assertFalse(neither.determined());
  }

  @Test
  void badArguments() {
    ImportanceWeights weights = ImportanceWeights.of(new double[2]);
    assertMessage(
        "`states` must have length n = 2, got 3",
        () -> FreeEnergyDifference.of(weights, new int[3], 1, 0));
    assertMessage(
        "`plus` and `minus` must be two states, both are 1",
        () -> FreeEnergyDifference.of(weights, new int[2], 1, 1));
  }
}

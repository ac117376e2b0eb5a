package org.p4inv.samplers.estimate;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.p4inv.samplers.estimate.ImportanceWeightsTest.assertMessage;

import java.util.OptionalDouble;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

@Tag("once")
class EstimateTest {

  @Test
  void deviationFromTheExactValue() {
    Estimate estimate = new Estimate(3, 0.5);
    assertTrue(estimate.exact().isEmpty());
    assertTrue(estimate.deviation().isEmpty());
    Estimate beside = estimate.withExact(OptionalDouble.of(4));
    assertEquals(-2, beside.deviation().getAsDouble());
    assertEquals(3, beside.value());
    assertEquals(0.5, beside.error());
  }

  @Test
  void determined() {
    assertTrue(new Estimate(0, 0).determined());
    assertFalse(new Estimate(Double.POSITIVE_INFINITY, Double.NaN).determined());
    assertFalse(new Estimate(1, Double.NaN).determined());
    assertFalse(new Estimate(Double.NaN, 1).determined());
    Estimate open = new Estimate(1, Double.NaN).withExact(OptionalDouble.of(2));
    assertTrue(open.deviation().isEmpty());
  }

  @Test
  void errorsAreNotNegative() {
    assertMessage("`error` must not be negative, got -1.0", () -> new Estimate(0, -1));
  }
}

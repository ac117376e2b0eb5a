package org.p4inv.bench.roofline;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.util.List;
import org.junit.jupiter.api.Test;

final class RoofTest {
  private static final Roof ROOF =
      new Roof(100, "made up", List.of(new Roof.Copy(1_000_000, 10), new Roof.Copy(1000, 50)));

  /** Exact but for the rounding of a few divisions. */
  private static final double ROUNDING = 1e-12;

  @Test
  void muchArithmeticIsBoundByThePeak() {
    Work product = Work.ofFloat(2e9, 1000, 1000);
    assertEquals(0.02, ROOF.leastSeconds(product), ROUNDING);
    assertEquals(0.5, ROOF.share(product, 0.04), ROUNDING);
  }

  @Test
  void doublePrecisionHasHalfThePeak() {
    assertEquals(0.04, ROOF.leastSeconds(Work.ofDouble(2e9, 1000, 1000)), ROUNDING);
  }

  @Test
  void littleArithmeticIsBoundByACopyOfItsSize() {
    assertEquals(1000 / 50e9, ROOF.leastSeconds(Work.ofFloat(0, 1000, 1000)), ROUNDING * 1e-6);
    assertEquals(1001 / 10e9, ROOF.leastSeconds(Work.ofFloat(0, 1001, 1001)), ROUNDING * 1e-6);
  }

  @Test
  void theFootprintDecidesTheBandwidth() {
    assertEquals(3000 / 50e9, ROOF.leastSeconds(Work.ofFloat(0, 3000, 1000)), ROUNDING * 1e-6);
  }

  @Test
  void beyondTheLargestCopyItsBandwidthHolds() {
    assertEquals(1e9 / 10e9, ROOF.leastSeconds(Work.ofFloat(0, 1e9, 1e9)), ROUNDING);
    assertEquals(1_000_000, ROOF.largest().bytes());
  }

  @Test
  void aRoofNeedsACopy() {
    assertThrows(IllegalArgumentException.class, () -> new Roof(1, "", List.of()));
  }

  @Test
  void everyStepOfThePlainLoopIsCounted() {
    float[] x = new float[3];
    PlainPeak.run(x);
    // 16 times x = f x + (1 - f) from 0; a few roundings of numbers below 0.02.
    assertEquals(1 - Math.pow(0.999f, 16), x[1], 1e-8);
    assertEquals(2 * 16 * 3, PlainPeak.flops(x));
  }

  @Test
  void vectorsStayFiniteAndAreCounted() {
    // Each lane goes to 1, so that the sum is the number of lanes: half the operations of a step.
    assertEquals(VectorPeak.flopsOfTwelve(1) / 2, VectorPeak.twelve(20_000), 0.01);
    assertEquals(VectorPeak.flopsOfSixteen(1) / 2, VectorPeak.sixteen(20_000), 0.01);
  }
}

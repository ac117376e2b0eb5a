package org.p4inv.core.p4;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The window of log|det|. */
class LogDetBoundsTest {

  @ParameterizedTest
  @CsvSource({
    "-7,-5",
    "-2,0",
    "0,0",
    "15,0",
    "16.5,1.5",
    "-Infinity,-Infinity",
    "Infinity,Infinity"
  })
  void excessIsTheSignedDistance(double value, double excess) {
    LogDetBounds change = new LogDetBounds(-2, 15, -1000, 1000);
    LogDetBounds logDet = new LogDetBounds(-1000, 1000, -2, 15);
    assertEquals(excess, change.changeExcess(value));
    assertEquals(excess, logDet.logDetExcess(value));
  }

  @Test
  void withoutBoundsNothingFiniteExceeds() {
    for (double value : new double[] {-1e300, -1, 0, 1e300}) {
      assertEquals(0, LogDetBounds.NONE.changeExcess(value), "change " + value);
      assertEquals(0, LogDetBounds.NONE.logDetExcess(value), "log|det| " + value);
    }
  }

  @ParameterizedTest
  @CsvSource({"1,-2,15", "2,-4,17", "66,-132,145", "128,-256,269"})
  void theWindowOfTheTotalGrowsWithTheDimension(int d, double min, double max) {
    assertEquals(new LogDetBounds(-2, 15, min, max), LogDetBounds.forDimension(d));
  }

  @Test
  void boundsAreInOrder() {
    assertEquals(
        "minChange must be below maxChange, got 1.0 and 1.0",
        assertThrows(IllegalArgumentException.class, () -> new LogDetBounds(1, 1, 0, 1))
            .getMessage());
    assertEquals(
        "minLogDet must be below maxLogDet, got NaN and 1.0",
        assertThrows(IllegalArgumentException.class, () -> new LogDetBounds(0, 1, Double.NaN, 1))
            .getMessage());
  }
}

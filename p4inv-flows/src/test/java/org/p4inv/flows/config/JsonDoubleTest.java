package org.p4inv.flows.config;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;

import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Doubles come back to the bit, and their text does not depend on the JDK. */
class JsonDoubleTest {

  private static final long SEED = 20100703;

  @ParameterizedTest
  @CsvSource({
    "0.0, 0.0",
    "-0.0, -0.0",
    "1.0, 1.0",
    "-3.0, -3.0",
    "0.1, 0.1",
    "100.0, 100.0",
    "1e-5, 0.00001",
    "9e-6, 0.000009",
    "9e-7, 9E-7",
    "123456789012345.0, 123456789012345.0",
    "1e15, 1E+15",
    "1234567890123456.0, 1234567890123456.0",
    "1e23, 1E+23",
    "2e-3, 0.002",
    "0.7999999999999999, 0.7999999999999999",
    "0.30000000000000004, 0.30000000000000004",
    // Double.toString of JDK 17 gives 1.9999999999999998E23.
    "2.0E23, 2E+23",
    "1.7976931348623157E308, 1.7976931348623157E+308",
    "2.2250738585072014E-308, 2.2250738585072014E-308",
    "4.9E-324, 4.94065645841247E-324"
  })
  void hasOneText(double value, String text) {
    assertEquals(text, Json.write(value));
    assertSameBits(value, "named value");
  }

  @Test
  void randomBitsComeBack() {
    Random random = new Random(SEED);
    for (int i = 0; i < 20_000; i++) {
      assertSameBits(Double.longBitsToDouble(random.nextLong()), "bits, seed " + SEED + ", " + i);
      assertSameBits(random.nextGaussian(), "Gaussian, seed " + SEED + ", " + i);
    }
  }

  @Test
  void powersOfTwoAndTheirNeighboursComeBack() {
    for (int exponent = -1074; exponent <= 1023; exponent++) {
      double power = Math.scalb(1.0, exponent);
      assertSameBits(power, "2^" + exponent);
      assertSameBits(Math.nextUp(power), "above 2^" + exponent);
      assertSameBits(-Math.nextDown(power), "below 2^" + exponent);
    }
  }

  private static void assertSameBits(double value, String name) {
    if (Double.isFinite(value)) {
      Double back = assertInstanceOf(Double.class, Json.parse(Json.write(value)), name);
      assertEquals(Double.doubleToRawLongBits(value), Double.doubleToRawLongBits(back), name);
    }
  }
}

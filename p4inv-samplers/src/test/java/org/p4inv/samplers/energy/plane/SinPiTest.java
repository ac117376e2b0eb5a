package org.p4inv.samplers.energy.plane;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;

class SinPiTest {
  /**
   * One unit of the value; the library's angle is rounded by half of its own, and pi by 1.3e-16.
   */
  private static double tolerance(double x) {
    return 0x1p-52 + 0.5 * Math.ulp(Math.PI * x) + 1.3e-16 * Math.abs(x);
  }

  @Test
  void agreesWithTheLibrary() {
    SplittableRandom random = new SplittableRandom(1);
    for (int i = 0; i < 100_000; i++) {
      double x = 8 * random.nextDouble() - 4;
      double angle = Math.PI * x;
      assertEquals(StrictMath.sin(angle), SinPi.sin(x), tolerance(x));
      assertEquals(StrictMath.cos(angle), SinPi.cos(x), tolerance(x));
    }
  }

  @Test
  void isExactWhereTheValueIs() {
    for (int n = -9; n <= 9; n++) {
      double sign = n % 2 == 0 ? 1 : -1;
      assertEquals(sign, SinPi.cos(n), 0);
      assertEquals(0, SinPi.sin(n), 0);
      assertEquals(sign, SinPi.sin(n + 0.5), 0);
      assertEquals(0, SinPi.cos(n + 0.5), 0);
    }
    assertEquals(0, SinPi.sin(0x1p53 + 2), 0);
  }

  @Test
  void turnsWithoutRounding() {
    double x = 0x1.5p-3;
    assertEquals(SinPi.sin(x), SinPi.sin(x + 0x1p40), 0);
    assertEquals(SinPi.cos(x), SinPi.cos(x - 0x1p40), 0);
    assertEquals(-SinPi.sin(x), SinPi.sin(x - 0x1p40 - 1), 0);
  }
}

package org.p4inv.cli.plot;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;

class ScaleTest {

  @Test
  void ticksAreRoundNumbers() {
    assertLabels(List.of("\u22122", "0", "2"), new Scale(-3, 3, 0, 1), 4);
    assertLabels(List.of("0", "0.5", "1.0"), new Scale(0, 1, 0, 1), 4);
    assertLabels(List.of("0", "50k", "100k"), new Scale(0, 120_000, 0, 1), 4);
    assertLabels(List.of("0", "1.0e20", "2.0e20"), new Scale(0, 2e20, 0, 1), 2);
    assertLabels(List.of("0", "2,000", "4,000"), new Scale(0, 5000, 0, 1), 4);
    assertLabels(List.of("0", "2.0e\u22127"), new Scale(0, 3e-7, 0, 1), 2);
  }

  @Test
  void ticksAreInsideDistinctAndNotTooMany() {
    Random random = new Random(3);
    for (int round = 0; round < 1000; round++) {
      double min = random.nextGaussian() * Math.pow(10, random.nextInt(9) - 4);
      double length = Math.pow(10, 12 * random.nextDouble() - 6) * Math.max(1e-3, Math.abs(min));
      Scale scale = new Scale(min, min + length, 0, 100);
      List<Scale.Tick> ticks = scale.ticks(6);
      assertTrue(ticks.size() >= 1 && ticks.size() <= 7, scale + " has " + ticks);
      for (Scale.Tick tick : ticks) {
        double at = scale.at(tick.value());
        assertTrue(at > -0.1 && at < 100.1, scale + " has " + tick);
      }
    }
  }

  private static void assertLabels(List<String> expected, Scale scale, int most) {
    assertEquals(expected, scale.ticks(most).stream().map(Scale.Tick::label).toList());
  }
}

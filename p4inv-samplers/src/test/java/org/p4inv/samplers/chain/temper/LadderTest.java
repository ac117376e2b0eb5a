package org.p4inv.samplers.chain.temper;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import org.junit.jupiter.api.Test;

class LadderTest {

  @Test
  void geometricLaddersHaveEqualRatios() {
    double[] betas = Ladder.geometric(5, 0.0625).betas();
    assertArrayEquals(new double[] {1, 0.5, 0.25, 0.125, 0.0625}, betas, 1e-15);
    assertEquals(1, betas[0]);
    assertEquals(0.0625, betas[4]);
  }

  /** Where the rejections are equal, the ladder is what was asked for. */
  @Test
  void equalRejectionsLeaveALadder() {
    Ladder ladder = Ladder.of(1, 0.8, 0.3, 0.1);
    double[] same = ladder.adapted(new double[] {0.4, 0.4, 0.4}).betas();
    assertArrayEquals(ladder.betas(), same, 1e-14);
  }

  /** All the rejection lies between the first two: the inner levels go there. */
  @Test
  void levelsGoWhereRejectionsAre() {
    double[] betas = Ladder.of(1, 0.5, 0.25, 0.125).adapted(new double[] {0.9, 0, 0}).betas();
    double third = StrictMath.pow(0.5, 1.0 / 3);
    assertArrayEquals(new double[] {1, third, third * third, 0.125}, betas, 1e-5);
    double[] spread = Ladder.of(1, 0.5, 0.25).adapted(new double[] {0.3, 0.1}).betas();
    assertEquals(StrictMath.pow(0.5, 2.0 / 3), spread[1], 1e-14);
    // No rejection at all: as far apart as before, by ratios.
    assertArrayEquals(
        new double[] {1, 0.5, 0.25},
        Ladder.of(1, 0.5, 0.25).adapted(new double[] {0, 0}).betas(),
        1e-14);
  }

  @Test
  void refusesWhatIsNoLadder() {
    assertThrows(IllegalArgumentException.class, () -> Ladder.of());
    assertThrows(IllegalArgumentException.class, () -> Ladder.of(0.9, 0.5));
    assertThrows(IllegalArgumentException.class, () -> Ladder.of(1, 0.5, 0.5));
    assertThrows(IllegalArgumentException.class, () -> Ladder.of(1, 0));
    assertThrows(IllegalArgumentException.class, () -> Ladder.of(1, Double.NaN));
    assertThrows(IllegalArgumentException.class, () -> Ladder.geometric(1, 0.5));
    assertThrows(IllegalArgumentException.class, () -> Ladder.geometric(3, 1));
    Ladder ladder = Ladder.geometric(3, 0.5);
    assertThrows(IllegalArgumentException.class, () -> ladder.adapted(new double[3]));
  }
}

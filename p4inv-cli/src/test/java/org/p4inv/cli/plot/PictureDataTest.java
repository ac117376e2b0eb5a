package org.p4inv.cli.plot;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.function.Executable;

class PictureDataTest {
  private static final Box UNIT = new Box(0, 1, 0, 1);

  @Test
  void refusesWhatDoesNotFitAndSaysWhy() {
    assertRefused(
        "y must run from a number to a larger one, got 1.0 to 1.0", () -> new Box(0, 1, 1, 1));
    assertRefused(
        "x must run from a number to a larger one, got NaN to 1.0",
        () -> new Box(Double.NaN, 1, 0, 1));
    assertRefused(
        "energies must have length nx * ny = 6, got 5",
        () -> new EnergyGrid(UNIT, 2, 3, new double[5]));
    assertRefused(
        "energies must hold a finite number, got none",
        () -> new EnergyGrid(UNIT, 2, 2, new double[] {1 / 0.0, 1 / 0.0, 1 / 0.0, 0 / 0.0}));
    assertRefused(
        "nx and ny must be at least 2, their product at most 16777216, got 70000 and 70000",
        () -> EnergyGrid.centres(UNIT, 70_000, 70_000));
    assertRefused("dimension must be at least 1, got 0", () -> new Points(0, new float[0]));
    assertRefused(
        "values must hold whole points of dimension 2, got 3 numbers",
        () -> new Points(2, new float[3]));
    assertRefused(
        "ess must have the length of steps, 2, got 1",
        () -> new TrainingCurve(new long[2], new double[2], new double[1]));
    assertRefused(
        "steps must ascend from 0 or more, got 4 at 1",
        () -> new TrainingCurve(new long[] {5, 4}, new double[2], new double[2]));
    assertRefused(
        "samples must have dimension 2 beside a plane target, got 3",
        () ->
            new PictureData(
                "",
                "",
                Optional.of(Examples.grid(2)),
                new Points(3, new float[3]),
                Examples.curve(1)));
  }

  private static void assertRefused(String message, Executable call) {
    assertEquals(message, assertThrows(IllegalArgumentException.class, call).getMessage());
  }
}

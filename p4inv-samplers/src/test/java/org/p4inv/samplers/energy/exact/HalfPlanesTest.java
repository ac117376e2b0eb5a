package org.p4inv.samplers.energy.exact;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.p4inv.samplers.energy.States;

class HalfPlanesTest {
  private static final States STATES =
      new HalfPlanes(List.of("below", "above"), 2, -1, 3, Math.log(0.2), Math.log(0.8));

  /** 2 x1 - x2 against 3, at the next floats on both sides and on the line itself. */
  @Test
  void theLineBelongsToTheSecondState() {
    assertEquals(0, STATES.stateOf(new float[] {Math.nextDown(2f), 1}, 0, 1));
    assertEquals(1, STATES.stateOf(new float[] {2, 1}, 0, 1));
    assertEquals(1, STATES.stateOf(new float[] {Math.nextUp(2f), 1}, 0, 1));
    assertEquals(0, STATES.stateOf(new float[] {2, Math.nextUp(1f)}, 0, 1));
    assertEquals(States.NONE, STATES.stateOf(new float[] {2, Float.NaN}, 0, 1));
  }

  @Test
  void rowsAndLanes() {
    float[] points = {9, 2, 0, 9, 9, 1};
    assertEquals(1, STATES.stateOf(points, 0, 1));
    assertEquals(1, STATES.stateOf(points, 1, 4));
    assertEquals(0, STATES.stateOf(points, 2, 1));
  }

  @Test
  void probabilities() {
    assertEquals(List.of("below", "above"), STATES.names());
    assertEquals(Math.log(0.2), STATES.logProbability(0).getAsDouble());
    assertEquals(Math.log(0.8), STATES.logProbability(1).getAsDouble());
    assertThrows(IndexOutOfBoundsException.class, () -> STATES.logProbability(2));
  }
}

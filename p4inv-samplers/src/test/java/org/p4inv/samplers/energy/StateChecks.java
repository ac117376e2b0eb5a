package org.p4inv.samplers.energy;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.p4inv.core.kernel.Tile.LANES;

import java.util.Arrays;
import java.util.HashSet;
import java.util.OptionalDouble;
import org.p4inv.core.kernel.Tile;

/** The part of the battery for the states of a truth. */
final class StateChecks {
  private final String label;
  private final Energy energy;
  private final double spread;
  private final States states;

  StateChecks(String label, Energy energy, double spread, States states) {
    this.label = label;
    this.energy = energy;
    this.spread = spread;
    this.states = states;
  }

  void consistent() {
    int d = energy.dimension();
    int count = states.names().size();
    assertTrue(count > 0, () -> label + " has states without one");
    assertEquals(count, new HashSet<>(states.names()).size(), () -> label + " names differ");
    float[] tile = TestPoints.tile(energy, spread, 11);
    float[] rows = new float[LANES * d];
    Tile.store(tile, LANES, d, rows, 0);
    for (int lane = 0; lane < LANES; lane++) {
      int state = states.stateOf(tile, lane, LANES);
      assertEquals(state, states.stateOf(rows, lane * d, 1), () -> label + " row against lane");
      assertTrue(state >= States.NONE && state < count, () -> label + " state " + state);
    }
    Arrays.fill(rows, Float.NaN);
    assertEquals(States.NONE, states.stateOf(rows, 0, 1), () -> label + " state of NaN");
  }

  void probabilities() {
    double sum = 0;
    int count = states.names().size();
    for (int state = 0; state < count; state++) {
      OptionalDouble logP = states.logProbability(state);
      if (logP.isPresent()) {
        double value = logP.getAsDouble();
        assertTrue(value <= 1e-9, () -> label + " ln P is " + value);
        sum += Math.exp(value);
      }
    }
    double total = sum;
    assertTrue(total <= 1 + 1e-9, () -> label + " probabilities add up to " + total);
    assertThrows(IndexOutOfBoundsException.class, () -> states.logProbability(count));
    assertThrows(IndexOutOfBoundsException.class, () -> states.logProbability(-1));
  }
}

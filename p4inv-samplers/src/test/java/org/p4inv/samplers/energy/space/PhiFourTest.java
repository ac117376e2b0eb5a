package org.p4inv.samplers.energy.space;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.p4inv.core.kernel.Tile.LANES;

import org.junit.jupiter.api.Test;
import org.p4inv.samplers.energy.Energies;
import org.p4inv.samplers.energy.States;
import org.p4inv.samplers.energy.TestPoints;

class PhiFourTest {

  /** The action as it is published, with neighbours on both sides. */
  @Test
  void againstTheLatticeLaplacian() {
    int side = 5;
    PhiFour energy = new PhiFour(side, -1.5, 0.75);
    float[] x = TestPoints.tile(energy, 1, 8);
    double[] u = new double[LANES];
    energy.evaluate(x, u, new float[x.length]);
    for (int lane = 0; lane < LANES; lane++) {
      double action = 0;
      for (int row = 0; row < side; row++) {
        for (int column = 0; column < side; column++) {
          double phi = field(x, side, row, column, lane);
          double laplacian =
              4 * phi
                  - field(x, side, row + 1, column, lane)
                  - field(x, side, row - 1, column, lane)
                  - field(x, side, row, column + 1, lane)
                  - field(x, side, row, column - 1, lane);
          action += phi * laplacian - 1.5 * phi * phi + 0.75 * Math.pow(phi, 4);
        }
      }
      assertEquals(action, u[lane], 1e-11);
    }
  }

  private static double field(float[] x, int side, int row, int column, int lane) {
    int site = Math.floorMod(row, side) * side + Math.floorMod(column, side);
    return x[site * LANES + lane];
  }

  @Test
  void minimaAndStates() {
    var truth = Energies.create("phi-four").truth();
    assertEquals(2, truth.modes().size());
    double phi = truth.modes().get(0)[17];
    assertEquals(0, 2 * -4.75 * phi + 4 * 5.1 * phi * phi * phi, 1e-12);
    States states = truth.states().get();
    assertEquals(0.5, Math.exp(states.logProbability(0).getAsDouble()), 1e-15);
    float[] field = new float[196];
    assertEquals(States.NONE, states.stateOf(field, 0, 1));
    field[195] = 1;
    assertEquals(1, states.stateOf(field, 0, 1));
    field[100] = -2;
    assertEquals(0, states.stateOf(field, 0, 1));
    assertEquals(1, new PhiFour(4, 0.5, 1).truth().modes().size());
  }
}

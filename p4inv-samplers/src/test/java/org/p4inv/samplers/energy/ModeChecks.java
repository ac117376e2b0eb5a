package org.p4inv.samplers.energy;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.p4inv.core.kernel.Tile.LANES;

import java.util.List;
import org.p4inv.core.random.Domain;
import org.p4inv.core.random.RandomStream;

/** The part of the battery for the mode positions of a truth. */
final class ModeChecks {
  private static final long SEED = 7;

  private final String label;
  private final Energy energy;
  private final double spread;
  private final List<double[]> modes;

  ModeChecks(String label, Energy energy, double spread) {
    this.label = label;
    this.energy = energy;
    this.spread = spread;
    this.modes = energy.truth().modes();
  }

  /**
   * Around each mode, at a small distance r in 31 directions and their opposites: u is higher, and
   * rises alike on both sides but for the cubic term. A point that is off the minimum by e makes
   * the two sides differ by 2 e / r of their sum; the check allows 1/8, so e is below r / 16.
   */
  void minima() {
    double below = Double.NEGATIVE_INFINITY;
    for (double[] mode : modes) {
      assertEquals(energy.dimension(), mode.length, () -> label + " length of a mode");
      double[] u = around(mode);
      double rounding = 1e-9 * (1 + Math.abs(u[0]));
      assertTrue(u[0] >= below - rounding, () -> label + " modes must be sorted by energy");
      below = u[0];
      for (int lane = 2; lane < LANES; lane += 2) {
        double there = u[lane] - u[0];
        double opposite = u[lane + 1] - u[0];
        String where = label + " direction " + lane + " of a mode: " + there + ", " + opposite;
        assertTrue(there > 0 && opposite > 0, where);
        assertTrue(Math.abs(there - opposite) <= (there + opposite) / 8, where);
      }
    }
  }

  /** u at the mode (lanes 0 and 1), and in pairs of opposite directions. */
  private double[] around(double[] mode) {
    int d = mode.length;
    double r = spread / 4096;
    for (double coordinate : mode) {
      r = Math.max(r, 0x1p-18 * Math.abs(coordinate));
    }
    float[] x = new float[d * LANES];
    new RandomStream(SEED, Domain.APPLICATION).gaussian(x, 0, x.length);
    for (int lane = 0; lane < LANES; lane += 2) {
      double square = 0;
      for (int j = 0; j < d; j++) {
        square += (double) x[j * LANES + lane] * x[j * LANES + lane];
      }
      for (int j = 0; j < d; j++) {
        double step = lane == 0 ? 0 : r * x[j * LANES + lane] / Math.sqrt(square);
        x[j * LANES + lane] = (float) (mode[j] + step);
        x[j * LANES + lane + 1] = (float) (mode[j] - step);
      }
    }
    double[] u = new double[LANES];
    energy.evaluate(x, u, new float[d * LANES]);
    return u;
  }
}

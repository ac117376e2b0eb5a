package org.p4inv.bench.cases;

import static org.p4inv.core.kernel.Tile.LANES;

import java.util.Arrays;
import org.p4inv.samplers.energy.Energy;

/**
 * Independent copies of the double well: u(x) = sum over the pairs (x, y) = (x_2i, x_2i+1) of -0.5
 * x - 6 x^2 + x^4 + y^2 / 2. With 16 copies it is the many-well of 32 dimensions.
 */
final class DoubleWells implements Energy {
  private static final double A = -0.5;
  private static final double B = -6;
  private static final double C = 1;

  private final int d;

  /** In d dimensions, an even number. */
  DoubleWells(int d) {
    if (d < 2 || d % 2 != 0) {
      throw new IllegalArgumentException("`d` must be even and at least 2, got " + d);
    }
    this.d = d;
  }

  @Override
  public String name() {
    return "double-wells";
  }

  @Override
  public int dimension() {
    return d;
  }

  @Override
  public void evaluate(float[] x, double[] energy, float[] gradient) {
    Arrays.fill(energy, 0.0);
    for (int at = 0; at < d * LANES; at += 2 * LANES) {
      for (int lane = 0; lane < LANES; lane++) {
        double first = x[at + lane];
        double second = x[at + LANES + lane];
        double square = first * first;
        energy[lane] += first * (A + first * (B + C * square)) + 0.5 * second * second;
        gradient[at + lane] = (float) (A + first * (2 * B + 4 * C * square));
        gradient[at + LANES + lane] = (float) second;
      }
    }
  }
}

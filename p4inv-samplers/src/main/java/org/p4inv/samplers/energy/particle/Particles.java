package org.p4inv.samplers.energy.particle;

import static org.p4inv.core.kernel.Tile.LANES;

import java.util.Arrays;
import org.p4inv.samplers.math.LanePool;

/**
 * The energy of N particles in k dimensions: scale * sum over pairs of v(d_ij) + tether / 2 * sum
 * over i of |x_i - c|^2 + centre / 2 * N |c|^2, c being the mean of the x_i.
 *
 * <p>The gradient of the last two terms at particle i is tether (x_i - c) + centre c. Each pair is
 * looked at once, by loops over the 64 lanes of rows in double.
 */
final class Particles {
  private final int count;
  private final int space;
  private final double scale;
  private final double tether;
  private final double centre;
  private final PairPotential potential;
  private final LanePool pool;

  Particles(
      int count, int space, double scale, double tether, double centre, PairPotential potential) {
    this.count = count;
    this.space = space;
    this.scale = scale;
    this.tether = tether;
    this.centre = centre;
    this.potential = potential;
    this.pool = new LanePool(2 * count * space + 2);
  }

  /** Rows of the scratch: positions, gradients, squared distances, factors. */
  void evaluate(float[] x, double[] energy, float[] gradient) {
    int d = count * space;
    double[][] rows = pool.take();
    for (int j = 0; j < d; j++) {
      double[] row = rows[j];
      for (int lane = 0; lane < LANES; lane++) {
        row[lane] = x[j * LANES + lane];
      }
      Arrays.fill(rows[d + j], 0);
    }
    Arrays.fill(energy, 0, LANES, 0);
    for (int first = 0; first < d; first += space) {
      for (int second = first + space; second < d; second += space) {
        pair(rows, first, second, energy);
      }
    }
    for (int lane = 0; lane < LANES; lane++) {
      energy[lane] *= scale;
    }
    for (int k = 0; k < space; k++) {
      tether(rows, k, energy);
    }
    for (int j = 0; j < d; j++) {
      store(rows[d + j], gradient, j * LANES);
    }
    pool.give(rows);
  }

  private void pair(double[][] rows, int first, int second, double[] energy) {
    int d = count * space;
    double[] square = rows[2 * d];
    double[] factor = rows[2 * d + 1];
    Arrays.fill(square, 0);
    for (int k = 0; k < space; k++) {
      addSquare(rows[first + k], rows[second + k], square);
    }
    potential.apply(square, energy, factor);
    for (int k = 0; k < space; k++) {
      push(rows[first + k], rows[second + k], factor, rows[d + first + k], rows[d + second + k]);
    }
  }

  private static void addSquare(double[] a, double[] b, double[] square) {
    for (int lane = 0; lane < LANES; lane++) {
      double away = a[lane] - b[lane];
      square[lane] = Math.fma(away, away, square[lane]);
    }
  }

  private static void push(
      double[] a, double[] b, double[] factor, double[] slopeOfA, double[] slopeOfB) {
    for (int lane = 0; lane < LANES; lane++) {
      double slope = factor[lane] * (a[lane] - b[lane]);
      slopeOfA[lane] += slope;
      slopeOfB[lane] -= slope;
    }
  }

  /** Adds what holds one direction of space, and brings the gradient of pairs to scale. */
  private void tether(double[][] rows, int k, double[] energy) {
    int d = count * space;
    double[] mean = rows[2 * d];
    Arrays.fill(mean, 0);
    for (int j = k; j < d; j += space) {
      for (int lane = 0; lane < LANES; lane++) {
        mean[lane] += rows[j][lane] / count;
      }
    }
    for (int j = k; j < d; j += space) {
      double[] position = rows[j];
      double[] slope = rows[d + j];
      for (int lane = 0; lane < LANES; lane++) {
        double away = position[lane] - mean[lane];
        slope[lane] = scale * slope[lane] + tether * away + centre * mean[lane];
        energy[lane] += 0.5 * tether * away * away;
      }
    }
    for (int lane = 0; lane < LANES; lane++) {
      energy[lane] += 0.5 * centre * count * mean[lane] * mean[lane];
    }
  }

  /** Forces that are infinite on both sides have no sum; then the gradient says 0. */
  private static void store(double[] slope, float[] gradient, int at) {
    for (int lane = 0; lane < LANES; lane++) {
      double value = slope[lane];
      gradient[at + lane] = (float) (Double.isNaN(value) ? 0 : value);
    }
  }
}

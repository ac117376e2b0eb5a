package org.p4inv.samplers.energy;

import static org.p4inv.core.kernel.Tile.LANES;

import java.util.Arrays;
import java.util.Locale;
import org.p4inv.core.kernel.Tile;

/**
 * The gradient of an energy against differences of its values, asked for by whoever writes an
 * energy: the worst component that was found. A {@link PointEnergy} is checked as {@code
 * GradientCheck.of(new PointwiseEnergy("mine", d, mine), points, scale)}.
 *
 * <p>Differences D over h and 2 h on both sides, h about scale / 4096, are extrapolated: (4 D(h) -
 * D(2h)) / 3. What they cannot tell is |D(h) - D(2h)| / 3 and the rounding of u, which is divided
 * by h; it is taken off the deviation. The relative error is what is left of the deviation by the
 * greater of |du/dx| and 1 / scale, which is a slope of 1 kT. Points are moved by less than h, so
 * that neither they nor their neighbours are rounded.
 *
 * @param worst the greatest relative error; infinite where the gradient is not a number or the
 *     energy tells NaN
 * @param coordinate the component it is of, from 0; -1 where nothing was compared
 * @param point the point it is at, length d, as it was given; empty where nothing was compared
 * @param told that component of the gradient
 * @param expected what the differences say
 * @param compared how many components were compared: all but those next to an infinite energy
 */
public record GradientCheck(
    double worst, int coordinate, float[] point, double told, double expected, int compared) {

  /** A relative error of this is no failure. Gradients are floats. */
  public static final double TOLERANCE = 1e-5;

  /**
   * Checks all components at all points: 4 d + 1 evaluations of each.
   *
   * @param points {@code [n x d]}, row-major, finite: where the energy matters, and not where it
   *     has a kink. Not modified.
   * @param scale the length over which u changes its shape, positive: a tenth of it makes a
   *     difference, a thousandth is a straight line. The width of the narrowest well will do.
   * @throws IllegalArgumentException if {@code points} is no multiple of d long, or {@code scale}
   *     is not positive
   */
  public static GradientCheck of(Energy energy, float[] points, double scale) {
    int d = energy.dimension();
    if (points.length % d != 0) {
      throw new IllegalArgumentException(
          "`points` must hold rows of d = " + d + " floats, it has length " + points.length);
    }
    if (!(scale > 0 && scale < Double.POSITIVE_INFINITY)) {
      throw new IllegalArgumentException("`scale` must be positive, got " + scale);
    }
    Search search = new Search(energy, scale);
    int n = points.length / d;
    for (int t = 0; t < Tile.count(n); t++) {
      search.tile(points, t * LANES, Tile.lanes(n, t));
    }
    return search.found;
  }

  /** Whether something was compared, and nothing was off by more than {@link #TOLERANCE}. */
  public boolean passed() {
    return compared > 0 && worst <= TOLERANCE;
  }

  /** One line. */
  @Override
  public String toString() {
    if (compared == 0) {
      return "gradient: not compared, no point has a finite energy around it";
    }
    return String.format(
        Locale.ROOT,
        "gradient: %s, worst relative error %.3g of %d components:"
            + " du/dx_%d is %.9g, differences say %.9g, at %s",
        passed() ? "passed" : "FAILED",
        worst,
        compared,
        coordinate,
        told,
        expected,
        Arrays.toString(point));
  }

  /** The state of a check. */
  private static final class Search {
    private final Energy energy;
    private final int d;
    private final double scale;
    private final double[][] u = new double[5][LANES];
    private final float[] gradient;
    private final float[] unused;
    private GradientCheck found = new GradientCheck(0, -1, new float[0], 0, 0, 0);

    Search(Energy energy, double scale) {
      this.energy = energy;
      this.d = energy.dimension();
      this.scale = scale;
      this.gradient = new float[d * LANES];
      this.unused = new float[d * LANES];
    }

    void tile(float[] points, int first, int lanes) {
      float[] x = new float[d * LANES];
      Tile.load(points, first, lanes, d, x);
      double[] steps = new double[x.length];
      for (int i = 0; i < x.length; i++) {
        double ulp = Math.ulp(x[i]);
        steps[i] = Math.max(Math.scalb(1.0, Math.getExponent(scale) - 12), 16 * ulp);
        x[i] = (float) (Math.rint(2 * x[i] / steps[i]) * steps[i] / 2);
      }
      energy.evaluate(x, u[2], gradient);
      for (int j = 0; j < d; j++) {
        for (int k = -2; k <= 2; k++) {
          if (k != 0) {
            shifted(x, j, k, steps);
          }
        }
        for (int lane = 0; lane < lanes; lane++) {
          compare(points, first, j, lane, steps[j * LANES + lane]);
        }
      }
    }

    private void shifted(float[] x, int j, int k, double[] steps) {
      float[] moved = x.clone();
      for (int i = j * LANES; i < (j + 1) * LANES; i++) {
        moved[i] += (float) (k * steps[i]);
      }
      energy.evaluate(moved, u[k + 2], unused);
    }

    private void compare(float[] points, int first, int j, int lane, double h) {
      double size = 0;
      boolean nan = false;
      for (double[] values : u) {
        size = Math.max(size, Math.abs(values[lane]));
        nan |= Double.isNaN(values[lane]);
      }
      if (!nan && size == Double.POSITIVE_INFINITY) {
        return;
      }
      double near = (u[3][lane] - u[1][lane]) / (2 * h);
      double far = (u[4][lane] - u[0][lane]) / (4 * h);
      double expected = (4 * near - far) / 3;
      double told = gradient[j * LANES + lane];
      double unsure = Math.abs(near - far) / 3 + 0x1p-49 * (1 + size) / h;
      double off = Math.max(0, Math.abs(told - expected) - unsure);
      double error = off / Math.max(Math.abs(expected), 1 / scale);
      if (!(error < Double.POSITIVE_INFINITY)) {
        error = Double.POSITIVE_INFINITY;
      }
      int compared = found.compared() + 1;
      boolean worse = found.coordinate() < 0 || error > found.worst();
      int row = first + lane;
      found =
          worse
              ? new GradientCheck(
                  error,
                  j,
                  Arrays.copyOfRange(points, row * d, (row + 1) * d),
                  told,
                  expected,
                  compared)
              : new GradientCheck(
                  found.worst, found.coordinate, found.point, found.told, found.expected, compared);
    }
  }
}

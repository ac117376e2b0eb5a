package org.p4inv.samplers.energy.exact;

import java.util.Arrays;
import org.p4inv.core.random.RandomStream;

/**
 * Exact rejection sampling under a piecewise constant envelope of exp(-u).
 *
 * <p>The space is cut into cells of equal volume, and a number that u does not go below is known
 * for each. A cell is drawn with probability proportional to exp(-bound), a point uniformly in it,
 * and the point is accepted with probability exp(bound - u). Accepted points have exactly the
 * density exp(-u) / Z, whatever the bounds are, as long as they are bounds; loose ones only cost
 * time. Source: von Neumann, Various techniques used in connection with random digits, 1951.
 *
 * <p>Cells whose bound is more than 50 kT above the lowest are left out: together they hold less
 * than 2e-22 of the envelope for each cell that there is, and a random number has 53 bits.
 */
public final class CellEnvelope {
  private static final double LEFT_OUT = 50;
  private static final double ROUNDING = 1e-9;

  private final int[] cells;
  private final double[] bounds;
  private final double[] cumulative;

  /**
   * Makes the envelope.
   *
   * @param bounds for each cell a number that u is never below in it, up to rounding. Not modified.
   */
  public CellEnvelope(double[] bounds) {
    double lowest = Arrays.stream(bounds).min().orElseThrow();
    int kept = (int) Arrays.stream(bounds).filter(b -> b <= lowest + LEFT_OUT).count();
    this.cells = new int[kept];
    this.bounds = new double[kept];
    this.cumulative = new double[kept];
    double sum = 0;
    int at = 0;
    for (int cell = 0; cell < bounds.length; cell++) {
      if (bounds[cell] <= lowest + LEFT_OUT) {
        sum += StrictMath.exp(lowest - bounds[cell]);
        this.cells[at] = cell;
        this.bounds[at] = bounds[cell];
        this.cumulative[at++] = sum;
      }
    }
  }

  /** Draws a cell and returns its place in this envelope, which {@link #cell} translates. */
  public int draw(RandomStream random) {
    double share = random.nextDouble() * cumulative[cumulative.length - 1];
    int found = Arrays.binarySearch(cumulative, share);
    return Math.min(found < 0 ? -1 - found : found + 1, cumulative.length - 1);
  }

  /** The number of the cell at a place, as it was when the bounds were given. */
  public int cell(int place) {
    return cells[place];
  }

  /**
   * Whether to accept a point with energy u that was drawn in the cell at a place.
   *
   * @throws IllegalStateException if u is below the bound, which is an error in this library
   */
  public boolean accept(RandomStream random, int place, double u) {
    double bound = bounds[place];
    if (u < bound - ROUNDING * (1 + Math.abs(bound))) {
      throw new IllegalStateException(
          "u must not go below the bound " + bound + " of cell " + cells[place] + ", it is " + u);
    }
    return random.nextDouble() < StrictMath.exp(bound - u);
  }
}

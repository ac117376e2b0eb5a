package org.p4inv.flows.coupling;

import static org.p4inv.core.kernel.Tile.LANES;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;
import org.p4inv.flows.bijection.Interval;
import org.p4inv.flows.bijection.Space;
import org.p4inv.flows.config.Config;

/**
 * Which coordinates a coupling transforms; the others pass and condition them. At least one does
 * either.
 *
 * <p>A mask orders the coordinates: those that pass, then those that are transformed, each in their
 * own order. Where this is the order they have, nothing is moved.
 */
public final class Mask {
  private static final int MOST = 1 << 16;

  private final int d;

  /** The coordinates that are transformed, ascending: all that a mask of any d has to keep. */
  private final int[] transformed;

  private Mask(int d, int[] indices) {
    this.d = requireDimension(d);
    this.transformed = indices.clone();
    Arrays.sort(transformed);
    if (transformed.length == 0 || transformed.length >= d) {
      throw new IllegalArgumentException(
          "a mask must let coordinates pass and transform coordinates, of "
              + d
              + " it transforms "
              + transformed.length);
    }
    for (int i = 0; i < transformed.length; i++) {
      int least = i == 0 ? 0 : transformed[i - 1] + 1;
      if (transformed[i] < least || transformed[i] >= d) {
        throw new IllegalArgumentException(
            "indices must be different and in 0 to d - 1 = "
                + (d - 1)
                + ", got "
                + Arrays.toString(indices));
      }
    }
  }

  /** The mask that transforms the coordinates which are true. */
  public static Mask of(boolean... transformed) {
    int d = transformed.length;
    return new Mask(d, IntStream.range(0, d).filter(j -> transformed[j]).toArray());
  }

  /** The mask of d coordinates that transforms those with the given indices. */
  public static Mask transforming(int d, int... indices) {
    return new Mask(d, indices);
  }

  /** The first h of d coordinates pass. */
  public static Mask first(int d, int h) {
    requireDimension(d);
    if (h < 1 || h >= d) {
      throw new IllegalArgumentException("h must be in 1 to d - 1 = " + (d - 1) + ", got " + h);
    }
    return transforming(d, IntStream.range(h, d).toArray());
  }

  /** The first d/2 coordinates pass. */
  public static Mask halves(int d) {
    requireDimension(d);
    return first(d, d / 2);
  }

  /** The coordinates 0, 2, 4... pass. */
  public static Mask alternating(int d) {
    requireDimension(d);
    return transforming(d, IntStream.range(0, d).filter(j -> j % 2 == 1).toArray());
  }

  /**
   * Coordinates on a grid, row-major: those pass whose row and column have an even sum, the fields
   * of one colour. Source: Dinh, Sohl-Dickstein and Bengio, arXiv 1605.08803, section 3.4.
   */
  public static Mask checkerboard(int rows, int columns) {
    if (rows < 1 || columns < 1) {
      throw new IllegalArgumentException(
          "rows and columns must be at least 1, got " + rows + " and " + columns);
    }
    int d = requireDimension(Math.multiplyExact(rows, columns));
    int[] odd = IntStream.range(0, d).filter(j -> (j / columns + j % columns) % 2 == 1).toArray();
    return transforming(d, odd);
  }

  /**
   * k masks of d coordinates that are cut into k runs, as equal as may be: mask i transforms run i,
   * and all others condition it.
   */
  public static List<Mask> parts(int d, int k) {
    requireDimension(d);
    if (k < 2 || k > d) {
      throw new IllegalArgumentException("k must be in 2 to d = " + d + ", got " + k);
    }
    List<Mask> masks = new ArrayList<>();
    for (int i = 0; i < k; i++) {
      int from = (int) ((long) d * i / k);
      int to = (int) ((long) d * (i + 1) / k);
      masks.add(transforming(d, IntStream.range(from, to).toArray()));
    }
    return List.copyOf(masks);
  }

  private static int requireDimension(int d) {
    if (d < 2 || d > MOST) {
      throw new IllegalArgumentException("d must be in 2 to " + MOST + ", got " + d);
    }
    return d;
  }

  /** The mask that transforms what passes here, and the other way round. */
  public Mask complement() {
    return new Mask(
        d, IntStream.range(0, d).filter(j -> Arrays.binarySearch(transformed, j) < 0).toArray());
  }

  /** The coordinates d. */
  public int dimension() {
    return d;
  }

  /** How many coordinates pass. */
  public int passing() {
    return d - transformed.length;
  }

  /** How many coordinates are transformed. */
  public int transformed() {
    return transformed.length;
  }

  /** Coordinate i of those that are transformed. */
  int transformed(int i) {
    return transformed[i];
  }

  /** The space in which the coordinates that are transformed lie in an interval. */
  Space transform(Space space, Interval interval) {
    return space.with(transformed, interval);
  }

  /** Whether the coordinates that pass are the first. */
  boolean contiguous() {
    return transformed[0] == passing();
  }

  /** Copies a tile into the order of this mask. */
  void gather(float[] tile, float[] ordered) {
    int moved = 0;
    for (int j = 0; j < d; j++) {
      boolean here = moved < transformed.length && transformed[moved] == j;
      int to = here ? passing() + moved : j - moved;
      System.arraycopy(tile, j * LANES, ordered, to * LANES, LANES);
      moved += here ? 1 : 0;
    }
  }

  /** Copies a tile from the order of this mask back to its own. */
  void scatter(float[] ordered, float[] tile) {
    int moved = 0;
    for (int j = 0; j < d; j++) {
      boolean here = moved < transformed.length && transformed[moved] == j;
      int from = here ? passing() + moved : j - moved;
      System.arraycopy(ordered, from * LANES, tile, j * LANES, LANES);
      moved += here ? 1 : 0;
    }
  }

  /** The description that a model file keeps. */
  public Config config() {
    return Config.of("dimension", d).with("transformed", transformed);
  }

  /** The mask that {@link #config} described. */
  static Mask read(Config config) {
    return transforming(config.integer("dimension", 2, MOST), config.integers("transformed"));
  }
}

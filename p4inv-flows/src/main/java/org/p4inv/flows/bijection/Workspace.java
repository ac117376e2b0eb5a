package org.p4inv.flows.bijection;

import static org.p4inv.core.kernel.Tile.LANES;

import java.util.List;

/**
 * What a bijection has at hand for the tile in flight on one worker: scratch memory, in which a
 * direction keeps what its pullback needs, and the context of the points. Made once, used for every
 * tile.
 */
public final class Workspace {
  private static final Workspace[] NO_PARTS = {};
  private static final float[] NO_CONTEXT = {};

  private final float[][] arrays;
  private final Workspace[] parts;
  private float[] context = NO_CONTEXT;
  private int lanes = LANES;

  private Workspace(float[][] arrays, Workspace[] parts) {
    this.arrays = arrays;
    this.parts = parts;
  }

  /** Arrays of the given lengths. */
  public static Workspace of(int... lengths) {
    return composite(List.of(), lengths);
  }

  /** The workspaces of parts, and arrays of the given lengths. */
  public static Workspace composite(List<Workspace> parts, int... lengths) {
    float[][] arrays = new float[lengths.length][];
    for (int i = 0; i < lengths.length; i++) {
      arrays[i] = new float[lengths[i]];
    }
    return new Workspace(arrays, parts.toArray(NO_PARTS));
  }

  /** Array i, in the order in which the lengths were given. */
  public float[] array(int i) {
    return arrays[i];
  }

  /** The workspace of part i. */
  public Workspace part(int i) {
    return parts[i];
  }

  /**
   * The context of the points in flight, a tile of {@link Parametric#contextDimension} features;
   * empty where the flow has none. Not modified by bijections.
   */
  public float[] context() {
    return context;
  }

  /**
   * Lends this workspace and those of its parts the tile that holds the context; its numbers may
   * change between tiles, not between a direction and its pullback.
   */
  public void lendContext(float[] tile) {
    context = tile;
    for (Workspace part : parts) {
      part.lendContext(tile);
    }
  }

  /**
   * The lanes that somebody looks at, from the first on: all, unless a caller with few points said
   * otherwise. Layers may leave the others as they are; a pullback needs all.
   */
  public int lanes() {
    return lanes;
  }

  /** Sets how many lanes somebody looks at, 1 to 64, here and in all parts. */
  public void limit(int lanes) {
    if (this.lanes == lanes) {
      return;
    }
    this.lanes = lanes;
    for (Workspace part : parts) {
      part.limit(lanes);
    }
  }
}

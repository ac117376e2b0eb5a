package org.p4inv.flows.bijection;

import java.util.List;

/**
 * Scratch memory of one bijection, for one worker and one tile: what a direction keeps for its
 * pullback, and temporaries. Made once, used for every tile.
 */
public final class Workspace {
  private static final Workspace[] NO_PARTS = {};

  private final float[][] arrays;
  private final Workspace[] parts;

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
}

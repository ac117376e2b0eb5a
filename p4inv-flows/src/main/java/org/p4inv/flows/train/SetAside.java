package org.p4inv.flows.train;

import java.util.Arrays;

/** The points that do not take part in a training because they are not finite. */
public final class SetAside {
  private static final int SHOWN = 5;

  private final int given;
  private final int[] indices;

  SetAside(int given, int[] indices) {
    this.given = given;
    this.indices = indices;
  }

  /** How many they are. */
  public int count() {
    return indices.length;
  }

  /** Their places among the points that were given, ascending; a copy. */
  public int[] indices() {
    return indices.clone();
  }

  /** One line for people: how many, and which are the first. */
  @Override
  public String toString() {
    String first =
        Arrays.toString(Arrays.copyOf(indices, Math.min(SHOWN, indices.length)))
            .replace("]", indices.length > SHOWN ? ", ...]" : "]");
    return indices.length
        + " of "
        + given
        + " points set aside, not finite"
        + (indices.length == 0 ? "" : ": " + first);
  }
}

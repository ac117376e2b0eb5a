package org.p4inv.flows.bijection;

import java.util.Arrays;
import java.util.Objects;

/**
 * Where the points of a tile lie: an {@link Interval} for each coordinate, or nothing known of it.
 *
 * <p>Chains follow a space through their parts, and a flow that of its base, so that a layer never
 * gets points for which it is not defined. A coordinate of which nothing is known fits everywhere.
 * Immutable.
 */
public final class Space {
  private final Interval[] coordinates;

  private Space(Interval[] coordinates) {
    this.coordinates = coordinates;
  }

  /** d coordinates, each in the same interval. */
  public static Space of(int d, Interval interval) {
    Interval[] coordinates = new Interval[d];
    Arrays.fill(coordinates, Objects.requireNonNull(interval, "interval"));
    return new Space(coordinates);
  }

  /** The space R^d. */
  public static Space reals(int d) {
    return of(d, Interval.REAL);
  }

  /** d coordinates of which nothing is known. */
  public static Space unknown(int d) {
    return new Space(new Interval[d]);
  }

  /** The number of coordinates. */
  public int dimension() {
    return coordinates.length;
  }

  /** Where coordinate j lies; null where nothing is known of it. */
  public Interval interval(int j) {
    return coordinates[j];
  }

  /** This space with another interval for coordinate j. */
  public Space with(int j, Interval interval) {
    Interval[] copy = coordinates.clone();
    copy[j] = Objects.requireNonNull(interval, "interval");
    return new Space(copy);
  }

  /** The space whose coordinate j is this one's {@code source[j]}. */
  public Space permuted(int[] source) {
    Interval[] copy = new Interval[source.length];
    for (int j = 0; j < copy.length; j++) {
      copy[j] = coordinates[source[j]];
    }
    return new Space(copy);
  }

  /**
   * Checks that coordinate j lies within an interval.
   *
   * @param who takes it, for the message
   * @throws IllegalArgumentException if it does not
   */
  public void requireWithin(Interval interval, int j, String who) {
    if (coordinates[j] != null && !interval.contains(coordinates[j])) {
      throw new IllegalArgumentException(
          who
              + " must be given coordinates in "
              + interval
              + ", coordinate "
              + j
              + " lies in "
              + coordinates[j]);
    }
  }

  /** Checks that every coordinate lies within an interval. */
  public void requireWithin(Interval interval, String who) {
    for (int j = 0; j < coordinates.length; j++) {
      requireWithin(interval, j, who);
    }
  }

  @Override
  public boolean equals(Object other) {
    return other instanceof Space space && Arrays.equals(coordinates, space.coordinates);
  }

  @Override
  public int hashCode() {
    return Arrays.hashCode(coordinates);
  }

  @Override
  public String toString() {
    return Arrays.toString(coordinates);
  }
}

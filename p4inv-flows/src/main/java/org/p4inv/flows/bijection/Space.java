package org.p4inv.flows.bijection;

import java.util.Arrays;
import java.util.Objects;
import java.util.function.Supplier;

/**
 * Where the points of a tile lie: an {@link Interval} for each coordinate, or nothing known of it.
 *
 * <p>Chains follow a space through their parts, and a flow that of its base, so that a layer never
 * gets points for which it is not defined. A coordinate of which nothing is known fits everywhere.
 * Immutable.
 */
public final class Space {
  private final int d;

  /** Of each coordinate, or one element for all of them; null where nothing is known. */
  private final Interval[] coordinates;

  private Space(int d, Interval... coordinates) {
    this.d = d;
    this.coordinates = coordinates;
  }

  /** d coordinates, each in the same interval. */
  public static Space of(int d, Interval interval) {
    return new Space(d, Objects.requireNonNull(interval, "interval"));
  }

  /** The space R^d. */
  public static Space reals(int d) {
    return of(d, Interval.REAL);
  }

  /** d coordinates of which nothing is known. */
  public static Space unknown(int d) {
    return new Space(d, new Interval[1]);
  }

  /** The number of coordinates. */
  public int dimension() {
    return d;
  }

  /** Where coordinate j lies; null where nothing is known of it. */
  public Interval interval(int j) {
    return coordinates.length == 1 ? coordinates[0] : coordinates[j];
  }

  /** This space with another interval for coordinate j. */
  public Space with(int j, Interval interval) {
    Interval[] copy = each();
    copy[j] = Objects.requireNonNull(interval, "interval");
    return new Space(d, copy);
  }

  /** This space with one interval for several coordinates. */
  public Space with(int[] coordinates, Interval interval) {
    Interval[] copy = each();
    for (int j : coordinates) {
      copy[j] = Objects.requireNonNull(interval, "interval");
    }
    return new Space(d, copy);
  }

  private Interval[] each() {
    Interval[] each = new Interval[d];
    Arrays.setAll(each, this::interval);
    return each;
  }

  /** The space whose coordinate j is this one's {@code source[j]}. */
  public Space permuted(int[] source) {
    Interval[] copy = new Interval[source.length];
    for (int j = 0; j < copy.length; j++) {
      copy[j] = interval(source[j]);
    }
    return new Space(copy.length, copy);
  }

  /**
   * Checks that coordinate j lies within an interval.
   *
   * @param who takes it, for the message
   * @throws IllegalArgumentException if it does not
   */
  public void requireWithin(Interval interval, int j, String who) {
    Interval coordinate = interval(j);
    if (coordinate != null && !interval.contains(coordinate)) {
      throw new IllegalArgumentException(
          who
              + " must be given coordinates in "
              + interval
              + ", coordinate "
              + j
              + " lies in "
              + coordinate);
    }
  }

  /** Checks that every coordinate lies within an interval. */
  public void requireWithin(Interval interval, String who) {
    requireWithin(interval, () -> who);
  }

  /** The same where the name is costly and seldom needed. */
  void requireWithin(Interval interval, Supplier<String> who) {
    for (int j = 0; j < coordinates.length; j++) {
      if (coordinates[j] != null && !interval.contains(coordinates[j])) {
        requireWithin(interval, j, who.get());
      }
    }
  }

  @Override
  public boolean equals(Object other) {
    return other instanceof Space space && d == space.d && Arrays.equals(each(), space.each());
  }

  @Override
  public int hashCode() {
    return Arrays.hashCode(each());
  }

  @Override
  public String toString() {
    return Arrays.toString(each());
  }
}

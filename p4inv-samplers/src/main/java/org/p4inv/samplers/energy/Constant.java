package org.p4inv.samplers.energy;

import java.util.Objects;
import java.util.function.DoublePredicate;

/**
 * A number that an energy is made with: what it is, its default, and which values are valid.
 *
 * @param name kebab case, as a command-line option is written
 * @param description half a sentence, with the unit
 * @param defaultValue what is taken where nothing is said; valid itself
 * @param rule which values are valid, in words that follow "must be": {@code "from 1 to 1000"}
 * @param valid the same as a test
 */
public record Constant(
    String name, String description, double defaultValue, String rule, DoublePredicate valid) {

  /** Checks that the default is valid. */
  public Constant {
    Objects.requireNonNull(name, "name");
    Objects.requireNonNull(description, "description");
    check(name, defaultValue, rule, valid);
  }

  /** A constant in a closed interval. */
  public static Constant between(
      String name, String description, double defaultValue, double from, double to) {
    return new Constant(
        name,
        description,
        defaultValue,
        "from " + text(from) + " to " + text(to),
        value -> value >= from && value <= to);
  }

  /** A whole number in a closed interval. */
  public static Constant whole(
      String name, String description, int defaultValue, int from, int to) {
    return new Constant(
        name,
        description,
        defaultValue,
        "a whole number from " + from + " to " + to,
        value -> value >= from && value <= to && value == Math.rint(value));
  }

  /**
   * Returns a valid value.
   *
   * @throws IllegalArgumentException if it is not valid; the message says name, rule and value
   */
  public double check(double value) {
    return check(name, value, rule, valid);
  }

  private static double check(String name, double value, String rule, DoublePredicate valid) {
    if (!valid.test(value)) {
      throw new IllegalArgumentException(
          "constant `" + name + "` must be " + rule + ", got " + text(value));
    }
    return value;
  }

  private static String text(double value) {
    return value == Math.rint(value) && Math.abs(value) < 1e9
        ? Long.toString((long) value)
        : Double.toString(value);
  }
}

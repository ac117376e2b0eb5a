package org.p4inv.flows.config;

import java.util.Objects;

/**
 * JSON text (RFC 8259) to and from plain Java values, strictly.
 *
 * <p>The values are {@code Map<String, Object>} (in the order of the text), {@code List<Object>},
 * {@link String}, {@link Long}, {@link Double}, {@link Boolean} and {@code null}. Stricter than the
 * RFC: an object may not repeat a key, a string may not hold half a surrogate pair (so that it
 * survives UTF-8), a number must be finite as a double, and nesting is at most {@value #MAX_DEPTH}
 * deep. No state; safe for any number of threads.
 */
public final class Json {

  /** The deepest nesting of lists and objects that is read or written; {@code [[]]} is 2 deep. */
  public static final int MAX_DEPTH = 128;

  private Json() {}

  /**
   * Reads one JSON value; nothing but white space may stand around it.
   *
   * <p>A number without fraction and exponent that fits a {@code long} becomes a {@link Long}
   * ({@code -0} becomes 0), any other the nearest {@link Double}.
   *
   * @param text the whole document
   * @return the value; its maps and lists are new, mutable and belong to the caller
   * @throws IllegalArgumentException if the text is not such a document; the message names the line
   *     and the column (both from 1), what was expected there and what was found
   */
  public static Object parse(String text) {
    return new JsonReader(Objects.requireNonNull(text, "text")).document();
  }

  /**
   * Writes a value as JSON without white space, so that {@link #parse} gives an equal value back:
   * each double with the same bits, each long exactly.
   *
   * <p>Maps are written in their own order of iteration; the same order gives the same text on
   * every JDK. An {@link Integer} is written as the {@link Long} that it equals.
   *
   * @param value a value of the kinds named above. Not modified.
   * @return the text
   * @throws IllegalArgumentException if a value is of another class, a key is not a string, a
   *     double is not finite, a string holds half a surrogate pair, or nesting is deeper than
   *     {@link #MAX_DEPTH}
   */
  public static String write(Object value) {
    return new JsonWriter().document(value);
  }
}

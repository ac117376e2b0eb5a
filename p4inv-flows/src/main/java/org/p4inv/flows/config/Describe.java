package org.p4inv.flows.config;

import java.util.List;
import java.util.Locale;
import java.util.Map;

/** Short words for values in error messages; nothing here grows with the size of a value. */
final class Describe {

  private static final int LIMIT = 60;

  private Describe() {}

  /** A JSON value as the end of "must be ..., got". */
  static String value(Object value) {
    if (value instanceof String text) {
      return "the text " + text(text);
    }
    if (value instanceof Map<?, ?>) {
      return "an object";
    }
    if (value instanceof List<?> list) {
      return "a list of length " + list.size();
    }
    return String.valueOf(value);
  }

  static String text(String text) {
    return '"' + clip(text) + '"';
  }

  /** The first characters of a text that may be long. */
  static String clip(String text) {
    return text.length() <= LIMIT ? text : text.substring(0, LIMIT) + "...";
  }

  /** The character at an index, by its code where it cannot be seen. */
  static String character(String text, int index) {
    if (index >= text.length()) {
      return "the end of the text";
    }
    int c = text.codePointAt(index);
    boolean visible = (c > ' ' && c < 0x7f) || Character.isLetterOrDigit(c);
    return visible ? "'" + Character.toString(c) + "'" : "the character U+" + code(c);
  }

  private static String code(int c) {
    String digits = Integer.toHexString(c).toUpperCase(Locale.ROOT);
    return "0".repeat(Math.max(0, 4 - digits.length())) + digits;
  }
}

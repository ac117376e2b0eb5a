package org.p4inv.flows.config;

import java.util.List;
import java.util.Map;

/** Builds one JSON text; {@link Json#write} is its contract. One writer writes one text once. */
final class JsonWriter {

  private final StringBuilder out = new StringBuilder();

  String document(Object value) {
    value(value, 1);
    return out.toString();
  }

  private void value(Object value, int depth) {
    if (value instanceof String text) {
      string(text);
    } else if (value instanceof Double number) {
      out.append(JsonDouble.write(number));
    } else if (value instanceof Map<?, ?> map) {
      object(map, depth);
    } else if (value instanceof List<?> list) {
      list(list, depth);
    } else if (isPlain(value)) {
      out.append(value);
    } else {
      throw new IllegalArgumentException(
          "a JSON value must be a Map, List, String, Long, Integer, Double, Boolean or null, got a "
              + value.getClass().getName());
    }
  }

  /** Whether {@code toString} is the JSON text already. */
  private static boolean isPlain(Object value) {
    return value == null
        || value instanceof Long
        || value instanceof Integer
        || value instanceof Boolean;
  }

  private void object(Map<?, ?> map, int depth) {
    open(depth, '{');
    String comma = "";
    for (Map.Entry<?, ?> entry : map.entrySet()) {
      out.append(comma);
      if (!(entry.getKey() instanceof String key)) {
        throw new IllegalArgumentException(
            "a JSON key must be a String, got " + Describe.value(entry.getKey()));
      }
      string(key);
      out.append(':');
      value(entry.getValue(), depth + 1);
      comma = ",";
    }
    out.append('}');
  }

  private void list(List<?> list, int depth) {
    open(depth, '[');
    String comma = "";
    for (Object element : list) {
      out.append(comma);
      value(element, depth + 1);
      comma = ",";
    }
    out.append(']');
  }

  private void open(int depth, char bracket) {
    if (depth > Json.MAX_DEPTH) {
      throw new IllegalArgumentException(
          "nesting of a JSON value must be at most " + Json.MAX_DEPTH + " deep, got " + depth);
    }
    out.append(bracket);
  }

  private void string(String text) {
    if (Surrogates.hasLone(text)) {
      throw new IllegalArgumentException(
          "a JSON string must not hold half a surrogate pair, got one of length " + text.length());
    }
    out.append('"');
    for (int i = 0; i < text.length(); i++) {
      character(text.charAt(i));
    }
    out.append('"');
  }

  private void character(char c) {
    switch (c) {
      case '"' -> out.append("\\\"");
      case '\\' -> out.append("\\\\");
      case '\n' -> out.append("\\n");
      case '\r' -> out.append("\\r");
      case '\t' -> out.append("\\t");
      default -> {
        if (c < ' ') {
          out.append(c < 0x10 ? "\\u000" : "\\u00").append(Integer.toHexString(c));
        } else {
          out.append(c);
        }
      }
    }
  }
}

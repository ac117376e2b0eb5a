package org.p4inv.flows.config;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/** The values that {@link Config#with} takes, as the plain values that {@link Json} gives back. */
final class ConfigValue {

  private ConfigValue() {}

  /** The plain value; shares nothing mutable with {@code value}. */
  static Object of(String path, Object value) {
    if (value instanceof String || value instanceof Boolean || value instanceof Long) {
      return value;
    }
    if (value instanceof Integer number) {
      return number.longValue();
    }
    if (value instanceof Double || value instanceof Float) {
      return finite(path, ((Number) value).doubleValue());
    }
    if (value instanceof Config config) {
      return config.values();
    }
    if (value instanceof int[] integers) {
      return list(integers);
    }
    if (value instanceof double[] numbers) {
      return list(path, Arrays.stream(numbers).boxed().toList());
    }
    if (value instanceof List<?> list) {
      return list(path, list);
    }
    throw new IllegalArgumentException(
        "`"
            + path
            + "` must be a String, Boolean, Integer, Long, Float, Double, Config, int[],"
            + " double[] or a List of these, got "
            + (value == null ? "null" : "a " + value.getClass().getName()));
  }

  private static Double finite(String path, double number) {
    if (!Double.isFinite(number)) {
      throw new IllegalArgumentException("`" + path + "` must be finite, got " + number);
    }
    return number;
  }

  private static List<Object> list(int[] integers) {
    List<Object> list = new ArrayList<>(integers.length);
    for (int integer : integers) {
      list.add((long) integer);
    }
    return list;
  }

  private static List<Object> list(String path, List<?> elements) {
    List<Object> list = new ArrayList<>(elements.size());
    for (Object element : elements) {
      list.add(of(path + "[" + list.size() + "]", element));
    }
    return list;
  }
}

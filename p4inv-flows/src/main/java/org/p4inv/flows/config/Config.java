package org.p4inv.flows.config;

import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * An immutable JSON object with typed access: the configuration of a layer, a conditioner, a flow.
 *
 * <pre>{@code
 * Config config = Config.of("type", "affine-coupling").with("dimension", 2);
 * int dimension = Config.parse(config.toJson()).integer("dimension", 1, 4096);
 * }</pre>
 *
 * <p>Every accessor asks for a key that must be there; there are no defaults, so a mistyped key is
 * always found. An accessor that is not satisfied throws {@link IllegalArgumentException} with the
 * path from the outermost object, the rule and the fact: {@code `bijection.layers[2].dimension`
 * must be an integer from 1 to 4096, got 0}. Safe for any number of threads.
 */
public final class Config {

  private final String path;
  private final Map<String, Object> values;

  /** Takes over {@code values}, whose maps and lists nobody may change from now on. */
  private Config(String path, Map<String, Object> values) {
    this.path = path;
    this.values = values;
  }

  /** An object with one key; see {@link #with} for the values. */
  public static Config of(String key, Object value) {
    return new Config("", Map.of()).with(key, value);
  }

  /**
   * Reads a JSON object.
   *
   * @throws IllegalArgumentException if the text is not JSON as {@link Json#parse} wants it, or not
   *     an object
   */
  public static Config parse(String json) {
    Object value = Json.parse(json);
    if (!(value instanceof Map<?, ?>)) {
      throw new IllegalArgumentException(
          "a configuration must be a JSON object, got " + Describe.value(value));
    }
    return new Config("", asObject(value));
  }

  /**
   * A copy with one more key, at the end; the value of a key that is already there is replaced in
   * its place.
   *
   * @param key any text
   * @param value a String, Boolean, Integer, Long, finite Float or Double, Config, int[], double[],
   *     or a List of these. Not modified, and copied where it is mutable.
   * @throws IllegalArgumentException if the value is something else (null, too)
   */
  public Config with(String key, Object value) {
    Map<String, Object> copy = new LinkedHashMap<>(values);
    copy.put(key, ConfigValue.of(pathOf(key), value));
    return new Config(path, copy);
  }

  /** The keys, in their order; the set cannot be changed. */
  public Set<String> keys() {
    return Collections.unmodifiableSet(values.keySet());
  }

  /** The integer at a key; it must lie in {@code min..max}, both included. */
  public int integer(String key, int min, int max) {
    Object value = values.get(key);
    if (value instanceof Long number && number >= min && number <= max) {
      return number.intValue();
    }
    throw wrong(key, "an integer from " + min + " to " + max);
  }

  /** The number at a key; an integer beyond 2^53 becomes the nearest double. */
  public double number(String key) {
    if (values.get(key) instanceof Number number) {
      return number.doubleValue();
    }
    throw wrong(key, "a number");
  }

  /** The text at a key. */
  public String text(String key) {
    if (values.get(key) instanceof String text) {
      return text;
    }
    throw wrong(key, "a text");
  }

  /** The object at a key. */
  public Config object(String key) {
    Object value = values.get(key);
    if (value instanceof Map<?, ?>) {
      return new Config(pathOf(key), asObject(value));
    }
    throw wrong(key, "an object");
  }

  /** The objects in the list at a key; the list cannot be changed. */
  public List<Config> objects(String key) {
    List<Config> objects = new ArrayList<>();
    for (Object element : list(key, "a list of objects")) {
      String elementPath = pathOf(key) + "[" + objects.size() + "]";
      if (!(element instanceof Map<?, ?>)) {
        throw wrong(elementPath, "an object", Describe.value(element));
      }
      objects.add(new Config(elementPath, asObject(element)));
    }
    return Collections.unmodifiableList(objects);
  }

  /** The integers in the list at a key, each within {@code int}; the array is the caller's. */
  public int[] integers(String key) {
    List<?> list = list(key, "a list of integers");
    int[] integers = new int[list.size()];
    for (int i = 0; i < integers.length; i++) {
      if (!(list.get(i) instanceof Long number) || number != number.intValue()) {
        throw wrong(
            pathOf(key) + "[" + i + "]",
            "an integer from " + Integer.MIN_VALUE + " to " + Integer.MAX_VALUE,
            Describe.value(list.get(i)));
      }
      integers[i] = number.intValue();
    }
    return integers;
  }

  /** The numbers in the list at a key, as {@link #number} reads them; the array is the caller's. */
  public double[] numbers(String key) {
    List<?> list = list(key, "a list of numbers");
    double[] numbers = new double[list.size()];
    for (int i = 0; i < numbers.length; i++) {
      if (!(list.get(i) instanceof Number number)) {
        throw wrong(pathOf(key) + "[" + i + "]", "a number", Describe.value(list.get(i)));
      }
      numbers[i] = number.doubleValue();
    }
    return numbers;
  }

  /** The text of this object by {@link Json#write}: {@link #parse} reads an equal one back. */
  public String toJson() {
    return Json.write(values);
  }

  /** Whether the other is a configuration with equal keys and values, in any order. */
  @Override
  public boolean equals(Object other) {
    return other instanceof Config config && values.equals(config.values);
  }

  @Override
  public int hashCode() {
    return values.hashCode();
  }

  /** The same as {@link #toJson()}. */
  @Override
  public String toString() {
    return toJson();
  }

  /** The map itself, for {@link ConfigValue}, which shares it and does not change it. */
  Map<String, Object> values() {
    return values;
  }

  private List<?> list(String key, String rule) {
    if (values.get(key) instanceof List<?> list) {
      return list;
    }
    throw wrong(key, rule);
  }

  private String pathOf(String key) {
    return path.isEmpty() ? Describe.clip(key) : path + "." + Describe.clip(key);
  }

  private IllegalArgumentException wrong(String key, String rule) {
    String fact = values.containsKey(key) ? Describe.value(values.get(key)) : absent();
    return wrong(pathOf(key), rule, fact);
  }

  private static IllegalArgumentException wrong(String path, String rule, String fact) {
    return new IllegalArgumentException("`" + path + "` must be " + rule + ", got " + fact);
  }

  private String absent() {
    return "nothing: the keys here are [" + Describe.clip(String.join(", ", values.keySet())) + "]";
  }

  /** JSON objects from {@link Json} and {@link ConfigValue} have text keys. */
  @SuppressWarnings("unchecked")
  private static Map<String, Object> asObject(Object value) {
    return (Map<String, Object>) value;
  }
}

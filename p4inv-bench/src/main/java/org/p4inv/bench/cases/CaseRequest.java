package org.p4inv.bench.cases;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;

/**
 * Which case is asked for, in which form and size.
 *
 * @param name such as {@code p4inv-step}
 * @param form {@code best}, or {@code reference} and the like where there are several
 * @param keys {@code d}, {@code batch}, {@code threads}; {@code warmup} in seconds
 */
public record CaseRequest(String name, String form, Map<String, String> keys) {
  /** The form as fast as an implementation can do it. */
  public static final String BEST = "best";

  private static final double WARMUP_SECONDS = 12;

  /** Copies the keys. */
  public CaseRequest {
    keys = Map.copyOf(keys);
  }

  /** The best form on one thread. */
  public static CaseRequest of(String name, int d, int batch) {
    Map<String, String> keys = new LinkedHashMap<>();
    keys.put("d", Integer.toString(d));
    keys.put("batch", Integer.toString(batch));
    keys.put("threads", "1");
    return new CaseRequest(name, BEST, keys);
  }

  /** Reads {@code <name> <form> key=value ...}, as {@link #line} writes it. */
  public static CaseRequest parse(String line) {
    String[] words = line.strip().split("\\s+", -1);
    if (words.length < 2) {
      throw new IllegalArgumentException(
          "a request must be `<case> <form> key=value ...`, got `" + line + "`");
    }
    Map<String, String> keys = new LinkedHashMap<>();
    for (int i = 2; i < words.length; i++) {
      int equals = words[i].indexOf('=');
      if (equals < 1) {
        throw new IllegalArgumentException("a key must be `key=value`, got `" + words[i] + "`");
      }
      keys.put(words[i].substring(0, equals), words[i].substring(equals + 1));
    }
    return new CaseRequest(words[0], words[1], keys);
  }

  /** The request as a line of the protocol, keys in alphabetical order. */
  public String line() {
    return new TreeMap<>(keys)
        .entrySet().stream()
            .map(key -> " " + key.getKey() + "=" + key.getValue())
            .collect(Collectors.joining("", name + " " + form, ""));
  }

  /** The same in another form. */
  public CaseRequest withForm(String other) {
    return new CaseRequest(name, other, keys);
  }

  /** The same with another value of a key. */
  public CaseRequest with(String key, Object value) {
    Map<String, String> changed = new LinkedHashMap<>(keys);
    changed.put(key, value.toString());
    return new CaseRequest(name, form, changed);
  }

  /** The dimension. */
  public int d() {
    return integer("d");
  }

  /** Points of an operation. */
  public int batch() {
    return integer("batch");
  }

  /** Threads, 1 where nothing is said. */
  public int threads() {
    return keys.containsKey("threads") ? integer("threads") : 1;
  }

  /** How long the case is repeated before it counts as warm. */
  public double warmupSeconds() {
    return Double.parseDouble(keys.getOrDefault("warmup", Double.toString(WARMUP_SECONDS)));
  }

  private int integer(String key) {
    String value = keys.get(key);
    if (value == null || !value.matches("[1-9][0-9]{0,8}")) {
      throw new IllegalArgumentException(
          "`" + key + "` must be a positive integer, got " + value + " in `" + line() + "`");
    }
    return Integer.parseInt(value);
  }
}

package org.p4inv.flows.config;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.api.Test;

/** Random values come back; random damage is refused by one kind of exception or read sensibly. */
class JsonFuzzTest {

  private static final long SEED = 33;
  private static final String ALPHABET = "ab\"\\/\b\n\u0000\u001f\u007f\u00e9\u2028\ufffd";
  private static final String DAMAGE = "{}[]\",:\\u019.-+eEtrufalsn \n\u0000\ud800\u00e9";

  private final Random random = new Random(SEED);

  @Test
  void randomValuesComeBack() {
    int containers = 0;
    for (int i = 0; i < 5_000; i++) {
      Object value = value(5);
      String text = Json.write(value);
      Object back = Json.parse(text);
      String name = "seed " + SEED + ", case " + i + ": " + text;
      assertEquals(value, back, name);
      assertEquals(text, Json.write(back), name);
      containers += value instanceof Map || value instanceof List ? 1 : 0;
    }
    assertTrue(containers > 500, "containers: " + containers);
  }

  @Test
  void damagedTextsAreRefusedOrRead() {
    int read = 0;
    int refused = 0;
    for (int i = 0; i < 20_000; i++) {
      String text = damaged(Json.write(value(4)));
      try {
        Object value = Json.parse(text);
        assertEquals(value, Json.parse(Json.write(value)), "seed " + SEED + ", case " + i);
        read++;
      } catch (IllegalArgumentException e) {
        assertTrue(e.getMessage().startsWith("JSON line "), e.getMessage());
        refused++;
      }
    }
    assertTrue(read > 1_000 && refused > 1_000, "read " + read + ", refused " + refused);
  }

  private Object value(int depth) {
    return switch (random.nextInt(depth > 0 ? 8 : 6)) {
      case 0 -> null;
      case 1 -> random.nextBoolean();
      case 2 -> random.nextLong() >> random.nextInt(64);
      case 3 -> Math.scalb(random.nextGaussian(), random.nextInt(200) - 100);
      case 4 -> (double) random.nextInt(1000);
      case 5 -> text();
      case 6 -> list(depth - 1);
      default -> map(depth - 1);
    };
  }

  private String text() {
    StringBuilder text = new StringBuilder();
    for (int length = random.nextInt(6); length > 0; length--) {
      int choice = random.nextInt(ALPHABET.length() + 1);
      text.append(
          choice < ALPHABET.length() ? ALPHABET.substring(choice, choice + 1) : "\ud83d\ude00");
    }
    return text.toString();
  }

  private List<Object> list(int depth) {
    List<Object> list = new ArrayList<>();
    for (int length = random.nextInt(5); length > 0; length--) {
      list.add(value(depth));
    }
    return list;
  }

  private Map<String, Object> map(int depth) {
    Map<String, Object> map = new LinkedHashMap<>();
    for (int length = random.nextInt(5); length > 0; length--) {
      map.put(text(), value(depth));
    }
    return map;
  }

  /** Cuts, doubles, or replaces one character. */
  private String damaged(String text) {
    int at = random.nextInt(text.length());
    int c = random.nextInt(DAMAGE.length());
    return switch (random.nextInt(4)) {
      case 0 -> text.substring(0, at);
      case 1 -> text.substring(0, at) + text.substring(at + 1);
      case 2 -> text.substring(0, at) + DAMAGE.charAt(c) + text.substring(at);
      default -> text.substring(0, at) + DAMAGE.charAt(c) + text.substring(at + 1);
    };
  }
}

package org.p4inv.flows.config;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.function.Executable;

/** Typed access, immutability, and the errors that a reader of a bad configuration sees. */
class ConfigTest {

  private static final Config LAYER =
      Config.of("type", "affine-coupling").with("dimension", 2).with("scale", 0.5);

  @Test
  void comesBackFromItsText() {
    Config config =
        LAYER
            .with("on", true)
            .with("seed", Long.MIN_VALUE)
            .with("float", 0.1f)
            .with("order", new int[] {1, 0})
            .with("inner", LAYER)
            .with("layers", List.of(LAYER, LAYER.with("dimension", 3)));
    String layer = "{\"type\":\"affine-coupling\",\"dimension\":2,\"scale\":0.5";
    assertEquals(
        layer
            + ",\"on\":true,\"seed\":-9223372036854775808,\"float\":0.10000000149011612"
            + ",\"order\":[1,0],\"inner\":"
            + layer
            + "},\"layers\":["
            + layer
            + "},{\"type\":\"affine-coupling\",\"dimension\":3,\"scale\":0.5}]}",
        config.toJson());
    Config back = Config.parse(config.toJson());
    assertEquals(config, back);
    assertEquals(config.hashCode(), back.hashCode());
    assertEquals(config.toJson(), back.toString());
  }

  @Test
  void theExampleInTheJavadoc() {
    Config config = Config.of("type", "affine-coupling").with("dimension", 2);
    int dimension = Config.parse(config.toJson()).integer("dimension", 1, 4096);
    assertEquals(2, dimension);
  }

  @Test
  void givesTypedValues() {
    Config config =
        Config.parse(
            "{\"n\":3,\"x\":2.5,\"t\":\"text\",\"o\":{\"a\":1},\"l\":[{\"a\":2},{\"a\":3}],"
                + "\"i\":[-2147483648,2147483647],\"e\":[],\"r\":[2,-0.5]}");
    assertEquals(3, config.integer("n", 3, 3));
    assertEquals(3.0, config.number("n"));
    assertEquals(2.5, config.number("x"));
    assertEquals("text", config.text("t"));
    assertEquals(1, config.object("o").integer("a", 0, 9));
    assertEquals(List.of(Config.of("a", 2), Config.of("a", 3)), config.objects("l"));
    assertArrayEquals(new int[] {Integer.MIN_VALUE, Integer.MAX_VALUE}, config.integers("i"));
    assertArrayEquals(new int[0], config.integers("e"));
    assertEquals(List.of(), config.objects("e"));
    assertArrayEquals(new double[] {2, -0.5}, config.numbers("r"));
    assertEquals(
        List.of("n", "x", "t", "o", "l", "i", "e", "r"),
        List.copyOf(config.keys()),
        "keys in order");
  }

  @Test
  void isNotChangedByAnything() {
    int[] order = {0, 1};
    List<Object> list = new ArrayList<>(List.of(1));
    Config config = LAYER.with("order", order).with("list", list);
    order[0] = 9;
    list.add(2);
    config.integers("order")[1] = 9;
    config.with("type", "other");
    assertArrayEquals(new int[] {0, 1}, config.integers("order"));
    assertArrayEquals(new int[] {1}, config.integers("list"));
    assertEquals("affine-coupling", config.text("type"));
    Set<String> keys = config.keys();
    assertThrows(UnsupportedOperationException.class, () -> keys.remove("type"));
    List<Config> objects = Config.of("l", List.of(LAYER)).objects("l");
    assertThrows(UnsupportedOperationException.class, objects::clear);
  }

  @Test
  void withReplacesInPlace() {
    assertEquals(
        "{\"type\":\"p4inv\",\"dimension\":2,\"scale\":0.5}", LAYER.with("type", "p4inv").toJson());
  }

  @Test
  void equalityIsOfValuesWithoutOrder() {
    assertEquals(Config.of("a", 1).with("b", 2), Config.of("b", 2L).with("a", 1));
    assertNotEquals(Config.of("a", 1), Config.of("a", 1.0));
    assertNotEquals(Config.of("a", 0.0), Config.of("a", -0.0));
    Config inner = Config.of("x", LAYER).object("x");
    assertEquals(LAYER, inner, "the path is not part of the value");
  }

  @Test
  void errorsNameThePathTheRuleAndTheFact() {
    Config flow = Config.of("layers", List.of(LAYER, LAYER, LAYER.with("dimension", 0)));
    Config layer = Config.of("bijection", flow).object("bijection").objects("layers").get(2);
    assertError(
        "`bijection.layers[2].dimension` must be an integer from 1 to 4096, got 0",
        () -> layer.integer("dimension", 1, 4096));
    assertError(
        "`bijection.layers[2].width` must be an integer from 1 to 9, got nothing:"
            + " the keys here are [type, dimension, scale]",
        () -> layer.integer("width", 1, 9));
    assertError(
        "`a[1]` must be a number, got the text \"b\"",
        () -> Config.of("a", List.of(1, "b")).numbers("a"));
    assertError(
        "`bijection.layers[2].scale` must be an integer from 0 to 1, got 0.5",
        () -> layer.integer("scale", 0, 1));
    assertError(
        "`bijection.layers[2].type` must be a number, got the text \"affine-coupling\"",
        () -> layer.number("type"));
    assertError(
        "`bijection.layers[2].dimension` must be an object, got 0",
        () -> layer.object("dimension"));
  }

  @Test
  void errorsOfEveryAccessor() {
    Config config = Config.parse("{\"n\":null,\"b\":true,\"l\":[1,{},4294967296,2.0],\"o\":{}}");
    assertError("`n` must be an integer from 0 to 1, got null", () -> config.integer("n", 0, 1));
    assertError("`b` must be a number, got true", () -> config.number("b"));
    assertError("`l` must be a text, got a list of length 4", () -> config.text("l"));
    assertError("`o` must be a list of objects, got an object", () -> config.objects("o"));
    assertError("`l[0]` must be an object, got 1", () -> config.objects("l"));
    assertError("`b` must be a list of integers, got true", () -> config.integers("b"));
    assertError(
        "`l[1]` must be an integer from -2147483648 to 2147483647, got an object",
        () -> config.integers("l"));
    assertError("`b` must be a list of numbers, got true", () -> config.numbers("b"));
    assertError("`l[1]` must be a number, got an object", () -> config.numbers("l"));
    assertError(
        "`l[0]` must be an integer from -2147483648 to 2147483647, got 4294967296",
        () -> Config.of("l", List.of(4294967296L)).integers("l"));
    assertError(
        "`l[0]` must be an integer from -2147483648 to 2147483647, got 2.0",
        () -> Config.of("l", List.of(2.0)).integers("l"));
  }

  @Test
  void integersOutsideIntDoNotWrap() {
    Config config = Config.of("n", (1L << 32) + 5);
    assertError(
        "`n` must be an integer from 0 to 9, got 4294967301", () -> config.integer("n", 0, 9));
  }

  @Test
  void refusesOtherValues() {
    assertError(
        "`a` must be a String, Boolean, Integer, Long, Float, Double, Config, int[], double[]"
            + " or a List of these, got null",
        () -> Config.of("a", null));
    assertTrue(error(() -> LAYER.with("a", new long[0])).endsWith("got a [J"));
    assertTrue(error(() -> LAYER.with("a", List.of(1, 'x'))).startsWith("`a[1]` must be"));
    assertTrue(error(() -> LAYER.with("a", Arrays.asList((Object) null))).endsWith("got null"));
    assertError("`a` must be finite, got NaN", () -> LAYER.with("a", Double.NaN));
    assertError("`a[1]` must be finite, got NaN", () -> LAYER.with("a", new double[] {1, 0.0 / 0}));
    assertError("`a` must be finite, got Infinity", () -> LAYER.with("a", Float.POSITIVE_INFINITY));
  }

  @Test
  void parseWantsAnObject() {
    assertError(
        "a configuration must be a JSON object, got a list of length 0", () -> Config.parse("[]"));
    assertTrue(error(() -> Config.parse("{")).startsWith("JSON line 1, column 2: "));
  }

  @Test
  void messagesStayShort() {
    String longText = "x".repeat(100_000);
    Config config = Config.of(longText, longText);
    assertTrue(error(() -> config.number(longText)).length() < 300);
    assertTrue(error(() -> config.number("absent")).length() < 300);
  }

  private static void assertError(String message, Executable call) {
    assertEquals(message, error(call));
  }

  private static String error(Executable call) {
    return assertThrows(IllegalArgumentException.class, call).getMessage();
  }
}

package org.p4inv.flows.config;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;

/** What JSON texts mean, and where and why a wrong one is refused. */
class JsonTest {

  static Stream<Arguments> texts() {
    return Stream.of(
        Arguments.of("null", null),
        Arguments.of("true", true),
        Arguments.of(" \t\r\n false ", false),
        Arguments.of("0", 0L),
        Arguments.of("-0", 0L),
        Arguments.of("-0.0", -0.0),
        Arguments.of("42", 42L),
        Arguments.of("42.0", 42.0),
        Arguments.of("4e1", 40.0),
        Arguments.of("4E+1", 40.0),
        Arguments.of("25e-1", 2.5),
        Arguments.of("9223372036854775807", Long.MAX_VALUE),
        Arguments.of("-9223372036854775808", Long.MIN_VALUE),
        Arguments.of("9223372036854775808", 0x1p63),
        Arguments.of("100000000000000000000000", 1e23),
        Arguments.of("1e-999", 0.0),
        Arguments.of("\"\"", ""),
        Arguments.of("\"\\\"\\\\\\/\\b\\f\\n\\r\\t\\u00e9\\u00E9\"", "\"\\/\b\f\n\r\t\u00e9\u00e9"),
        Arguments.of("\"\\ud83d\\ude00\"", "\ud83d\ude00"),
        Arguments.of("\"\u007f\u2028\"", "\u007f\u2028"),
        Arguments.of("[]", List.of()),
        Arguments.of("[ 1 , [ ] , \"a\" ]", List.of(1L, List.of(), "a")),
        Arguments.of("{}", Map.of()),
        Arguments.of("{ \"a\" : { \"a\" : 1 } }", Map.of("a", Map.of("a", 1L))));
  }

  @ParameterizedTest
  @MethodSource("texts")
  void readsEachKindOfValue(String text, Object value) {
    assertEquals(value, Json.parse(text));
    assertEquals(value, Json.parse(Json.write(value)), "after writing it");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '~',
      quoteCharacter = '`',
      textBlock =
          """
          ``             ~ 1 ~ a value, got the end of the text
          ` `            ~ 2 ~ a value, got the end of the text
          `1 1`          ~ 3 ~ the end of the text, got '1'
          `{}}`          ~ 3 ~ the end of the text, got '}'
          `nul`          ~ 1 ~ the word null, got 'n'
          `True`         ~ 1 ~ a value, got 'T'
          `NaN`          ~ 1 ~ a value, got 'N'
          `+1`           ~ 1 ~ a value, got '+'
          `.5`           ~ 1 ~ a value, got '.'
          `01`           ~ 2 ~ the end of the text, got '1'
          `-`            ~ 2 ~ a digit, got the end of the text
          `-x`           ~ 2 ~ a digit, got 'x'
          `1.`           ~ 3 ~ a digit, got the end of the text
          `1.e1`         ~ 3 ~ a digit, got 'e'
          `1e`           ~ 3 ~ a digit, got the end of the text
          `1e+-1`        ~ 4 ~ a digit, got '-'
          `1e999`        ~ 1 ~ must be finite as a double, got 1e999
          `[-1e999]`     ~ 2 ~ must be finite as a double, got -1e999
          `[1,]`         ~ 4 ~ a value, got ']'
          `[1 2]`        ~ 4 ~ ',' or ']', got '2'
          `[1`           ~ 3 ~ ',' or ']', got the end of the text
          `[,]`          ~ 2 ~ a value, got ','
          `{"a":1,}`     ~ 8 ~ a key in double quotes, got '}'
          `{a:1}`        ~ 2 ~ a key in double quotes, got 'a'
          `{"a"}`        ~ 5 ~ ':', got '}'
          `{"a":}`       ~ 6 ~ a value, got '}'
          `{"a":1 "b":2}` ~ 8 ~ ',' or '}', got '"'
          `{"a":1,"a":1}` ~ 8 ~ a new key, got "a" a second time
          `{"a":null,"\\u0061":1}` ~ 11 ~ a new key, got "a" a second time
          `"a`           ~ 3 ~ '"', got the end of the text
          `"a\\`         ~ 4 ~ after '\\', got the end of the text
          `"\\x"`        ~ 3 ~ after '\\', got 'x'
          `"\\u12g4"`    ~ 6 ~ hexadecimal digits after '\\u', got 'g'
          `"\\u12`       ~ 6 ~ hexadecimal digits after '\\u', got the end of the text
          `["\\ud800"]`  ~ 2 ~ half a surrogate pair
          `["\\ude00\\ud83d"]` ~ 2 ~ half a surrogate pair
          `[\u00a01]`    ~ 2 ~ a value, got the character U+00A0
          `\ufeff1`      ~ 1 ~ a value, got the character U+FEFF
          `"\\u\u0661123"` ~ 4 ~ hexadecimal digits after '\\u', got
          """)
  void refusesWithThePosition(String text, int column, String problem) {
    String message = refusal(text);
    assertTrue(message.startsWith("JSON line 1, column " + column + ": "), message);
    assertTrue(message.contains(problem), message);
  }

  @Test
  void countsLines() {
    assertEquals("JSON line 3, column 4: expected a value, got 'x'", refusal("{\n\"a\":\n   x}"));
  }

  @Test
  void refusesControlCharactersInStrings() {
    for (char c = 0; c < ' '; c++) {
      String message = refusal("\"" + c + "\"");
      assertTrue(message.startsWith("JSON line 1, column 2: "), message);
    }
  }

  @Test
  void keepsTheOrderOfKeys() {
    String text = "{\"z\":1,\"a\":{\"y\":2,\"b\":3},\"m\":4}";
    assertEquals(text, Json.write(Json.parse(text)));
  }

  @Test
  void givesCollectionsToKeep() {
    assertInstanceOf(Map.class, Json.parse("{}"));
    List<?> list = assertInstanceOf(List.class, Json.parse("[1]"));
    list.clear();
    assertEquals("[]", Json.write(list));
  }

  @Test
  void limitsTheDepthBothWays() {
    String deepest = "[".repeat(Json.MAX_DEPTH) + "]".repeat(Json.MAX_DEPTH);
    Object value = Json.parse(deepest);
    assertEquals(deepest, Json.write(value));
    String tooDeep = refusal("[" + deepest + "]");
    assertTrue(tooDeep.contains("column 129: nesting must be at most 128 deep, got 129"), tooDeep);
    assertTrue(refusal("{\"a\":".repeat(100_000)).contains("at most 128 deep"));
    assertTrue(writeRefusal(List.of(value)).contains("at most 128 deep, got 129"));
  }

  @Test
  void escapesWhatMustBe() {
    assertEquals(
        "\"\\\"\\\\/\\n\\r\\t\\u0000\\u0008\\u001f\u007f\u00e9\"",
        Json.write("\"\\/\n\r\t\u0000\b\u001f\u007f\u00e9"));
  }

  @Test
  void writesIntegersAsLongs() {
    assertEquals("[7,-7]", Json.write(List.of(7, -7L)));
  }

  @Test
  void refusesToWriteWhatItCouldNotRead() {
    assertTrue(writeRefusal(Double.NaN).contains("finite, got NaN"));
    assertTrue(writeRefusal(List.of(Double.NEGATIVE_INFINITY)).contains("got -Infinity"));
    assertTrue(writeRefusal("\ud800").contains("half a surrogate pair"));
    assertTrue(writeRefusal(Map.of("a\ude00", 1L)).contains("half a surrogate pair"));
    assertTrue(writeRefusal(1f).contains("got a java.lang.Float"));
    assertTrue(writeRefusal(Map.of(1L, 1L)).contains("key must be a String, got 1"));
    List<Object> itself = new ArrayList<>();
    itself.add(itself);
    assertTrue(writeRefusal(itself).contains("deep"));
  }

  @Test
  void writesNullInCollections() {
    assertEquals("[null]", Json.write(Arrays.asList((Object) null)));
  }

  private static String refusal(String text) {
    return assertThrows(IllegalArgumentException.class, () -> Json.parse(text), text).getMessage();
  }

  private static String writeRefusal(Object value) {
    return assertThrows(IllegalArgumentException.class, () -> Json.write(value)).getMessage();
  }
}

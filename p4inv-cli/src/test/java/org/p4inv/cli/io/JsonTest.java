package org.p4inv.cli.io;

import static org.junit.jupiter.api.Assertions.assertEquals;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.util.OptionalDouble;
import org.junit.jupiter.api.Test;

class JsonTest {
  private record Numbers(double twoWords, Double absent, OptionalDouble known) {}

  private static void assertJson(String expected, Numbers numbers) throws JsonProcessingException {
    ObjectMapper mapper = new ObjectMapper();
    assertEquals(mapper.readTree(expected), mapper.readTree(Json.text(numbers)));
  }

  @Test
  void knownNumbers() throws JsonProcessingException {
    assertJson(
        "{\"two_words\": 1.5, \"absent\": 2.5, \"known\": -0.125}",
        new Numbers(1.5, 2.5, OptionalDouble.of(-0.125)));
  }

  @Test
  void whatIsNotANumberIsNull() throws JsonProcessingException {
    String nothing = "{\"two_words\": null, \"absent\": null, \"known\": null}";
    assertJson(nothing, new Numbers(Double.NaN, null, OptionalDouble.empty()));
    assertJson(
        nothing,
        new Numbers(
            Double.NEGATIVE_INFINITY, Double.POSITIVE_INFINITY, OptionalDouble.of(Double.NaN)));
  }
}

package org.p4inv.flows.transformer;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.io.IOException;
import java.io.InputStream;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Properties;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** The transformers of this library take the battery. */
class BuiltInTransformersTest extends TransformerContract {
  private static final List<TransformerCase> CASES =
      Stream.of(SplineCases.all()).flatMap(List::stream).toList();

  @Override
  protected List<TransformerCase> cases() {
    return CASES;
  }

  /** The same bits with SIMD of any width and without, on every JDK: digests are committed. */
  @Test
  void bitsAreThoseOfEveryMachine() throws IOException {
    Properties known = new Properties();
    try (InputStream in = getClass().getResourceAsStream("/transformer-digests.properties")) {
      known.load(in);
    }
    TreeMap<String, String> expected = new TreeMap<>();
    known.forEach((name, digest) -> expected.put(name.toString(), digest.toString()));
    TreeMap<String, String> actual = new TreeMap<>();
    for (TransformerCase c : CASES) {
      actual.put(c.name().replaceAll("[ =]", "_"), HexFormat.of().formatHex(c.digest()));
    }
    assertEquals(
        String.join("\n", lines(expected)), String.join("\n", lines(actual)), "digests of bits");
  }

  private static List<String> lines(Map<String, String> digests) {
    return digests.entrySet().stream().map(e -> e.getKey() + "=" + e.getValue()).toList();
  }
}

package org.p4inv.flows.bijection;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.io.IOException;
import java.io.InputStream;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Properties;
import java.util.ServiceLoader;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/**
 * The bijections of this library take the battery; a new one needs a line in the cases of its
 * folder and in the digests.
 */
class BuiltInBijectionsTest extends BijectionContract {
  private static final List<BijectionCase> CASES =
      Stream.of(
              LinearCases.all(),
              AutoregressiveCases.all(),
              CouplingCases.all(),
              ElementwiseCases.all(),
              NormalizationCases.all(),
              CompositeCases.all())
          .flatMap(List::stream)
          .toList();

  @Override
  protected List<BijectionCase> cases() {
    return CASES;
  }

  @Test
  void everyProviderHasACase() {
    TreeSet<String> provided =
        ServiceLoader.load(BijectionProvider.class).stream()
            .map(provider -> provider.get().type())
            .collect(Collectors.toCollection(TreeSet::new));
    TreeSet<String> examined =
        CASES.stream()
            .map(c -> c.bijection().config().text("type"))
            .collect(Collectors.toCollection(TreeSet::new));
    assertEquals(provided, examined);
  }

  /** The same bits with SIMD of any width and without, on every JDK: digests are committed. */
  @Test
  void bitsAreThoseOfEveryMachine() throws IOException {
    Properties known = new Properties();
    try (InputStream in = getClass().getResourceAsStream("/bijection-digests.properties")) {
      known.load(in);
    }
    TreeMap<String, String> expected = new TreeMap<>();
    known.forEach((name, digest) -> expected.put(name.toString(), digest.toString()));
    TreeMap<String, String> actual = new TreeMap<>();
    for (BijectionCase c : CASES) {
      byte[] digest = Digest.ofBothDirections(c, 40);
      actual.put(c.name().replaceAll("[ =]", "_"), HexFormat.of().formatHex(digest));
    }
    assertEquals(
        String.join("\n", lines(expected)), String.join("\n", lines(actual)), "digests of bits");
  }

  private static List<String> lines(Map<String, String> digests) {
    return digests.entrySet().stream().map(e -> e.getKey() + "=" + e.getValue()).toList();
  }
}

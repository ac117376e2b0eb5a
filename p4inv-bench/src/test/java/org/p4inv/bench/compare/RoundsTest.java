package org.p4inv.bench.compare;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.p4inv.bench.cases.CaseRequest;

final class RoundsTest {
  private static final CaseRequest REQUEST = CaseRequest.of("p4inv-step", 2, 64);
  private static final String READY = "{\"ready\": true, \"detail\": {}}";

  @TempDir private Path folder;

  private static String time(double seconds) {
    return "{\"seconds_per_operation\": " + seconds + "}";
  }

  private static Entrant entrant(String label, String... answers) {
    return new Entrant(label, FakeContender.answering(answers), REQUEST);
  }

  @Test
  void ratiosAreThoseOfTheSameRound() {
    List<String> lines = new ArrayList<>();
    // Round by round the second is 2, 4 and 3 times slower; the medians alone would say 5.
    ComparisonResult result =
        run(
            lines,
            entrant("one", READY, time(1), time(5), time(2)),
            entrant("two", READY, time(2), time(20), time(6)),
            entrant("absent", "{\"skipped\": \"not installed\"}"),
            entrant("dies", READY, time(1), "end"));
    assertEquals(2, result.measured("one").orElseThrow().median());
    assertEquals(1, result.measured("one").orElseThrow().ratio());
    assertEquals(6, result.measured("two").orElseThrow().median());
    assertEquals(3, result.measured("two").orElseThrow().ratio());
    assertEquals("not installed", result.entrants().get(2).skipped());
    assertEquals("it ended", result.entrants().get(3).skipped());
    assertTrue(result.measured("dies").isEmpty());
    assertEquals(4, result.entrants().size());
    assertTrue(lines.contains("  absent skipped: not installed"), lines::toString);
  }

  @Test
  void withoutTheFirstThereAreNoRatios() {
    ComparisonResult result =
        run(
            new ArrayList<>(),
            new Entrant("one", new ContenderSpec("none", List.of("./none"), Map.of()), REQUEST),
            entrant("two", READY, time(2), time(2), time(2)));
    assertTrue(result.measured("one").isEmpty());
    assertNull(result.measured("two").orElseThrow().ratio());
  }

  private ComparisonResult run(List<String> lines, Entrant... entrants) {
    return new Rounds(3, 0.1, 60, folder.resolve("log"), lines::add)
        .run(new Comparison("family", "size", List.of(entrants)));
  }

  @Test
  void medians() {
    assertEquals(2, Median.of(List.of(3.0, 1.0, 2.0)));
    assertEquals(2.5, Median.of(List.of(4.0, 1.0, 2.0, 3.0)));
  }
}

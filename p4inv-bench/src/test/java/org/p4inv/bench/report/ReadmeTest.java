package org.p4inv.bench.report;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;

/** What the repository says of speed is what was measured. */
final class ReadmeTest {
  private static final Path RESULTS = Path.of("results");

  @Test
  void sectionIsMadeFromTheCommittedResults() throws IOException {
    String readme = Files.readString(Path.of("..", "README.md"));
    assertEquals(
        Readme.with(readme, ResultFiles.read(RESULTS)), readme, "p4inv-bench/run --readme");
  }

  @Test
  void reportIsMadeFromTheCommittedResults() throws IOException {
    assertEquals(
        MarkdownReport.of(ResultFiles.read(RESULTS)),
        Files.readString(RESULTS.resolve("results.md")),
        "p4inv-bench/run --readme");
  }
}

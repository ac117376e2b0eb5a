package org.p4inv.samplers.report;

import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.p4inv.core.testing.Snippets;

/** The example of docs/report.md compiles, runs, and flags its flow. */
class ReportPageTest {
  private static final Path PAGE = Path.of("..", "docs", "report.md");

  @Test
  void exampleRuns(@TempDir Path folder) throws Exception {
    String printed = Snippets.run(Snippets.of(PAGE).get(0), folder);
    assertTrue(printed.startsWith("Modes are missing: "), printed);
  }
}

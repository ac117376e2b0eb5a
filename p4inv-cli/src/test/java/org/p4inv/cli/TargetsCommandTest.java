package org.p4inv.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

@Tag("once")
class TargetsCommandTest {
  @TempDir Path folder;

  /** A few steps: better than nothing, and far from the goal. */
  @Test
  void writesScoresBesideTheTruth() throws IOException {
    CommandRun run =
        CommandRun.of(
                "experiment",
                "targets",
                "funnel",
                "--steps",
                "50",
                "--runs",
                "2",
                "--json",
                "--out",
                folder.toString())
            .succeeded();
    assertEquals(Files.readString(folder.resolve("result.json")), run.out());
    JsonNode runs = new ObjectMapper().readTree(run.out()).path("runs");
    assertEquals(2, runs.size());
    JsonNode first = runs.path(0);
    assertEquals("funnel", first.path("target").asText());
    assertEquals(2, runs.path(1).path("seed").asInt());
    // Exact: log Z is 0, so that the error is the estimate.
    assertEquals(
        first.path("score").path("log_z").asDouble(), first.path("error_of_log_z").asDouble());
    assertEquals(15.288, first.path("score").path("entropy").asDouble(), 1e-3);
    double nll = first.path("score").path("nll").asDouble();
    assertTrue(nll > 15.2, "NLL " + nll);
    assertEquals(0, first.path("chain_calls").asInt());
    assertEquals(50 * 256, first.path("training_calls").asInt());

    List<String> table = Files.readAllLines(folder.resolve("targets.md"));
    assertEquals(5, table.size());
    assertTrue(table.get(0).startsWith("| target | seed | log Z error |"), table::toString);
    assertTrue(table.get(3).startsWith("| funnel | 2 | "), table::toString);
    assertTrue(table.get(4).startsWith("| funnel | mean | "), table::toString);
  }

  @Test
  void namesTheTargets() {
    String error = CommandRun.of("experiment", "targets", "nowhere").err();
    assertTrue(
        error.contains(
            "TARGET must be one of many-well, forty-gaussians, funnel, all, got `nowhere`"),
        error);
  }
}

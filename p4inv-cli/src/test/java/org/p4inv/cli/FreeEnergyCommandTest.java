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
class FreeEnergyCommandTest {
  private static final int FLOWS = 18;

  @TempDir Path folder;

  private CommandRun run(String folderName, String threads) {
    return CommandRun.of(
            "experiment",
            "free-energy",
            "--seeds",
            "2",
            "--steps",
            "2",
            "--samples",
            "200",
            "--threads",
            threads,
            "--json",
            "--out",
            folder.resolve(folderName).toString())
        .succeeded();
  }

  @Test
  void writesFlowsBesidePublishedAndExactScores() throws IOException {
    CommandRun run = run("out", "1");
    assertEquals(Files.readString(folder.resolve("out/result.json")), run.out());
    JsonNode result = new ObjectMapper().readTree(run.out());
    assertEquals(5, result.path("published").size());
    assertEquals(1.153, result.path("published").path(1).path("error").asDouble());
    JsonNode exact = result.path("exact");
    assertEquals(2, exact.path("errors").size());
    double mean = (exact.at("/errors/0").asDouble() + exact.at("/errors/1").asDouble()) / 2;
    assertEquals(mean, exact.path("error").asDouble(), 1e-12);
    assertTrue(mean > 0.2 && mean < 1, "of 200 samples: " + mean);
    assertEquals(FLOWS, result.path("runs").size());
    for (JsonNode one : result.path("runs")) {
      assertEquals(2, one.at("/score/errors").size());
    }
    // Three pairs of mixings in each of the flows that are else alike.
    assertEquals(FLOWS, result.path("comparisons").size());

    List<String> table = Files.readAllLines(folder.resolve("out/free-energy.md"));
    assertTrue(
        table.get(0).startsWith("| flow | between | moves | base | error | +- |"), table::toString);
    assertTrue(
        table.get(3).startsWith("| published: RealNVP |  |  |  | 1.153 | 0.414 |"),
        table::toString);
    assertTrue(table.get(7).startsWith("| exact samples |"), table::toString);
    assertTrue(table.get(8).startsWith("| RealNVP | swap | none | normal |"), table::toString);
  }

  @Test
  void scoresDoNotDependOnTheThreads() throws IOException {
    ObjectMapper mapper = new ObjectMapper();
    JsonNode alone = mapper.readTree(run("one", "1").out());
    JsonNode three = mapper.readTree(run("three", "3").out());
    assertEquals(alone.path("exact"), three.path("exact"));
    assertEquals(alone.path("runs").findValues("score"), three.path("runs").findValues("score"));
  }
}

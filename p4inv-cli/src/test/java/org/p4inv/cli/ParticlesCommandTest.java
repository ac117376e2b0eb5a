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
class ParticlesCommandTest {
  @TempDir Path folder;

  private JsonNode run(String energy, int draws) throws IOException {
    CommandRun run =
        CommandRun.of(
                "experiment",
                "particles",
                energy,
                "--draws",
                Integer.toString(draws),
                "--json",
                "--out",
                folder.toString())
            .succeeded();
    assertEquals(Files.readString(folder.resolve("result.json")), run.out());
    return new ObjectMapper().readTree(run.out()).path("runs").path(0);
  }

  /** In short: no bin differs by 4.5 errors, and the distance is what two runs have by chance. */
  @Test
  void energiesOfReplicaExchangeAreThoseOfALongRun() throws IOException {
    for (String energy : List.of("dw4", "lj13")) {
      JsonNode histograms = run(energy, 25).path("histograms");
      assertTrue(histograms.path("worst").asDouble() < 4.5, () -> energy + ": " + histograms);
      double distance = histograms.path("distance").asDouble();
      double expected = histograms.path("expected").asDouble();
      assertTrue(distance < 2 * expected, () -> energy + ": " + distance + " for " + expected);
      assertTrue(expected < 0.1, () -> energy + ": " + expected);
      double sum = 0;
      for (JsonNode share : histograms.path("first")) {
        sum += share.asDouble();
      }
      assertEquals(1, sum, 1e-9, energy);
    }
  }

  @Test
  void writesATable() throws IOException {
    JsonNode dw4 = run("dw4", 8);
    assertTrue(dw4.path("long_run").path("energy_calls").asLong() > 128 * 500);
    List<String> table = Files.readAllLines(folder.resolve("particles.md"));
    assertEquals(4, table.size());
    assertTrue(table.get(0).startsWith("| energy | run | mean u | +- |"), table::toString);
    assertTrue(table.get(2).startsWith("| dw4 | replica exchange | "), table::toString);
  }

  @Test
  void namesTheEnergies() {
    String line = CommandRun.of("experiment", "particles", "lj14").errorLine(2);
    assertTrue(line.contains("ENERGY must be one of dw4, lj13, lj13-twice, all"), line);
  }
}

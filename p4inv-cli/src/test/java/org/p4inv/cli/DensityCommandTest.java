package org.p4inv.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class DensityCommandTest {
  @TempDir Path folder;

  /** One epoch: the likelihood is worse than the entropy, and better than that of a normal. */
  @Test
  void writesLikelihoodBesideEntropy() throws IOException {
    CommandRun run =
        CommandRun.of(
                "experiment",
                "density",
                "checkerboard",
                "--steps",
                "1",
                "--json",
                "--out",
                folder.toString())
            .succeeded();
    assertEquals(Files.readString(folder.resolve("result.json")), run.out());
    JsonNode density = new ObjectMapper().readTree(run.out()).path("runs").path(0);
    assertEquals("checkerboard", density.path("dataset").asText());
    assertEquals(Math.log(32), density.path("entropy").asDouble());
    double nll = density.path("nll").asDouble();
    assertEquals(nll - Math.log(32), density.path("excess").asDouble(), 1e-12);
    assertTrue(nll > Math.log(32) && nll < Math.log(2 * Math.PI * Math.E * 16 / 3), "" + nll);
    assertEquals(1, density.path("epochs").asInt());

    List<String> table = Files.readAllLines(folder.resolve("density.md"));
    assertEquals(3, table.size());
    assertTrue(table.get(0).startsWith("| density | NLL | +- | entropy |"), table::toString);
    assertTrue(table.get(2).startsWith("| checkerboard | "), table::toString);
  }
}

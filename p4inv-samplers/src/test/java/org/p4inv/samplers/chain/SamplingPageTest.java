package org.p4inv.samplers.chain;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.p4inv.core.testing.Snippets;
import org.p4inv.samplers.energy.Energies;
import org.p4inv.samplers.energy.Energy;
import org.p4inv.samplers.energy.Truth;

/** docs/sampling.md: its example runs and tells apart what mixes, and its table is complete. */
class SamplingPageTest {
  private static final Path PAGE = Path.of("..", "docs", "sampling.md");

  @Test
  void exampleRuns(@TempDir Path folder) throws Exception {
    List<String> printed = Snippets.run(Snippets.of(PAGE).get(0), folder).lines().toList();
    assertTrue(rHat(printed.get(0)) > 1.1, printed.toString());
    assertTrue(rHat(printed.get(1)) < 1.1, printed.toString());
  }

  private static double rHat(String line) {
    return Double.parseDouble(line.substring(line.lastIndexOf(' ') + 1));
  }

  @Test
  void tableListsEveryEnergy() throws Exception {
    List<String> rows =
        Files.readAllLines(PAGE).stream().filter(line -> line.startsWith("| `")).toList();
    List<String> energies = rows.stream().filter(row -> row.split("\\|").length == 5).toList();
    assertEquals(Energies.names().stream().map(SamplingPageTest::row).toList(), energies);
  }

  private static String row(String name) {
    Energy energy = Energies.create(name);
    Truth truth = energy.truth();
    List<String> known =
        Stream.of(
                truth.logZ().isPresent() ? "log Z" : "",
                truth.entropy().isPresent() ? "entropy" : "",
                truth.moments().isPresent() ? "moments" : "",
                truth.modes().isEmpty() ? "" : "modes",
                truth.states().isPresent() ? "states" : "",
                truth.sampler().isPresent() ? "exact samples" : "")
            .filter(word -> !word.isEmpty())
            .toList();
    return "| `%s` | %d | %s | %s |"
        .formatted(
            name,
            energy.dimension(),
            Energies.provider(name).summary(),
            known.isEmpty() ? "nothing" : String.join(", ", known));
  }
}

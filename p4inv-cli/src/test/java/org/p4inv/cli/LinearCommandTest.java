package org.p4inv.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class LinearCommandTest {
  @TempDir Path folder;

  private CommandRun run(String... more) {
    String[] arguments = {"experiment", "linear", "--dimension", "3", "--out", folder.toString()};
    return CommandRun.of(
            Stream.of(List.of(arguments), List.of(more))
                .flatMap(List::stream)
                .toArray(String[]::new))
        .succeeded();
  }

  @Test
  void jsonHasARunForEachRank() throws IOException {
    CommandRun run = run("--ranks", "1,2", "--steps", "20", "--json");
    assertEquals(Files.readString(folder.resolve("result.json")), run.out());
    JsonNode runs = new ObjectMapper().readTree(run.out()).path("runs");
    assertEquals(List.of("1", "2"), runs.findValuesAsText("rank"));
    for (String key :
        List.of("reached", "steps", "loss", "sign_changes", "sign", "drift", "merges", "repairs")) {
      assertEquals(2, runs.findValues(key).size(), key);
    }
  }

  @Test
  void tableHasALineForEachRank() {
    List<String> lines = run("--ranks", "1,2", "--steps", "20").out().lines().toList();
    assertTrue(lines.get(1).contains("sign changes"), lines::toString);
    assertTrue(lines.get(2).strip().startsWith("1 "), lines::toString);
    assertTrue(lines.get(3).strip().startsWith("2 "), lines::toString);
  }
}

package org.p4inv.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.p4inv.cli.train.Fingerprint;
import org.p4inv.flows.Flow;
import org.p4inv.samplers.boltzmann.BoltzmannGenerator;
import org.p4inv.samplers.boltzmann.BoltzmannSettings;
import org.p4inv.samplers.energy.Energies;

class TrainCommandTest {
  private static final String STEPS = "30";

  /** Of {@code train double-well --steps 30}; the same on every JVM, with SIMD and without. */
  private static final String SHA256 =
      "94cc8f7823ed9121d7e7f74ffa33e97de23a158080361c16170c9f49f7ca643b";

  @TempDir Path folder;

  private CommandRun train(String... more) {
    List<String> arguments =
        new ArrayList<>(List.of("train", "double-well", "--out", folder.toString()));
    arguments.addAll(List.of("--steps", STEPS));
    arguments.addAll(List.of(more));
    return CommandRun.of(arguments.toArray(String[]::new));
  }

  private JsonNode result() throws IOException {
    return new ObjectMapper().readTree(Files.readString(folder.resolve("result.json")));
  }

  @Test
  void leavesModelResultAndPicture() throws IOException {
    CommandRun run = train().succeeded();
    try (Stream<Path> files = Files.list(folder)) {
      assertEquals(
          List.of("model.safetensors", "result.json", "training.png"),
          files.map(file -> file.getFileName().toString()).sorted().toList(),
          run::toString);
    }
    JsonNode result = result();
    for (String number :
        List.of(
            "seed",
            "threads",
            "steps",
            "train_seconds",
            "first_step_seconds",
            "points_per_second",
            "reverse_ess",
            "forward_ess")) {
      assertTrue(result.path(number).isNumber(), () -> number + " in " + result);
    }
    for (String text : List.of("energy", "kernels", "jdk", "parameters_sha256")) {
      assertTrue(result.path(text).isTextual(), () -> text + " in " + result);
    }
    assertEquals(-0.5, result.at("/constants/a").asDouble());
    assertEquals(10.29347971, result.at("/log_z/exact").asDouble(), 1e-8);
    assertEquals(1.690631, result.at("/free_energy/exact").asDouble(), 1e-6);
    for (String estimate : List.of("log_z", "free_energy")) {
      assertTrue(result.path(estimate).has("value"), estimate);
      assertTrue(result.path(estimate).has("error"), estimate);
    }
    assertEquals(List.of("left", "right"), result.path("states").findValuesAsText("name"));
    Flow flow = Flow.load(folder.resolve("model.safetensors"));
    assertEquals(Fingerprint.of(flow), result.path("parameters_sha256").asText());
  }

  @Test
  void parametersAreTheSameForAnyThreads() throws IOException {
    for (String threads : List.of("1", "2", "4")) {
      train("--threads", threads).succeeded();
      assertEquals(SHA256, result().path("parameters_sha256").asText(), threads + " threads");
    }
  }

  @Test
  void watchingDoesNotChangeTheTraining() {
    BoltzmannSettings settings =
        BoltzmannSettings.DEFAULT.withSteps(Integer.parseInt(STEPS)).withSeed(1);
    BoltzmannGenerator unwatched =
        BoltzmannGenerator.train(Energies.create("double-well"), settings);
    assertEquals(SHA256, Fingerprint.of(unwatched.flow()));
  }

  @Test
  void negativeConstantsAsSeparateWords() throws IOException {
    train("--a", "-0.25", "--b=-4", "--seed", "-7").succeeded();
    assertEquals(-0.25, result().at("/constants/a").asDouble());
    assertEquals(-4, result().at("/constants/b").asDouble());
    assertEquals(-7, result().path("seed").asLong());
    assertFalse(SHA256.equals(result().path("parameters_sha256").asText()));
  }

  @Test
  void jsonIsAllThereIsOnStandardOutput() throws IOException {
    CommandRun run = train("--json").succeeded();
    assertEquals(Files.readString(folder.resolve("result.json")), run.out());
  }

  @Test
  void progressGoesToStandardError() {
    CommandRun run = train().succeeded();
    List<String> lines = run.err().lines().toList();
    assertTrue(lines.get(0).startsWith("training on double-well a=-0.5 b=-6 c=1; kernels: "));
    assertEquals(20, lines.stream().filter(line -> line.startsWith("step ")).count(), run.err());
    assertTrue(lines.get(20).startsWith("step 30 of 30  loss "), run.err());
  }

  @Test
  void endsWithLinesForPeople() {
    String out = train().succeeded().out();
    for (String part :
        List.of(
            "reverse ESS",
            "forward ESS",
            "log Z ",
            "exact 10.2935",
            "ln(P right / P left)",
            "exact 1.6906",
            "samples in left",
            "first step",
            "files in " + folder)) {
      assertTrue(out.contains(part), () -> part + " in " + out);
    }
  }

  @Test
  void otherDimensionsHaveNoStates() throws IOException {
    CommandRun.of(
            "train", "gaussian", "--dimension", "3", "--steps", "5", "--out", folder.toString())
        .succeeded();
    assertTrue(result().path("free_energy").isNull());
    assertTrue(Files.exists(folder.resolve("training.png")));
  }

  @Test
  void outputIsCheckedBeforeTraining() throws IOException {
    Path file = Files.writeString(folder.resolve("file"), "mine");
    for (Path out : List.of(file, file.resolve("below"))) {
      String line =
          CommandRun.of("train", "double-well", "--steps", "1000000", "--out", out.toString())
              .errorLine(1);
      assertTrue(line.contains("`--out` must be a folder"), line);
      assertTrue(line.contains(out.toString()), line);
    }
    assertEquals("mine", Files.readString(file));
  }

  @Test
  void dimensionThatNoLayerHas() {
    CommandRun run =
        CommandRun.of("train", "gaussian", "--dimension", "20000", "--out", folder.toString());
    assertEquals(1, run.code());
    List<String> lines = run.err().lines().toList();
    assertEquals(2, lines.size(), run.err());
    assertTrue(lines.get(1).contains("16384, got 20000"), run.err());
  }
}

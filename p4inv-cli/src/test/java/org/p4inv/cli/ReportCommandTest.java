package org.p4inv.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.p4inv.flows.Flow;
import org.p4inv.flows.config.Config;
import org.p4inv.samplers.boltzmann.BoltzmannGenerator;
import org.p4inv.samplers.boltzmann.BoltzmannSettings;
import org.p4inv.samplers.energy.Energies;

class ReportCommandTest {
  private static final BoltzmannSettings SHORT = BoltzmannSettings.DEFAULT.withSteps(60);

  @TempDir Path folder;

  private String file(String name) {
    return folder.resolve(name).toString();
  }

  /** A flow about the origin that says it was trained on this energy. */
  private String untrained(String energy, String constants) throws IOException {
    Flow flow = BoltzmannGenerator.untrained(2, BoltzmannSettings.DEFAULT);
    Config trainedOn = Config.of("name", energy).with("constants", Config.parse(constants));
    flow.withProvenance(Config.of("energy", trainedOn)).save(folder.resolve("model"));
    return file("model");
  }

  private CommandRun report(String model, String... more) {
    List<String> arguments =
        new ArrayList<>(List.of("report", model, "-n", "500", "--distances", "100"));
    arguments.addAll(List.of(more));
    return CommandRun.of(arguments.toArray(String[]::new));
  }

  private JsonNode json(String name) throws IOException {
    return new ObjectMapper().readTree(Files.readString(folder.resolve(name)));
  }

  @Test
  void everythingIsThere() throws IOException {
    BoltzmannGenerator.train(Energies.create("double-well"), SHORT)
        .flow()
        .save(folder.resolve("model"));
    String page =
        report(file("model"), "--json", file("1.json"), "--markdown", file("page.md"))
            .succeeded()
            .out();
    JsonNode report = json("1.json");
    assertEquals("double-well", report.path("energy").asText());
    assertEquals(-6, report.at("/constants/b").asDouble());
    assertEquals("exact samples", report.path("witness").asText());
    for (String number :
        List.of(
            "reverse_ess",
            "forward_ess",
            "reverse_log_z",
            "forward_log_z",
            "elbo",
            "eubo",
            "elbo_gap",
            "eubo_gap",
            "nll",
            "unseen")) {
      JsonNode score = report.path("density").path(number);
      assertTrue(score.path("estimate").path("value").isNumber(), () -> number + " in " + report);
      assertTrue(score.path("floor").isNumber(), () -> number + " in " + report);
      assertTrue(score.path("floor_deviation").isNumber(), () -> number + " in " + report);
    }
    assertTrue(report.at("/density/pareto_k/estimate/value").isNumber(), report::toString);
    List<String> names = List.of("flow", "flow reweighted", "hmc", "replica exchange");
    assertEquals(names, report.path("samplers").findValuesAsText("name"));
    List<JsonNode> scores = new ArrayList<>(report.path("samplers").findValues("scores"));
    scores.add(report.path("floor"));
    scores.add(report.path("floor_deviation"));
    for (JsonNode of : scores) {
      for (String number :
          List.of("mean_energy", "states_covered", "mass_error", "w2", "mmd_squared")) {
        assertTrue(of.path(number).isNumber(), () -> number + " in " + report);
      }
    }
    // What the training cost, and the points.
    double calls = 60 * 1024 + 500;
    assertEquals(calls, report.at("/samplers/2/energy_calls").asDouble(), 0.3 * calls);
    assertEquals(
        List.of("left", "right"),
        report.path("masses").findValuesAsText("name").stream().sorted().toList());
    assertEquals(4, report.at("/masses/0/masses").size());
    String verdict = report.path("verdict").asText();
    assertTrue(page.endsWith("\nverdict: " + verdict + "\n"), page);
    for (String row : names) {
      assertTrue(page.contains("\n  " + row + "  "), page);
    }
    String markdown = Files.readString(folder.resolve("page.md"));
    assertTrue(markdown.startsWith("# double-well a=-0.5 b=-6 c=1\n"), markdown);
    assertTrue(markdown.contains("**Verdict:** " + verdict), markdown);
    assertTrue(markdown.contains("\n| replica exchange | "), markdown);
  }

  @Test
  void threadsDoNotMatter() throws IOException {
    String model = untrained("double-well", "{}");
    for (String threads : List.of("1", "2")) {
      report(model, "--calls", "70000", "--threads", threads, "--json", file(threads + ".json"))
          .succeeded();
    }
    assertEquals(json("1.json"), json("2.json"));
  }

  @Test
  void missingModesAreSaid() throws IOException {
    String model = untrained("forty-gaussians", "{\"standard-deviation\": \"2.0\"}");
    CommandRun run = report(model, "--calls", "0").succeeded();
    assertTrue(run.out().startsWith("forty-gaussians standard-deviation=2: "), run.out());
    assertTrue(run.out().contains("verdict: Modes are missing: "), run.out());
    assertTrue(run.out().contains("and 20 more"), run.out());
    assertEquals("", run.err());
  }

  @Test
  void modelsThatCannotBeReportedOn() throws IOException {
    Path plain = folder.resolve("plain");
    BoltzmannGenerator.untrained(2, BoltzmannSettings.DEFAULT).save(plain);
    String line = report(plain.toString()).errorLine(1);
    assertTrue(line.contains("must say which energy it was trained on, it does not"), line);
    line = report(untrained("pudding", "{}")).errorLine(1);
    assertTrue(line.contains("got `pudding`"), line);
    line = report(untrained("gaussian", "{\"dimension\": \"3.0\"}")).errorLine(1);
    assertTrue(line.contains("`flow` must have the dimension of the energy, 3, got 2"), line);
    line = report(file("nothing")).errorLine(1);
    assertTrue(line.contains("nothing` must exist, it does not"), line);
  }
}

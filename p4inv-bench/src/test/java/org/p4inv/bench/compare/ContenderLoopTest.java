package org.p4inv.bench.compare;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.io.BufferedReader;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.io.StringReader;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.p4inv.bench.cases.Case;
import org.p4inv.bench.cases.NotOfferedException;
import org.p4inv.bench.cases.Ours;

final class ContenderLoopTest {
  private static final JsonMapper JSON = new JsonMapper();

  private int opened;
  private int closed;
  private long operations;

  /** Counts what is done with it. */
  private final class Counting implements Case {
    Counting() {
      opened++;
    }

    @Override
    public void run() {
      operations++;
    }

    @Override
    public Map<String, Object> detail() {
      return Map.of("operations", operations);
    }

    @Override
    public void close() {
      closed++;
    }
  }

  @Test
  void answersEveryLine() throws IOException {
    List<JsonNode> answers =
        serve(
            """
            run 0
            prepare count best d=2 batch=64 warmup=0
            run 0

            prepare none best
            sing
            prepare count best warmup=0
            """);
    assertEquals("no case is prepared", answers.get(0).path("skipped").asText());
    assertTrue(answers.get(1).path("ready").booleanValue());
    assertTrue(answers.get(1).path("detail").path("operations").longValue() >= 1);
    assertEquals(3, answers.get(2).path("operations").longValue(), "at least three operations");
    assertTrue(answers.get(2).path("seconds_per_operation").isNumber());
    assertEquals("there is none", answers.get(3).path("skipped").asText());
    assertTrue(answers.get(4).path("skipped").asText().contains("sing"));
    assertTrue(answers.get(5).path("ready").booleanValue());
    assertEquals(6, answers.size());
    assertEquals(2, opened);
    assertEquals(2, closed, "a case is closed by the next, or by the end of the input");
  }

  private List<JsonNode> serve(String requests) throws IOException {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    new ContenderLoop(
            request -> {
              if (!request.name().equals("count")) {
                throw new NotOfferedException("there is none");
              }
              return new Counting();
            })
        .serve(
            new BufferedReader(new StringReader(requests)),
            new PrintStream(out, true, StandardCharsets.UTF_8));
    List<JsonNode> answers = new ArrayList<>();
    for (String line : out.toString(StandardCharsets.UTF_8).lines().toList()) {
      answers.add(JSON.readTree(line));
    }
    return answers;
  }

  @Test
  void ourEngineAnswers() throws IOException {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    new ContenderLoop(new Ours())
        .serve(
            new BufferedReader(
                new StringReader("prepare p4inv-step best d=2 batch=64 warmup=0\nrun 0\n")),
            new PrintStream(out, true, StandardCharsets.UTF_8));
    List<String> lines = out.toString(StandardCharsets.UTF_8).lines().toList();
    assertTrue(JSON.readTree(lines.get(0)).path("detail").path("first_loss").isNumber());
    assertTrue(JSON.readTree(lines.get(1)).path("seconds_per_operation").doubleValue() > 0);
  }
}

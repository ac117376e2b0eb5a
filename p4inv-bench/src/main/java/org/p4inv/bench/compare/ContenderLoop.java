package org.p4inv.bench.compare;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.PropertyNamingStrategies;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.PrintStream;
import java.util.Map;
import org.p4inv.bench.cases.Case;
import org.p4inv.bench.cases.CaseFactory;
import org.p4inv.bench.cases.CaseRequest;
import org.p4inv.bench.cases.NotOfferedException;

/**
 * The contender's end of the protocol: it is told in lines and answers one JSON object a line.
 *
 * <pre>
 * prepare &lt;case&gt; &lt;form&gt; key=value ...   {"ready": true, "detail": {...}} or {"skipped": "why"}
 * run &lt;seconds&gt;                         {"seconds_per_operation": 0.00123, "operations": 240}
 * (end of input)                        ends
 * </pre>
 *
 * A case replaces the one before. A request that fails is answered as skipped, with the exception
 * on standard error.
 */
public final class ContenderLoop {
  private static final JsonMapper JSON =
      JsonMapper.builder().propertyNamingStrategy(PropertyNamingStrategies.SNAKE_CASE).build();

  private final CaseFactory factory;
  private Case current;

  /** A loop that has not been asked for anything. */
  public ContenderLoop(CaseFactory factory) {
    this.factory = factory;
  }

  /** Answers until the input ends. */
  public void serve(BufferedReader in, PrintStream out) throws IOException {
    for (String line = in.readLine(); line != null; line = in.readLine()) {
      if (!line.isBlank()) {
        out.println(json(answer(line.strip())));
        out.flush();
      }
    }
    replace(null);
  }

  private Object answer(String line) {
    String[] words = line.split("\\s+", 2);
    String rest = words.length > 1 ? words[1] : "";
    try {
      return switch (words[0]) {
        case "prepare" -> prepare(CaseRequest.parse(rest));
        case "run" -> run(Double.parseDouble(rest));
        default -> skipped("`" + words[0] + "` is none of prepare, run");
      };
    } catch (NotOfferedException e) {
      return skipped(e.getMessage());
    } catch (RuntimeException e) {
      e.printStackTrace();
      return skipped("failed: " + e);
    }
  }

  private Object prepare(CaseRequest request) {
    replace(null);
    Case fresh = factory.create(request);
    replace(fresh);
    Timing.warmUp(fresh, request.warmupSeconds());
    return Map.of("ready", true, "detail", fresh.detail());
  }

  private Object run(double seconds) {
    if (current == null) {
      return skipped("no case is prepared");
    }
    return Timing.of(current, seconds);
  }

  private void replace(Case fresh) {
    if (current != null) {
      current.close();
    }
    current = fresh;
  }

  private static Object skipped(String reason) {
    return Map.of("skipped", reason);
  }

  private static String json(Object answer) {
    try {
      return JSON.writeValueAsString(answer);
    } catch (JsonProcessingException e) {
      throw new IllegalStateException("an answer must be writable as JSON", e);
    }
  }
}

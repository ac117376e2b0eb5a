package org.p4inv.bench.compare;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.io.BufferedReader;
import java.io.BufferedWriter;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import org.p4inv.bench.cases.CaseRequest;

/**
 * The driver's end of the protocol: a contender in a child process, asked one thing at a time.
 *
 * <p>The child inherits the environment without the {@code OPENBLAS_} variables, which force a BLAS
 * to another processor than the one it runs on, unless its specification has them. Its standard
 * error is appended to a log. A child that does not answer in time is ended.
 */
final class ContenderProcess implements AutoCloseable {
  private static final JsonMapper JSON = new JsonMapper();
  private static final long EXIT_SECONDS = 5;

  private final Process process;
  private final BufferedWriter requests;
  private final BufferedReader answers;
  private final double patience;

  /**
   * Starts the child.
   *
   * @param log takes its standard error
   * @param patience seconds to wait for an answer
   */
  ContenderProcess(ContenderSpec spec, Path log, double patience) throws IOException {
    ProcessBuilder builder =
        new ProcessBuilder(spec.command())
            .redirectError(ProcessBuilder.Redirect.appendTo(log.toFile()));
    builder.environment().keySet().removeIf(name -> name.startsWith("OPENBLAS_"));
    builder.environment().putAll(spec.environment());
    process = builder.start();
    requests = process.outputWriter(StandardCharsets.UTF_8);
    answers = process.inputReader(StandardCharsets.UTF_8);
    this.patience = patience;
  }

  /**
   * Builds and warms a case.
   *
   * @return its details
   * @throws ContenderException if the contender does not have it, or failed; the message says why
   */
  JsonNode prepare(CaseRequest request) throws ContenderException {
    return ask("prepare " + request.line()).path("detail");
  }

  /** The seconds of one operation, measured for about the given time. */
  double run(double seconds) throws ContenderException {
    JsonNode time = ask("run " + seconds).path("seconds_per_operation");
    if (!time.isNumber() || !(time.doubleValue() > 0)) {
      throw new ContenderException("`seconds_per_operation` must be positive, got " + time);
    }
    return time.doubleValue();
  }

  private JsonNode ask(String line) throws ContenderException {
    AtomicBoolean late = new AtomicBoolean();
    // Ending the child ends the wait for its answer.
    CompletableFuture<Void> end =
        CompletableFuture.runAsync(
            () -> {
              late.set(true);
              process.destroyForcibly();
            },
            CompletableFuture.delayedExecutor(Math.round(1e3 * patience), TimeUnit.MILLISECONDS));
    try {
      requests.write(line + "\n");
      requests.flush();
      String answer = answers.readLine();
      if (answer == null) {
        throw new ContenderException(late.get() ? "no answer in " + patience + " s" : "it ended");
      }
      JsonNode json = JSON.readTree(answer);
      if (json.has("skipped")) {
        throw new ContenderException(json.get("skipped").asText());
      }
      return json;
    } catch (IOException e) {
      throw new ContenderException("it broke off: " + e.getMessage(), e);
    } finally {
      end.cancel(false);
    }
  }

  @Override
  public void close() {
    try {
      requests.close();
      if (!process.waitFor(EXIT_SECONDS, TimeUnit.SECONDS)) {
        process.destroyForcibly();
      }
    } catch (IOException alreadyGone) {
      process.destroyForcibly();
    } catch (InterruptedException e) {
      process.destroyForcibly();
      Thread.currentThread().interrupt();
    }
  }
}

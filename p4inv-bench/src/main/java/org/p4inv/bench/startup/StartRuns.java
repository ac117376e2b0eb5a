package org.p4inv.bench.startup;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import org.p4inv.cli.Main;

/** Measures {@link StartTimes} in child processes: the command line as people call it. */
public final class StartRuns {
  private static final long MINUTES = 5;
  private static final int IMPORTS = 3;

  private StartRuns() {}

  /**
   * Trains the double well with the default settings on one thread, and imports torch.
   *
   * @param folder takes the files of the training
   * @param python the interpreter that has torch
   */
  public static StartTimes measure(Path folder, Optional<String> python) throws IOException {
    Path out = folder.resolve("double-well");
    double training =
        seconds(
            List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "--add-modules=jdk.incubator.vector",
                "-cp",
                System.getProperty("java.class.path"),
                Main.class.getName(),
                "train",
                "double-well",
                "--out",
                out.toString()));
    JsonNode result = new JsonMapper().readTree(out.resolve("result.json").toFile());
    return new StartTimes(
        result.path("first_step_seconds").doubleValue(),
        training,
        python.isPresent() ? importSeconds(python.get()) : null);
  }

  /** The shortest of a few: the first one reads the files from the disk. */
  private static double importSeconds(String python) throws IOException {
    double best = Double.POSITIVE_INFINITY;
    for (int i = 0; i < IMPORTS; i++) {
      best = Math.min(best, seconds(List.of(python, "-c", "import torch")));
    }
    return best;
  }

  private static double seconds(List<String> command) throws IOException {
    long start = System.nanoTime();
    Process process =
        new ProcessBuilder(command)
            .redirectOutput(ProcessBuilder.Redirect.DISCARD)
            .redirectError(ProcessBuilder.Redirect.DISCARD)
            .start();
    try {
      if (!process.waitFor(MINUTES, TimeUnit.MINUTES)) {
        throw new IOException(command.get(0) + " did not end in " + MINUTES + " minutes");
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IOException("interrupted", e);
    } finally {
      process.destroyForcibly();
    }
    if (process.exitValue() != 0) {
      throw new IOException(command.get(0) + " ended with " + process.exitValue());
    }
    return (System.nanoTime() - start) * 1e-9;
  }
}

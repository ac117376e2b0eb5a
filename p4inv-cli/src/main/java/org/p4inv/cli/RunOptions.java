package org.p4inv.cli;

import java.nio.file.Path;
import org.p4inv.cli.io.Failure;
import org.p4inv.cli.io.OutputFolder;
import picocli.CommandLine.Option;

/** The options of every command that trains. */
final class RunOptions {
  @Option(
      names = "--seed",
      paramLabel = "N",
      converter = NumberConverter.Seed.class,
      description = "Seed of everything random (default: ${DEFAULT-VALUE}).")
  long seed = 1;

  @Option(
      names = "--steps",
      paramLabel = "N",
      converter = NumberConverter.Count.class,
      description = "Training steps (default: ${DEFAULT-VALUE}).")
  int steps;

  @Option(
      names = "--threads",
      paramLabel = "N",
      converter = NumberConverter.Threads.class,
      description = "Threads; they do not change the result (default: all, ${DEFAULT-VALUE}).")
  int threads = Math.min(1024, Runtime.getRuntime().availableProcessors());

  @Option(
      names = "--out",
      paramLabel = "DIR",
      description = "Folder for the files (default: ${DEFAULT-VALUE}).")
  Path out;

  @Option(
      names = "--json",
      description = "Write the content of result.json to standard output, and nothing else.")
  boolean json;

  RunOptions(String name, int steps) {
    this.steps = steps;
    this.out = Path.of("p4inv-out", name);
  }

  OutputFolder folder() throws Failure {
    return OutputFolder.create(out);
  }
}

package org.p4inv.bench.compare;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import java.util.regex.Pattern;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** Runs comparisons alone and prints them, for those who tune. */
@Command(
    name = "compare",
    mixinStandardHelpOptions = true,
    description = "Measures contenders side by side, in alternation.")
public final class CompareCommand implements Runnable {
  @Option(names = "--full", description = "Every size, not the short set.")
  private boolean full;

  @Option(names = "--only", paramLabel = "REGEX", description = "Comparisons whose name it finds.")
  private Pattern only = Pattern.compile("");

  @Option(names = "--who", paramLabel = "REGEX", description = "Entrants whose label it finds.")
  private Pattern who = Pattern.compile("");

  @Option(names = "--rounds", description = "Rounds (default: ${DEFAULT-VALUE}).")
  private int rounds = 5;

  @Option(names = "--seconds", description = "Of an entrant a round (default: ${DEFAULT-VALUE}).")
  private double seconds = 0.25;

  @Option(names = "--python", description = "The Python that has torch.")
  private Optional<String> python = Optional.empty();

  @Option(names = "--home", description = "The folder p4inv-bench (default: ${DEFAULT-VALUE}).")
  private Path home = Path.of("p4inv-bench");

  @Override
  public void run() {
    Contenders contenders =
        new Contenders(home.resolve("peers").resolve("torch_peer.py"), Torch.find(python));
    try {
      Path log = Files.createTempFile("p4inv-bench", ".log");
      System.out.println("standard error of the contenders: " + log);
      Rounds measure = new Rounds(rounds, seconds, 300, log, System.out::println);
      for (Comparison comparison : new Plan(contenders, full).comparisons()) {
        Comparison kept = comparison.keeping(entrant -> who.matcher(entrant.label()).find());
        if (only.matcher(comparison.name()).find() && !kept.entrants().isEmpty()) {
          measure.run(kept);
        }
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** Runs the command. */
  public static void main(String[] args) {
    System.exit(new CommandLine(new CompareCommand()).execute(args));
  }
}

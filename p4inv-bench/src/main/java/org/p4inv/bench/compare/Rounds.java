package org.p4inv.bench.compare;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;

/**
 * Measures comparisons round by round, A B C A B C: what disturbs the machine for a while disturbs
 * all alike, and the ratios of one round are of one moment.
 *
 * <p>Every entrant is a fresh process, warmed before the first round; one that cannot run is
 * skipped with a line that says why, and the others go on.
 *
 * @param count at least 1; five or more for a result
 * @param seconds of one entrant in one round
 * @param patience seconds after which an entrant that does not answer is skipped
 * @param log takes what the contenders print
 * @param progress takes lines for people
 */
public record Rounds(
    int count, double seconds, double patience, Path log, Consumer<String> progress) {

  /** An entrant in the middle of its rounds. */
  private final class Runner implements AutoCloseable {
    private final Entrant entrant;
    private final List<Double> times = new ArrayList<>();
    private ContenderProcess process;
    private JsonNode detail;
    private String skipped;

    Runner(Entrant entrant) {
      this.entrant = entrant;
      try {
        process = new ContenderProcess(entrant.contender(), log, patience);
        detail = process.prepare(entrant.request());
      } catch (IOException | ContenderException e) {
        skip(e);
      }
    }

    private void skip(Exception reason) {
      skipped = reason.getMessage();
      times.clear();
      progress.accept("  " + entrant.label() + " skipped: " + skipped);
      close();
    }

    void round() {
      if (skipped == null) {
        try {
          times.add(process.run(seconds));
        } catch (ContenderException e) {
          skip(e);
        }
      }
    }

    EntrantResult result(List<Double> base) {
      boolean measured = skipped == null;
      return new EntrantResult(
          entrant.label(),
          entrant.request().line(),
          List.copyOf(times),
          measured ? Median.of(times) : null,
          measured && !base.isEmpty() ? Median.of(ratios(times, base)) : null,
          detail,
          skipped);
    }

    @Override
    public void close() {
      if (process != null) {
        process.close();
      }
    }
  }

  private static List<Double> ratios(List<Double> times, List<Double> base) {
    List<Double> ratios = new ArrayList<>();
    for (int i = 0; i < times.size(); i++) {
      ratios.add(times.get(i) / base.get(i));
    }
    return ratios;
  }

  /** Runs a comparison. */
  public ComparisonResult run(Comparison comparison) {
    progress.accept(comparison.name());
    List<Runner> runners = new ArrayList<>();
    try {
      for (Entrant entrant : comparison.entrants()) {
        runners.add(new Runner(entrant));
      }
      for (int round = 0; round < count; round++) {
        runners.forEach(Runner::round);
      }
    } finally {
      runners.forEach(Runner::close);
    }
    List<Double> base = runners.get(0).times;
    ComparisonResult result =
        new ComparisonResult(
            comparison.family(),
            comparison.size(),
            runners.stream().map(runner -> runner.result(base)).toList());
    result.entrants().stream().map(Rounds::describe).forEach(progress);
    return result;
  }

  private static String describe(EntrantResult result) {
    if (result.median() == null) {
      return "  %-40s -".formatted(result.label());
    }
    String time = "  %-40s %12.4f ms".formatted(result.label(), 1e3 * result.median());
    return result.ratio() == null ? time : time + "  %8.2f".formatted(result.ratio());
  }
}

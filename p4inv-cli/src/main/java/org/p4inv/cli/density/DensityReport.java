package org.p4inv.cli.density;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/** The table of the densities, for people and as Markdown. */
public final class DensityReport {
  private static final List<String> HEAD =
      List.of(
          "density", "NLL", "+-", "entropy", "excess", "parameters", "best epoch", "of", "seconds");

  private DensityReport() {}

  /** A heading, a line for each density, and what the words mean. */
  public static List<String> lines(DensityResult result) {
    List<String> lines = new ArrayList<>();
    lines.add(
        String.format(
            Locale.ROOT,
            "maximum likelihood on %,d points, scored on as many fresh ones",
            result.points()));
    lines.add(line("%-15s  ", "  %10s", HEAD));
    for (DensityProblem.Result run : result.runs()) {
      lines.add(line("%-15s  ", "  %10s", cells(run)));
    }
    lines.add("in nats; excess: NLL - entropy, which is 0 for the density itself");
    return lines;
  }

  /** The same as a table in Markdown. */
  public static List<String> markdown(DensityResult result) {
    List<String> lines = new ArrayList<>();
    lines.add(line("| %s |", " %s |", HEAD));
    lines.add(line("|%s|", "%s|", HEAD.stream().map(head -> "---").toList()));
    for (DensityProblem.Result run : result.runs()) {
      lines.add(line("| %s |", " %s |", cells(run)));
    }
    return lines;
  }

  private static String line(String first, String other, List<String> cells) {
    StringBuilder line = new StringBuilder(String.format(Locale.ROOT, first, cells.get(0)));
    for (String cell : cells.subList(1, cells.size())) {
      line.append(String.format(Locale.ROOT, other, cell));
    }
    return line.toString();
  }

  private static List<String> cells(DensityProblem.Result run) {
    return List.of(
        run.dataset(),
        nats(run.nll()),
        nats(run.nllError()),
        nats(run.entropy()),
        nats(run.excess()),
        String.format(Locale.ROOT, "%,d", run.parameters()),
        Integer.toString(run.bestEpoch()),
        Integer.toString(run.epochs()),
        String.format(Locale.ROOT, "%.0f", run.seconds()));
  }

  private static String nats(double value) {
    return String.format(Locale.ROOT, "%.4f", value);
  }
}

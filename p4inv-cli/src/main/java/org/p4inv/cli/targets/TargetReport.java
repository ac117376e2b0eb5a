package org.p4inv.cli.targets;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.function.ToDoubleFunction;

/** The table of the targets, for people and as Markdown. */
public final class TargetReport {
  private static final List<String> HEAD =
      List.of(
          "target",
          "seed",
          "log Z error",
          "reverse ESS",
          "forward ESS",
          "NLL",
          "entropy",
          "modes",
          "W2",
          "W2 floor",
          "chain calls",
          "training calls",
          "seconds");

  private TargetReport() {}

  /** A heading, a line for each run and each target, and what the words mean. */
  public static List<String> lines(TargetResult result) {
    List<String> lines = new ArrayList<>();
    lines.add(
        String.format(
            Locale.ROOT,
            "learned from the energy alone; log Z by %,d points, the rest by %,d",
            result.points(),
            result.scored()));
    for (List<String> cells : table(result)) {
      lines.add(line("%-15s  ", "  %14s", cells));
    }
    lines.add("mean: of the size of the error of log Z; of the other numbers as they are");
    return lines;
  }

  /** The same as a table in Markdown. */
  public static List<String> markdown(TargetResult result) {
    List<String> lines = new ArrayList<>();
    for (List<String> cells : table(result)) {
      lines.add(line("| %s |", " %s |", cells));
    }
    lines.add(1, line("|%s|", "%s|", HEAD.stream().map(head -> "---").toList()));
    return lines;
  }

  private static List<List<String>> table(TargetResult result) {
    Map<String, List<TargetProblem.Result>> runs = new LinkedHashMap<>();
    for (TargetProblem.Result run : result.runs()) {
      runs.computeIfAbsent(run.target(), target -> new ArrayList<>()).add(run);
    }
    List<List<String>> table = new ArrayList<>(List.of(HEAD));
    for (List<TargetProblem.Result> ofTarget : runs.values()) {
      for (TargetProblem.Result run : ofTarget) {
        table.add(cells(Long.toString(run.seed()), List.of(run), "%+.4f", run.errorOfLogZ()));
      }
      double size = mean(ofTarget, run -> Math.abs(run.errorOfLogZ()));
      table.add(cells("mean", ofTarget, "%.4f", size));
    }
    return table;
  }

  private static String line(String first, String other, List<String> cells) {
    StringBuilder line = new StringBuilder(String.format(Locale.ROOT, first, cells.get(0)));
    for (String cell : cells.subList(1, cells.size())) {
      line.append(String.format(Locale.ROOT, other, cell));
    }
    return line.toString();
  }

  /** Means of runs of one target; of one run, its numbers. */
  private static List<String> cells(
      String seed, List<TargetProblem.Result> runs, String errorFormat, double errorOfLogZ) {
    return List.of(
        runs.get(0).target(),
        seed,
        number(errorFormat, errorOfLogZ),
        number("%.4f", mean(runs, run -> run.score().reverseEss())),
        number("%.4f", mean(runs, run -> run.score().forwardEss())),
        number("%.4f", mean(runs, run -> run.score().nll())),
        number("%.4f", runs.get(0).score().entropy()),
        modes(runs),
        number("%.2f", mean(runs, run -> run.score().w2())),
        number("%.2f", mean(runs, run -> run.score().w2Floor())),
        number("%,.0f", mean(runs, TargetProblem.Result::chainCalls)),
        number("%,.0f", mean(runs, TargetProblem.Result::trainingCalls)),
        number("%.0f", mean(runs, TargetProblem.Result::seconds)));
  }

  /** The fewest of all runs. */
  private static String modes(List<TargetProblem.Result> runs) {
    int of = runs.get(0).score().ofModes();
    int least = runs.stream().mapToInt(run -> run.score().modes()).min().orElseThrow();
    return of == 0 ? "-" : least + " of " + of;
  }

  private static double mean(
      List<TargetProblem.Result> runs, ToDoubleFunction<TargetProblem.Result> number) {
    return runs.stream().mapToDouble(number).average().orElseThrow();
  }

  private static String number(String format, double value) {
    return String.format(Locale.ROOT, format, value);
  }
}

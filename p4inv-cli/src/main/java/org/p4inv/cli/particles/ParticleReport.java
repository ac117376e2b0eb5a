package org.p4inv.cli.particles;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/** The table of the particles, for people and as Markdown. */
public final class ParticleReport {
  private static final List<String> HEAD =
      List.of(
          "energy",
          "run",
          "mean u",
          "+-",
          "ESS",
          "R-hat",
          "calls",
          "calls/s",
          "distance",
          "expected",
          "worst bin");

  private ParticleReport() {}

  /** A heading, two lines for each energy, and what the words mean. */
  public static List<String> lines(ParticleResult result) {
    List<String> lines = new ArrayList<>();
    lines.add(String.format(Locale.ROOT, "energies of particles, %,d draws", result.draws()));
    lines.add(line("%-12s", "  %16s", HEAD));
    for (ParticleProblem.Result run : result.runs()) {
      rows(run).forEach(row -> lines.add(line("%-12s", "  %16s", row)));
    }
    lines.add("distance: of the two histograms of u, half the sum of differences over 20 bins;");
    lines.add(
        "expected: of two runs of one density; worst bin: in standard errors of its difference");
    return lines;
  }

  /** The same as a table in Markdown. */
  public static List<String> markdown(ParticleResult result) {
    List<String> lines = new ArrayList<>();
    lines.add(line("| %s |", " %s |", HEAD));
    lines.add(line("|%s|", "%s|", HEAD.stream().map(head -> "---").toList()));
    for (ParticleProblem.Result run : result.runs()) {
      rows(run).forEach(row -> lines.add(line("| %s |", " %s |", row)));
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

  private static List<List<String>> rows(ParticleProblem.Result result) {
    EnergyHistograms histograms = result.histograms();
    return List.of(
        row(
            result.energy(),
            "replica exchange",
            result.exchange(),
            List.of(
                number("%.4f", histograms.distance()),
                number("%.4f", histograms.expected()),
                number("%.1f", histograms.worst()))),
        row("", "long run", result.longRun(), List.of("", "", "")));
  }

  private static List<String> row(
      String energy, String name, ParticleProblem.Run run, List<String> histograms) {
    List<String> row = new ArrayList<>();
    row.add(energy);
    row.add(name);
    row.add(number("%.3f", run.mean()));
    row.add(number("%.3f", run.error()));
    row.add(number("%,.0f", run.effectiveSize()));
    row.add(number("%.3f", run.rHat()));
    row.add(String.format(Locale.ROOT, "%,d", run.energyCalls()));
    row.add(number("%,.0f", run.callsPerSecond()));
    row.addAll(histograms);
    return row;
  }

  private static String number(String format, double value) {
    return String.format(Locale.ROOT, format, value);
  }
}

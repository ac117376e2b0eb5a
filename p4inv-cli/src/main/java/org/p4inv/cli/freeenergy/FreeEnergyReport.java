package org.p4inv.cli.freeenergy;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/** The table of the free energies, for people and as Markdown. */
public final class FreeEnergyReport {
  private static final List<String> HEAD =
      List.of(
          "flow", "between", "moves", "base", "error", "+-", "median", "bias", "spread", "seconds");

  private FreeEnergyReport() {}

  /** A heading, the table, what the words mean, and how the mixings compare. */
  public static List<String> lines(FreeEnergyResult result) {
    List<String> lines = new ArrayList<>();
    lines.add(
        String.format(
            Locale.ROOT,
            "free energy along a double well, %,d steps, 20 x %,d samples, %d seeds",
            result.steps(),
            result.samples(),
            result.seeds()));
    lines.add(line("%-38s", "  %10s", HEAD));
    rows(result).forEach(row -> lines.add(line("%-38s", "  %10s", row)));
    lines.add(
        "in kT; moves: Metropolis behind each block; light: a narrow base without far points");
    lines.addAll(comparisons(result));
    return lines;
  }

  /** The table, and how the mixings compare, in Markdown. */
  public static List<String> markdown(FreeEnergyResult result) {
    List<String> lines = new ArrayList<>();
    lines.add(line("| %s |", " %s |", HEAD));
    lines.add(line("|%s|", "%s|", HEAD.stream().map(head -> "---").toList()));
    rows(result).forEach(row -> lines.add(line("| %s |", " %s |", row)));
    lines.add("");
    comparisons(result).forEach(comparison -> lines.add("- " + comparison));
    return lines;
  }

  private static String line(String first, String other, List<String> cells) {
    StringBuilder line = new StringBuilder(String.format(Locale.ROOT, first, cells.get(0)));
    for (String cell : cells.subList(1, cells.size())) {
      line.append(String.format(Locale.ROOT, other, cell));
    }
    return line.toString();
  }

  private static List<List<String>> rows(FreeEnergyResult result) {
    List<List<String>> rows = new ArrayList<>();
    for (FreeEnergyResult.Published published : result.published()) {
      rows.add(
          List.of(
              "published: " + published.name(),
              "",
              "",
              "",
              kT(published.error()),
              kT(published.errorDeviation()),
              "",
              "",
              "",
              ""));
    }
    rows.add(row("exact samples", "", "", "", result.exact(), ""));
    for (FreeEnergyResult.Run run : result.runs()) {
      Variant variant = run.variant();
      rows.add(
          row(
              coupling(variant),
              mixing(variant.mixing()),
              variant.stochastic() ? "adaptive" : "none",
              base(variant),
              run.score(),
              String.format(Locale.ROOT, "%.0f", run.seconds())));
    }
    return rows;
  }

  private static List<String> row(
      String flow,
      String between,
      String moves,
      String base,
      FreeEnergyScore score,
      String seconds) {
    return List.of(
        flow,
        between,
        moves,
        base,
        kT(score.error()),
        kT(score.errorDeviation()),
        kT(score.median()),
        kT(score.bias()),
        kT(score.spread()),
        seconds);
  }

  /** A sentence for each pair; none for one seed, which has no error bars. */
  private static List<String> comparisons(FreeEnergyResult result) {
    List<String> lines = new ArrayList<>();
    for (FreeEnergyResult.Comparison comparison : result.comparisons()) {
      if (Double.isFinite(comparison.differenceError())) {
        lines.add(sentence(comparison));
      }
    }
    return lines;
  }

  private static String sentence(FreeEnergyResult.Comparison comparison) {
    Variant variant = comparison.variant();
    return String.format(
        Locale.ROOT,
        "%s%s, %s base: %s against %s %+.3f +- %.3f, %.1f standard errors",
        coupling(variant),
        variant.stochastic() ? " with Metropolis moves" : "",
        base(variant),
        mixing(variant.mixing()),
        mixing(comparison.against()),
        comparison.difference(),
        comparison.differenceError(),
        Math.abs(comparison.difference()) / comparison.differenceError());
  }

  private static String coupling(Variant variant) {
    return switch (variant.coupling()) {
      case AFFINE -> "RealNVP";
      case SPLINE -> "neural spline";
    };
  }

  private static String base(Variant variant) {
    return variant.base().name().toLowerCase(Locale.ROOT);
  }

  private static String mixing(Variant.Mixing mixing) {
    return switch (mixing) {
      case SWAP -> "swap";
      case P4INV -> "P4Inv";
      case ORTHOGONAL -> "orthogonal";
    };
  }

  private static String kT(double value) {
    return String.format(Locale.ROOT, "%.3f", value);
  }
}

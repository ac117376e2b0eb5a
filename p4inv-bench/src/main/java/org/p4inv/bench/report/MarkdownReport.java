package org.p4inv.bench.report;

import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.p4inv.bench.compare.ComparisonResult;
import org.p4inv.bench.compare.EntrantResult;
import org.p4inv.bench.jmh.KernelResult;
import org.p4inv.bench.roofline.Roof;
import org.p4inv.core.kernel.Tile;

/** Everything that a run measured, for people. */
final class MarkdownReport {
  private MarkdownReport() {}

  static String of(BenchResults results) {
    StringBuilder text = new StringBuilder("# Benchmark results\n\n");
    Machine machine = results.machine();
    text.append("Made by `p4inv-bench/run --").append(results.set()).append("`; do not edit.\n\n");
    Table facts = new Table(List.of("", ""));
    facts.row(List.of("processor", machine.cpu() + ", " + machine.cores() + " cores"));
    facts.row(List.of("system", machine.system()));
    facts.row(List.of("JDK", machine.jdk()));
    facts.row(List.of("kernels", machine.kernels()));
    facts.row(List.of("PyTorch", machine.torch()));
    facts.row(List.of("commit", machine.commit()));
    facts.row(List.of("date", machine.date()));
    text.append(facts).append('\n').append(roof(results.roof()));
    if (results.start() != null) {
      text.append("\n## Start\n\n").append(Sentences.start(results.start()));
    }
    text.append("\n## Side by side\n\n").append(Sentences.SIDE_BY_SIDE);
    for (Map.Entry<String, String> table : ComparisonTables.of(results.comparisons()).entrySet()) {
      text.append("\n### ").append(table.getKey()).append("\n\n").append(table.getValue());
    }
    text.append('\n').append(Derived.sentences(results));
    text.append(skipped(results.comparisons()));
    text.append(energies(results.kernels()));
    return text.append("\n## Kernels\n\n").append(kernels(results.kernels())).toString();
  }

  private static String roof(Roof roof) {
    Table table = new Table(List.of("one core", "measured"));
    table.row(
        List.of(
            "float peak (" + roof.instructions() + ")", Numbers.three(roof.gflops()) + " GFLOP/s"));
    for (Roof.Copy copy : roof.copies()) {
      table.row(
          List.of(
              "copy, " + copy.bytes() / 1024 + " KiB",
              Numbers.three(copy.gigabytesPerSecond()) + " GB/s"));
    }
    return table.toString();
  }

  private static String skipped(List<ComparisonResult> comparisons) {
    String lines =
        comparisons.stream()
            .flatMap(
                comparison ->
                    comparison.entrants().stream()
                        .filter(entrant -> entrant.skipped() != null)
                        .map(entrant -> line(comparison, entrant)))
            .collect(Collectors.joining());
    return lines.isEmpty() ? "" : "\nNot measured:\n\n" + lines;
  }

  private static String line(ComparisonResult comparison, EntrantResult entrant) {
    return "- " + comparison.name() + ", " + entrant.label() + ": " + entrant.skipped() + "\n";
  }

  /** How many points a second each energy is evaluated at; nothing where none was measured. */
  private static String energies(List<KernelResult> kernels) {
    Table table = new Table(List.of("energy", "ns a call", "million calls a second"));
    List<KernelResult> measured =
        kernels.stream().filter(kernel -> kernel.benchmark().equals("Energy.evaluate")).toList();
    for (KernelResult kernel : measured) {
      double nanoseconds = 1e3 * kernel.microseconds() / Tile.LANES;
      table.row(
          List.of(
              kernel.parameters().get("energy"),
              Numbers.three(nanoseconds),
              Numbers.three(1e3 / nanoseconds)));
    }
    return measured.isEmpty()
        ? ""
        : "\n## Energy calls\n\nAn energy with its gradient at one point of a tile, one thread.\n\n"
            + table;
  }

  private static String kernels(List<KernelResult> kernels) {
    Table table =
        new Table(List.of("benchmark", "sizes", "kernels", "us", "+/-", "GFLOP/s", "of the roof"));
    for (KernelResult kernel : kernels) {
      table.row(
          List.of(
              kernel.benchmark(),
              kernel.parameters().entrySet().stream()
                  .map(Object::toString)
                  .collect(Collectors.joining(" ")),
              kernel.kernels(),
              Numbers.three(kernel.microseconds()),
              Numbers.three(kernel.error()),
              kernel.gflops() == null ? "" : Numbers.three(kernel.gflops()),
              kernel.share() == null ? "" : Numbers.percent(kernel.share())));
    }
    return table.toString();
  }
}

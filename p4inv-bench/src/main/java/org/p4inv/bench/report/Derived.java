package org.p4inv.bench.report;

import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.Collectors;
import org.p4inv.bench.compare.ComparisonResult;
import org.p4inv.bench.compare.Contenders;
import org.p4inv.bench.compare.EntrantResult;
import org.p4inv.bench.jmh.KernelResult;

/** Figures that follow from several measurements of a run. */
final class Derived {
  private static final String STEP = "p4inv-step";
  private static final int SMALL = 256;
  private static final int LARGE = 2048;
  private static final int MERGE_INTERVAL = 10;

  private Derived() {}

  /** One sentence for each figure whose measurements are there; perhaps none. */
  static String sentences(BenchResults results) {
    return exponent(results)
            .map(
                x ->
                    String.format(
                        Locale.ROOT,
                        "Between d = %d and %d the time of a P4Inv step grows as d^%.2f.%n",
                        SMALL,
                        LARGE,
                        x))
            .orElse("")
        + mergeShares(results);
  }

  /** x in time = c d^x for a step, between two sizes. */
  static Optional<Double> exponent(BenchResults results) {
    Optional<Double> small = step(results, SMALL);
    Optional<Double> large = step(results, LARGE);
    if (small.isEmpty() || large.isEmpty()) {
      return Optional.empty();
    }
    double growth = Math.log(large.get() / small.get());
    return Optional.of(growth / Math.log((double) LARGE / SMALL));
  }

  private static Optional<Double> step(BenchResults results, int d) {
    return results.comparisons().stream()
        .filter(comparison -> comparison.family().equals(STEP))
        .filter(comparison -> comparison.size().equals("d=" + d))
        .flatMap(comparison -> comparison.measured(Contenders.OURS).stream())
        .map(EntrantResult::median)
        .findFirst();
  }

  /** A merge with its probe, spread over the steps between merges, as a share of a step. */
  private static String mergeShares(BenchResults results) {
    List<String> shares =
        results.comparisons().stream()
            .filter(comparison -> comparison.family().equals(STEP))
            .flatMap(comparison -> mergeShare(results, comparison).stream())
            .toList();
    return shares.isEmpty()
        ? ""
        : shares.stream()
            .collect(
                Collectors.joining(
                    ", ",
                    "A merge with its probe, spread over the "
                        + MERGE_INTERVAL
                        + " steps between merges, as a share\nof a step: ",
                    ".\n"));
  }

  private static Optional<String> mergeShare(BenchResults results, ComparisonResult comparison) {
    String d = comparison.size().substring("d=".length());
    Optional<Double> step = step(results, Integer.parseInt(d));
    return results.kernels().stream()
        .filter(kernel -> kernel.benchmark().equals("Perturbation.merge"))
        .filter(kernel -> kernel.kernels().equals("vector"))
        .filter(kernel -> kernel.parameters().get("d").equals(d))
        .map(KernelResult::microseconds)
        .findFirst()
        .flatMap(merge -> step.map(s -> merge * 1e-6 / MERGE_INTERVAL / s))
        .map(share -> comparison.size() + " " + Numbers.percent(share));
  }
}

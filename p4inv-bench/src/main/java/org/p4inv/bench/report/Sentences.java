package org.p4inv.bench.report;

import java.util.Locale;
import org.p4inv.bench.startup.StartTimes;

/** What is said in report and README alike. */
final class Sentences {
  static final String SIDE_BY_SIDE =
      "Each row is one comparison in alternating rounds on this machine: the time of the first in"
          + "\nmilliseconds an operation (median of the rounds), and how many times slower the"
          + " others are (median\nof the ratios of each round).\n";

  private Sentences() {}

  static String start(StartTimes start) {
    String ours =
        String.format(
            Locale.ROOT,
            "From `java` to the first trained step of the double well %.1f s, to the end of the"
                + " default training\n%.0f s",
            start.firstStep(),
            start.training());
    return start.torchImport() == null
        ? ours + ".\n"
        : ours
            + String.format(
                Locale.ROOT, "; `import torch` alone takes %.1f s.%n", start.torchImport());
  }
}

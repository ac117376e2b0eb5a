package org.p4inv.cli.linear;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/** The table of the linear problem. */
public final class LinearReport {
  private static final String HEAD =
      String.format(
          Locale.ROOT,
          "%5s  %7s  %7s  %10s  %10s  %12s  %4s  %9s  %7s  %7s  %7s  %8s",
          "rank",
          "reached",
          "steps",
          "loss",
          "exact loss",
          "sign changes",
          "sign",
          "drift",
          "merges",
          "refused",
          "repairs",
          "seconds");

  private LinearReport() {}

  /** A heading, a line for each rank, and what the words mean. */
  public static List<String> lines(LinearResult result) {
    List<String> lines = new ArrayList<>();
    lines.add(
        String.format(
            Locale.ROOT,
            "one P4Inv layer from I to -I in %d dimensions, until the mean squared error is %.0e",
            result.dimension(),
            LinearProblem.TARGET));
    lines.add(HEAD);
    for (LinearProblem.Result run : result.runs()) {
      lines.add(
          String.format(
              Locale.ROOT,
              "%5d  %7s  %7d  %10.3e  %10.3e  %12d  %+4d  %9.1e  %7d  %7d  %7d  %8.1f",
              run.rank(),
              run.reached() ? "yes" : "no",
              run.steps(),
              run.loss(),
              run.exactLoss(),
              run.signChanges(),
              run.sign(),
              run.drift(),
              run.merges(),
              run.refusedMerges(),
              run.repairs(),
              run.seconds()));
    }
    lines.add("sign: of det W; drift: max|A A^-1 - I|; exact loss: of the final layer, no noise");
    return lines;
  }
}

package org.p4inv.cli;

import java.io.IOException;
import java.io.PrintWriter;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.Callable;
import org.p4inv.cli.io.Failure;
import org.p4inv.cli.io.Json;
import org.p4inv.cli.io.OutputFolder;
import org.p4inv.cli.io.ProgressLine;
import org.p4inv.cli.io.Streams;
import org.p4inv.cli.linear.LinearProblem;
import org.p4inv.cli.linear.LinearReport;
import org.p4inv.cli.linear.LinearResult;
import org.p4inv.core.kernel.Kernels;
import org.p4inv.core.parallel.Workers;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** {@code p4inv experiment linear}. */
@Command(
    name = "linear",
    description =
        "Trains one P4Inv layer from I to -I, for several ranks: the determinant changes sign.")
final class LinearCommand implements Callable<Integer> {
  private final Streams streams;

  @Mixin CommonOptions common = new CommonOptions();
  @Mixin RunOptions options = new RunOptions("linear", 12_000);

  @Option(
      names = "--dimension",
      paramLabel = "N",
      converter = NumberConverter.Dimension.class,
      description = "Dimension of the layer (default: ${DEFAULT-VALUE}).")
  int dimension = 101;

  @Option(
      names = "--ranks",
      paramLabel = "N",
      split = ",",
      converter = NumberConverter.Rank.class,
      defaultValue = "1,4,16",
      description = "Ranks of the perturbation, one training each (default: ${DEFAULT-VALUE}).")
  List<Integer> ranks;

  @Option(
      names = "--batch",
      paramLabel = "N",
      converter = NumberConverter.Count.class,
      description = "Points a step (default: ${DEFAULT-VALUE}).")
  int batch = 256;

  @Option(
      names = "--rate",
      paramLabel = "X",
      converter = NumberConverter.Positive.class,
      description = "Learning rate of Adam (default: ${DEFAULT-VALUE}).")
  double rate = 1e-2;

  @Option(
      names = "--penalty",
      paramLabel = "X",
      converter = NumberConverter.NotNegative.class,
      description = "Weight of log|det| outside its bounds (default: ${DEFAULT-VALUE}).")
  double penalty = 0;

  LinearCommand(Streams streams) {
    this.streams = streams;
  }

  @Override
  public Integer call() throws IOException, Failure {
    OutputFolder folder = options.folder();
    streams
        .err()
        .println(
            "linear problem; kernels: "
                + Kernels.describe()
                + "; threads: "
                + options.threads
                + "; JDK "
                + Runtime.version());
    LinearResult result = result(solve());
    String json = Json.text(result);
    Json.write(folder.file("result.json"), json);
    PrintWriter out = streams.out();
    if (options.json) {
      out.print(json);
      out.flush();
    } else {
      LinearReport.lines(result).forEach(out::println);
      out.println("file: " + folder.file("result.json"));
    }
    return 0;
  }

  private List<LinearProblem.Result> solve() {
    List<LinearProblem.Result> runs = new ArrayList<>();
    try (Workers workers = Workers.ofThreads(options.threads)) {
      for (int rank : ranks) {
        LinearProblem problem =
            new LinearProblem(dimension, rank, options.steps, batch, rate, penalty, options.seed);
        ProgressLine line = new ProgressLine(streams, options.steps);
        runs.add(problem.solve(workers, (step, loss) -> show(line, rank, step, loss)));
        line.end();
      }
    }
    return runs;
  }

  private void show(ProgressLine line, int rank, long step, double loss) {
    if (line.due(step)) {
      line.show(
          String.format(
              Locale.ROOT, "rank %d  step %d of %d  loss %.3e", rank, step, options.steps, loss));
    }
  }

  private LinearResult result(List<LinearProblem.Result> runs) {
    return new LinearResult(
        "linear",
        dimension,
        batch,
        rate,
        penalty,
        options.seed,
        options.threads,
        Kernels.describe(),
        Runtime.version().toString(),
        LinearProblem.TARGET,
        runs);
  }
}

package org.p4inv.cli;

import java.io.IOException;
import java.io.PrintWriter;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.Callable;
import java.util.stream.Collectors;
import org.p4inv.cli.density.DensityProblem;
import org.p4inv.cli.density.DensityReport;
import org.p4inv.cli.density.DensityResult;
import org.p4inv.cli.io.Failure;
import org.p4inv.cli.io.Json;
import org.p4inv.cli.io.OutputFolder;
import org.p4inv.cli.io.ProgressLine;
import org.p4inv.cli.io.Streams;
import org.p4inv.core.kernel.Kernels;
import org.p4inv.core.parallel.Workers;
import org.p4inv.flows.data.Dataset2D;
import org.p4inv.flows.train.FitProgress;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code p4inv experiment density}. */
@Command(
    name = "density",
    description =
        "Learns known densities of the plane by maximum likelihood: likelihood beside entropy.")
final class DensityCommand implements Callable<Integer> {
  private static final String ALL = "all";

  private final Streams streams;

  @Spec CommandSpec spec;
  @Mixin CommonOptions common = new CommonOptions();
  @Mixin RunOptions options = new RunOptions("density", 30_000);

  @Parameters(
      paramLabel = "DENSITY",
      defaultValue = ALL,
      description =
          "two-moons, eight-gaussians, checkerboard, pinwheel, rings, or all of them"
              + " (default: ${DEFAULT-VALUE}).")
  String name;

  DensityCommand(Streams streams) {
    this.streams = streams;
  }

  @Override
  public Integer call() throws IOException, Failure {
    List<Dataset2D> densities = densities();
    OutputFolder folder = options.folder();
    streams
        .err()
        .println(
            "densities; kernels: "
                + Kernels.describe()
                + "; threads: "
                + options.threads
                + "; JDK "
                + Runtime.version());
    DensityResult result = result(solve(densities));
    String json = Json.text(result);
    Json.write(folder.file("result.json"), json);
    Json.write(folder.file("density.md"), String.join("\n", DensityReport.markdown(result)) + "\n");
    PrintWriter out = streams.out();
    if (options.json) {
      out.print(json);
      out.flush();
    } else {
      DensityReport.lines(result).forEach(out::println);
      out.println("files in " + options.out + ": result.json, density.md");
    }
    return 0;
  }

  private List<Dataset2D> densities() {
    List<Dataset2D> all = Dataset2D.all();
    List<Dataset2D> chosen =
        all.stream().filter(data -> name.equals(ALL) || name.equals(data.name())).toList();
    if (chosen.isEmpty()) {
      String names = all.stream().map(Dataset2D::name).collect(Collectors.joining(", "));
      throw new ParameterException(
          spec.commandLine(),
          "DENSITY must be one of " + names + ", " + ALL + ", got `" + name + "`");
    }
    return chosen;
  }

  private List<DensityProblem.Result> solve(List<Dataset2D> densities) {
    List<DensityProblem.Result> runs = new ArrayList<>();
    try (Workers workers = Workers.ofThreads(options.threads)) {
      for (Dataset2D data : densities) {
        DensityProblem problem = DensityProblem.of(data, options.steps, options.seed);
        ProgressLine line = new ProgressLine(streams, problem.settings().epochs());
        runs.add(problem.solve(workers, progress -> show(line, data, progress)));
        line.end();
      }
    }
    return runs;
  }

  private static void show(ProgressLine line, Dataset2D data, FitProgress progress) {
    if (line.due(progress.epoch().number())) {
      line.show(
          String.format(
              Locale.ROOT,
              "%s  epoch %d of %d  validation NLL %.4f",
              data.name(),
              progress.epoch().number(),
              progress.epochs(),
              progress.epoch().validationNll()));
    }
  }

  private DensityResult result(List<DensityProblem.Result> runs) {
    return new DensityResult(
        "density",
        DensityProblem.POINTS,
        options.seed,
        options.threads,
        Kernels.describe(),
        Runtime.version().toString(),
        runs);
  }
}

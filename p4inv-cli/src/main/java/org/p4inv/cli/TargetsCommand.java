package org.p4inv.cli;

import java.io.IOException;
import java.io.PrintWriter;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.Callable;
import java.util.stream.Collectors;
import org.p4inv.cli.io.Failure;
import org.p4inv.cli.io.Json;
import org.p4inv.cli.io.OutputFolder;
import org.p4inv.cli.io.ProgressLine;
import org.p4inv.cli.io.Streams;
import org.p4inv.cli.targets.Target;
import org.p4inv.cli.targets.TargetProblem;
import org.p4inv.cli.targets.TargetReport;
import org.p4inv.cli.targets.TargetResult;
import org.p4inv.cli.targets.TargetScore;
import org.p4inv.core.kernel.Kernels;
import org.p4inv.core.parallel.Workers;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code p4inv experiment targets}. */
@Command(
    name = "targets",
    description =
        "Learns targets whose truth is known from their energy alone: scores beside the truth.")
final class TargetsCommand implements Callable<Integer> {
  private static final String ALL = "all";

  private final Streams streams;

  @Spec CommandSpec spec;
  @Mixin CommonOptions common = new CommonOptions();
  @Mixin RunOptions options = new RunOptions("targets", 6000);

  @Option(
      names = "--runs",
      paramLabel = "N",
      converter = NumberConverter.Count.class,
      description = "Trainings, with seeds from --seed on (default: ${DEFAULT-VALUE}).")
  int count = 5;

  @Parameters(
      paramLabel = "TARGET",
      defaultValue = ALL,
      description =
          "many-well, forty-gaussians, funnel, or all of them (default: ${DEFAULT-VALUE}).")
  String name;

  TargetsCommand(Streams streams) {
    this.streams = streams;
  }

  @Override
  public Integer call() throws IOException, Failure {
    List<Target> targets = targets();
    OutputFolder folder = options.folder();
    streams
        .err()
        .println(
            "targets; kernels: "
                + Kernels.describe()
                + "; threads: "
                + options.threads
                + "; JDK "
                + Runtime.version());
    TargetResult result = result(solve(targets));
    String json = Json.text(result);
    Json.write(folder.file("result.json"), json);
    Json.write(folder.file("targets.md"), String.join("\n", TargetReport.markdown(result)) + "\n");
    PrintWriter out = streams.out();
    if (options.json) {
      out.print(json);
      out.flush();
    } else {
      TargetReport.lines(result).forEach(out::println);
      out.println("files in " + options.out + ": result.json, targets.md");
    }
    return 0;
  }

  private List<Target> targets() {
    List<Target> all = List.of(Target.values());
    List<Target> chosen =
        all.stream().filter(t -> name.equals(ALL) || name.equals(t.energyName())).toList();
    if (chosen.isEmpty()) {
      String names =
          Arrays.stream(Target.values()).map(Target::energyName).collect(Collectors.joining(", "));
      throw new ParameterException(
          spec.commandLine(),
          "TARGET must be one of " + names + ", " + ALL + ", got `" + name + "`");
    }
    return chosen;
  }

  private List<TargetProblem.Result> solve(List<Target> targets) {
    List<TargetProblem.Result> runs = new ArrayList<>();
    try (Workers workers = Workers.ofThreads(options.threads)) {
      for (Target target : targets) {
        for (int i = 0; i < count; i++) {
          TargetProblem problem = new TargetProblem(target, options.steps, options.seed + i);
          ProgressLine line = new ProgressLine(streams, options.steps);
          runs.add(problem.solve(workers, step -> show(line, problem, step)));
          line.end();
        }
      }
    }
    return runs;
  }

  private static void show(ProgressLine line, TargetProblem problem, long step) {
    if (line.due(step)) {
      line.show(
          String.format(
              Locale.ROOT,
              "%s  seed %d  step %d of %d",
              problem.target().energyName(),
              problem.seed(),
              step,
              problem.steps()));
    }
  }

  private TargetResult result(List<TargetProblem.Result> runs) {
    return new TargetResult(
        "targets",
        TargetScore.POINTS,
        TargetScore.SCORED,
        options.steps,
        options.threads,
        Kernels.describe(),
        Runtime.version().toString(),
        runs);
  }
}

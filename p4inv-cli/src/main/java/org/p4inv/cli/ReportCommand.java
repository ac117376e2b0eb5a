package org.p4inv.cli;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.Callable;
import org.p4inv.cli.io.Failure;
import org.p4inv.cli.io.Json;
import org.p4inv.cli.io.Streams;
import org.p4inv.cli.report.ReportPage;
import org.p4inv.cli.report.TrainedOn;
import org.p4inv.core.parallel.Workers;
import org.p4inv.flows.Flow;
import org.p4inv.samplers.boltzmann.BoltzmannGenerator;
import org.p4inv.samplers.estimate.Wasserstein;
import org.p4inv.samplers.report.Report;
import org.p4inv.samplers.report.ReportSettings;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code p4inv report <model>}. */
@Command(
    name = "report",
    description =
        "Holds a trained generator against its energy, exact samples and samplers without"
            + " training, and says what speaks against it.")
final class ReportCommand implements Callable<Integer> {
  private final Streams streams;

  @Mixin CommonOptions common = new CommonOptions();

  @Parameters(
      paramLabel = "MODEL",
      description = "A model file that says which energy it was trained on.")
  Path model;

  @Option(
      names = "-n",
      paramLabel = "N",
      converter = NumberConverter.Points.class,
      description = "Points of the flow (default: ${DEFAULT-VALUE}).")
  int points = ReportSettings.DEFAULT.points();

  @Option(
      names = "--distances",
      paramLabel = "N",
      converter = NumberConverter.DistancePoints.class,
      description =
          "Points whose distances are measured, at most all and "
              + Wasserstein.MOST_POINTS
              + " (default: ${DEFAULT-VALUE}).")
  int distancePoints = ReportSettings.DEFAULT.distancePoints();

  @Option(
      names = "--calls",
      paramLabel = "N",
      converter = NumberConverter.Calls.class,
      description =
          "Energy calls of Markov chains and of replica exchange, 0 for none of them (default: those"
              + " of the training, as the model tells, and of the points).")
  Long calls;

  @Option(
      names = "--seed",
      paramLabel = "N",
      converter = NumberConverter.Seed.class,
      description = "Seed of everything random (default: ${DEFAULT-VALUE}).")
  long seed = ReportSettings.DEFAULT.seed();

  @Option(
      names = "--threads",
      paramLabel = "N",
      converter = NumberConverter.Threads.class,
      description = "Threads; they do not change the result (default: all, ${DEFAULT-VALUE}).")
  int threads = Math.min(1024, Runtime.getRuntime().availableProcessors());

  @Option(names = "--json", paramLabel = "FILE", description = "File for the numbers as JSON.")
  Path json;

  @Option(names = "--markdown", paramLabel = "FILE", description = "File for the page as Markdown.")
  Path markdown;

  ReportCommand(Streams streams) {
    this.streams = streams;
  }

  @Override
  public Integer call() throws IOException, Failure {
    Flow flow = Flow.load(model);
    TrainedOn training = TrainedOn.of(flow.provenance(), model);
    ReportSettings settings = settings(training.calls());
    Report report;
    try (Workers workers = Workers.ofThreads(threads)) {
      report = Report.of(new BoltzmannGenerator(training.energy(), flow), settings, workers);
    }
    ReportPage page = new ReportPage(report, training.calls());
    if (json != null) {
      Json.write(json, Json.text(report));
    }
    if (markdown != null) {
      Json.write(markdown, text(page.markdown()));
    }
    streams.out().print(text(page.lines()));
    streams.out().flush();
    return 0;
  }

  private ReportSettings settings(long trainingCalls) {
    return ReportSettings.DEFAULT
        .withSeed(seed)
        .withPoints(points, Math.min(points, distancePoints))
        .withBaselineCalls(calls == null ? trainingCalls + points : calls);
  }

  private static String text(List<String> lines) {
    return String.join("\n", lines) + "\n";
  }
}

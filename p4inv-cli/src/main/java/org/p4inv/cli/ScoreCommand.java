package org.p4inv.cli;

import java.io.IOException;
import java.nio.file.Path;
import java.util.concurrent.Callable;
import org.p4inv.cli.io.Failure;
import org.p4inv.cli.io.PointsCsv;
import org.p4inv.cli.io.Streams;
import org.p4inv.flows.Flow;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Parameters;

/** {@code p4inv score <model> <points.csv>}. */
@Command(
    name = "score",
    description = "Writes the log-density (natural) of each point under a model, one a line.")
final class ScoreCommand implements Callable<Integer> {
  private final Streams streams;

  @Mixin CommonOptions common = new CommonOptions();

  @Parameters(index = "0", paramLabel = "MODEL", description = "A model file.")
  Path model;

  @Parameters(
      index = "1",
      paramLabel = "POINTS",
      description = "A file with one point a line, numbers between commas.")
  Path points;

  ScoreCommand(Streams streams) {
    this.streams = streams;
  }

  @Override
  public Integer call() throws IOException, Failure {
    Flow flow = Flow.load(model);
    StringBuilder lines = new StringBuilder();
    for (double logDensity : flow.logDensity(PointsCsv.read(points, flow.dimension()))) {
      lines.append(logDensity).append('\n');
    }
    streams.out().print(lines);
    streams.out().flush();
    return 0;
  }
}

package org.p4inv.cli;

import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.concurrent.Callable;
import org.p4inv.cli.io.AtomicFile;
import org.p4inv.cli.io.PointsCsv;
import org.p4inv.cli.io.Streams;
import org.p4inv.flows.Flow;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code p4inv sample <model>}. */
@Command(
    name = "sample",
    description = "Draws points from a model: one a line, numbers between commas.")
final class SampleCommand implements Callable<Integer> {
  private final Streams streams;

  @Mixin CommonOptions common = new CommonOptions();

  @Parameters(paramLabel = "MODEL", description = "A model file.")
  Path model;

  @Option(
      names = "-n",
      paramLabel = "N",
      required = true,
      converter = NumberConverter.Count.class,
      description = "How many points.")
  int count;

  @Option(
      names = "--seed",
      paramLabel = "N",
      converter = NumberConverter.Seed.class,
      description = "Equal seeds give equal points (default: ${DEFAULT-VALUE}).")
  long seed = 1;

  @Option(
      names = "--out",
      paramLabel = "FILE",
      description = "File for the points, instead of standard output.")
  Path out;

  SampleCommand(Streams streams) {
    this.streams = streams;
  }

  @Override
  public Integer call() throws IOException {
    Flow flow = Flow.load(model);
    float[] points = flow.sample(count, seed);
    if (out == null) {
      PointsCsv.write(points, flow.dimension(), streams.out());
    } else {
      StringWriter text = new StringWriter();
      PointsCsv.write(points, flow.dimension(), new PrintWriter(text));
      AtomicFile.write(out.toAbsolutePath(), text.toString().getBytes(StandardCharsets.US_ASCII));
    }
    return 0;
  }
}

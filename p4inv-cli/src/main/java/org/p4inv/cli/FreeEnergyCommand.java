package org.p4inv.cli;

import java.io.IOException;
import java.io.PrintWriter;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.Callable;
import org.p4inv.cli.freeenergy.FreeEnergyProblem;
import org.p4inv.cli.freeenergy.FreeEnergyReport;
import org.p4inv.cli.freeenergy.FreeEnergyResult;
import org.p4inv.cli.freeenergy.FreeEnergyScore;
import org.p4inv.cli.freeenergy.Variant;
import org.p4inv.cli.io.Failure;
import org.p4inv.cli.io.Json;
import org.p4inv.cli.io.OutputFolder;
import org.p4inv.cli.io.ProgressLine;
import org.p4inv.cli.io.Streams;
import org.p4inv.core.kernel.Kernels;
import org.p4inv.core.parallel.Workers;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** {@code p4inv experiment free-energy}. */
@Command(
    name = "free-energy",
    description =
        "Free energies along a double well by flows, with and without Metropolis moves, beside"
            + " published ones.")
final class FreeEnergyCommand implements Callable<Integer> {
  private final Streams streams;

  @Mixin CommonOptions common = new CommonOptions();
  @Mixin RunOptions options = new RunOptions("free-energy", FreeEnergyProblem.STEPS);

  @Option(
      names = "--seeds",
      paramLabel = "N",
      converter = NumberConverter.Count.class,
      description = "Trainings of each flow, with seeds that ascend (default: ${DEFAULT-VALUE}).")
  int seeds = FreeEnergyProblem.SEEDS;

  @Option(
      names = "--samples",
      paramLabel = "N",
      converter = NumberConverter.Count.class,
      description = "Samples in each of 20 repetitions (default: ${DEFAULT-VALUE}).")
  int samples = FreeEnergyProblem.SAMPLES;

  FreeEnergyCommand(Streams streams) {
    this.streams = streams;
  }

  @Override
  public Integer call() throws IOException, Failure {
    OutputFolder folder = options.folder();
    streams
        .err()
        .println(
            "free energies; kernels: "
                + Kernels.describe()
                + "; threads: "
                + options.threads
                + "; JDK "
                + Runtime.version());
    FreeEnergyResult result = solve();
    String json = Json.text(result);
    Json.write(folder.file("result.json"), json);
    Json.write(
        folder.file("free-energy.md"), String.join("\n", FreeEnergyReport.markdown(result)) + "\n");
    PrintWriter out = streams.out();
    if (options.json) {
      out.print(json);
      out.flush();
    } else {
      FreeEnergyReport.lines(result).forEach(out::println);
      out.println("files in " + options.out + ": result.json, free-energy.md");
    }
    return 0;
  }

  private FreeEnergyResult solve() {
    FreeEnergyProblem problem = new FreeEnergyProblem(options.steps, samples, options.seed, seeds);
    List<Variant> variants = Variant.all();
    ProgressLine line = new ProgressLine(streams, variants.size());
    List<FreeEnergyResult.Run> runs = new ArrayList<>();
    FreeEnergyScore exact;
    try (Workers workers = Workers.ofThreads(options.threads)) {
      exact = problem.exact(workers);
      for (Variant variant : variants) {
        long begin = System.nanoTime();
        FreeEnergyScore score = problem.solve(variant, workers);
        double seconds = (System.nanoTime() - begin) / 1e9;
        runs.add(new FreeEnergyResult.Run(variant, score, seconds));
        line.show(
            String.format(
                Locale.ROOT,
                "flow %d of %d  error %.3f kT",
                runs.size(),
                variants.size(),
                score.error()));
      }
    }
    line.end();
    return result(exact, runs);
  }

  private FreeEnergyResult result(FreeEnergyScore exact, List<FreeEnergyResult.Run> runs) {
    return new FreeEnergyResult(
        "free-energy",
        options.steps,
        samples,
        options.seed,
        seeds,
        options.threads,
        Kernels.describe(),
        Runtime.version().toString(),
        FreeEnergyResult.PUBLISHED,
        exact,
        runs,
        FreeEnergyResult.comparisons(runs));
  }
}

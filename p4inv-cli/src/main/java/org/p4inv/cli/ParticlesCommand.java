package org.p4inv.cli;

import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.stream.Collectors;
import org.p4inv.cli.io.Failure;
import org.p4inv.cli.io.Json;
import org.p4inv.cli.io.OutputFolder;
import org.p4inv.cli.io.Streams;
import org.p4inv.cli.particles.ParticleProblem;
import org.p4inv.cli.particles.ParticleReport;
import org.p4inv.cli.particles.ParticleResult;
import org.p4inv.cli.particles.Particles;
import org.p4inv.core.kernel.Kernels;
import org.p4inv.core.parallel.Workers;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code p4inv experiment particles}. */
@Command(
    name = "particles",
    description = "Samples clusters by replica exchange and by a long run: energies compared.")
final class ParticlesCommand implements Callable<Integer> {
  private static final String ALL = "all";

  private final Streams streams;

  @Spec CommandSpec spec;
  @Mixin CommonOptions common = new CommonOptions();

  @Parameters(
      paramLabel = "ENERGY",
      defaultValue = ALL,
      description = "dw4, lj13, lj13-twice, or all of them (default: ${DEFAULT-VALUE}).")
  String name;

  @Option(
      names = "--draws",
      paramLabel = "N",
      converter = NumberConverter.Draws.class,
      description = "Draws of each of 128 chains (default: ${DEFAULT-VALUE}).")
  int draws = 1000;

  @Option(
      names = "--seed",
      paramLabel = "N",
      converter = NumberConverter.Seed.class,
      description = "Seed of everything random (default: ${DEFAULT-VALUE}).")
  long seed = 1;

  @Option(
      names = "--threads",
      paramLabel = "N",
      converter = NumberConverter.Threads.class,
      description = "Threads; they do not change the result (default: all, ${DEFAULT-VALUE}).")
  int threads = Math.min(1024, Runtime.getRuntime().availableProcessors());

  @Option(
      names = "--out",
      paramLabel = "DIR",
      description = "Folder for the files (default: ${DEFAULT-VALUE}).")
  Path out = Path.of("p4inv-out", "particles");

  @Option(
      names = "--json",
      description = "Write the content of result.json to standard output, and nothing else.")
  boolean json;

  ParticlesCommand(Streams streams) {
    this.streams = streams;
  }

  @Override
  public Integer call() throws IOException, Failure {
    List<Particles> systems = systems();
    OutputFolder folder = OutputFolder.create(out);
    streams
        .err()
        .println(
            "particles; kernels: "
                + Kernels.describe()
                + "; threads: "
                + threads
                + "; JDK "
                + Runtime.version());
    ParticleResult result =
        new ParticleResult(
            "particles",
            draws,
            seed,
            threads,
            Kernels.describe(),
            Runtime.version().toString(),
            solve(systems));
    String text = Json.text(result);
    Json.write(folder.file("result.json"), text);
    Json.write(
        folder.file("particles.md"), String.join("\n", ParticleReport.markdown(result)) + "\n");
    PrintWriter to = streams.out();
    if (json) {
      to.print(text);
      to.flush();
    } else {
      ParticleReport.lines(result).forEach(to::println);
      to.println("files in " + out + ": result.json, particles.md");
    }
    return 0;
  }

  private List<Particles> systems() {
    List<Particles> all = Particles.all();
    List<Particles> chosen =
        all.stream().filter(one -> name.equals(ALL) || name.equals(one.name())).toList();
    if (chosen.isEmpty()) {
      String names = all.stream().map(Particles::name).collect(Collectors.joining(", "));
      throw new ParameterException(
          spec.commandLine(),
          "ENERGY must be one of " + names + ", " + ALL + ", got `" + name + "`");
    }
    return chosen;
  }

  private List<ParticleProblem.Result> solve(List<Particles> systems) {
    List<ParticleProblem.Result> runs = new ArrayList<>();
    try (Workers workers = Workers.ofThreads(threads)) {
      for (Particles system : systems) {
        runs.add(new ParticleProblem(system, draws, seed).solve(workers));
        streams.err().println(system.name() + " done");
      }
    }
    return runs;
  }
}

package org.p4inv.bench;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.regex.Pattern;
import org.openjdk.jmh.runner.RunnerException;
import org.p4inv.bench.compare.ComparisonResult;
import org.p4inv.bench.compare.Contenders;
import org.p4inv.bench.compare.Plan;
import org.p4inv.bench.compare.Rounds;
import org.p4inv.bench.compare.Torch;
import org.p4inv.bench.jmh.KernelResult;
import org.p4inv.bench.jmh.KernelRuns;
import org.p4inv.bench.report.BenchResults;
import org.p4inv.bench.report.Machine;
import org.p4inv.bench.report.Readme;
import org.p4inv.bench.report.ResultFiles;
import org.p4inv.bench.roofline.Roof;
import org.p4inv.bench.roofline.Roofline;
import org.p4inv.bench.startup.StartRuns;
import org.p4inv.bench.startup.StartTimes;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** The one command: roof, comparisons, kernels and start, written as JSON and Markdown. */
@Command(
    name = "p4inv-bench/run",
    mixinStandardHelpOptions = true,
    description = "Measures P4Inv and its peers in one run; the short set takes nine minutes.")
public final class Bench implements Callable<Integer> {
  private static final int ROUNDS = 5;
  private static final double SHORT_SECONDS = 0.2;
  private static final double FULL_SECONDS = 0.5;
  private static final double PATIENCE_SECONDS = 300;

  @Spec private CommandSpec spec;

  @Option(names = "--short", description = "The short set, which is the default.")
  private boolean brief;

  @Option(names = "--full", description = "Every size, with longer runs.")
  private boolean full;

  @Option(
      names = "--brief-kernels",
      description = "With --full: every comparison, but the kernels of the short set.")
  private boolean briefKernels;

  @Option(
      names = "--only",
      paramLabel = "REGEX",
      description =
          "What to run: names of benchmarks (TileProduct.multiplyAdd), of comparisons (p4inv-step"
              + " d=64), or start.")
  private Pattern only = Pattern.compile("");

  @Option(
      names = "--who",
      paramLabel = "REGEX",
      description = "Who takes part in comparisons, by label (P4Inv, PyTorch, naive).")
  private Pattern who = Pattern.compile("");

  @Option(
      names = "--rounds",
      paramLabel = "N",
      description = "Rounds of a comparison (default: ${DEFAULT-VALUE}).")
  private int rounds = ROUNDS;

  @Option(names = "--python", paramLabel = "FILE", description = "The Python that has PyTorch.")
  private Optional<String> python = Optional.empty();

  @Option(
      names = "--out",
      paramLabel = "FOLDER",
      description = "Where results.json and results.md go (default: ${DEFAULT-VALUE}).")
  private Path out = Path.of("p4inv-out", "bench");

  @Option(
      names = "--keep",
      description = "Keeps what the folder holds of what is not measured now.")
  private boolean keep;

  @Option(
      names = "--readme",
      description = "Only writes report and README section anew, from the committed results.json.")
  private boolean readme;

  @Option(names = "--home", hidden = true, description = "The folder p4inv-bench.")
  private Path home = Path.of("p4inv-bench");

  @Option(names = "--commit", hidden = true, description = "The commit that is measured.")
  private String commit = "unknown";

  /** Runs the command. */
  public static void main(String[] args) {
    System.exit(new CommandLine(new Bench()).execute(args));
  }

  @Override
  public Integer call() throws IOException, RunnerException {
    if (brief && full) {
      throw new ParameterException(spec.commandLine(), "--short and --full exclude each other");
    }
    if (readme) {
      writeReadme();
      return 0;
    }
    Path work = Files.createDirectories(home.resolve("target").resolve("run"));
    Optional<Torch> torch = Torch.find(python, home.resolve("peers").resolve("blas.py"));
    Machine machine = Machine.here(torch, commit);
    say(machine.cpu() + ", " + machine.cores() + " cores; JDK " + machine.jdk());
    say("kernels: " + machine.kernels());
    say(
        torch.isPresent()
            ? "PyTorch " + machine.torch()
            : "PyTorch is skipped: no python3 on the PATH can import torch");
    Roof roof = Roofline.measure();
    say(
        String.format(
            Locale.ROOT,
            "one core: %.0f GFLOP/s float32 (%s), copies %.0f GB/s beyond the caches",
            roof.gflops(),
            roof.instructions(),
            roof.largest().gigabytesPerSecond()));
    StartTimes start = start(torch, work);
    List<ComparisonResult> comparisons = compare(torch, work.resolve("contenders.log"));
    List<KernelResult> kernels =
        new KernelRuns(roof, only, full && !briefKernels, work.resolve("jmh.log"), Bench::say)
            .run();
    BenchResults results =
        new BenchResults(machine, full ? "full" : "short", roof, kernels, comparisons, start);
    ResultFiles.write(out, keep ? results.over(ResultFiles.read(out)) : results);
    say("results in " + out + ", what contenders and JMH said in " + work);
    return 0;
  }

  private void writeReadme() throws IOException {
    Path file = home.resolveSibling("README.md");
    BenchResults results = ResultFiles.read(home.resolve("results"));
    ResultFiles.write(home.resolve("results"), results);
    Files.writeString(file, Readme.with(Files.readString(file), results));
    say("the performance section of " + file + " is made from " + home.resolve("results"));
  }

  private StartTimes start(Optional<Torch> torch, Path work) throws IOException {
    if (!only.matcher("start").find()) {
      return null;
    }
    StartTimes start = StartRuns.measure(work, torch.map(Torch::python));
    say(
        String.format(
            Locale.ROOT,
            "start: first trained step of the double well after %.2f s, default training done"
                + " after %.1f s; import torch %s",
            start.firstStep(),
            start.training(),
            start.torchImport() == null
                ? "skipped"
                : String.format(Locale.ROOT, "%.2f s", start.torchImport())));
    return start;
  }

  private List<ComparisonResult> compare(Optional<Torch> torch, Path log) {
    Contenders contenders = new Contenders(home.resolve("peers").resolve("torch_peer.py"), torch);
    Rounds measure =
        new Rounds(rounds, full ? FULL_SECONDS : SHORT_SECONDS, PATIENCE_SECONDS, log, Bench::say);
    return new Plan(contenders, full)
        .comparisons().stream()
            .filter(comparison -> only.matcher(comparison.name()).find())
            .map(comparison -> comparison.keeping(one -> who.matcher(one.label()).find()))
            .filter(comparison -> !comparison.entrants().isEmpty())
            .map(measure::run)
            .toList();
  }

  private static void say(String line) {
    System.out.println(line);
  }
}

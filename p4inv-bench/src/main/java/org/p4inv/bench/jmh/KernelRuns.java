package org.p4inv.bench.jmh;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.function.Consumer;
import java.util.regex.Pattern;
import org.openjdk.jmh.infra.BenchmarkParams;
import org.openjdk.jmh.results.Result;
import org.openjdk.jmh.results.RunResult;
import org.openjdk.jmh.runner.BenchmarkList;
import org.openjdk.jmh.runner.BenchmarkListEntry;
import org.openjdk.jmh.runner.Runner;
import org.openjdk.jmh.runner.RunnerException;
import org.openjdk.jmh.runner.format.OutputFormat;
import org.openjdk.jmh.runner.format.OutputFormatFactory;
import org.openjdk.jmh.runner.options.ChainedOptionsBuilder;
import org.openjdk.jmh.runner.options.OptionsBuilder;
import org.openjdk.jmh.runner.options.TimeValue;
import org.openjdk.jmh.runner.options.VerboseMode;
import org.p4inv.bench.roofline.Roof;
import org.p4inv.bench.roofline.Work;

/**
 * Runs JMH benchmarks, with SIMD and without, and compares them with the roof.
 *
 * @param roof of one core
 * @param only benchmarks whose name it finds
 * @param full every size with long iterations, or the short set with short ones
 * @param log takes what JMH and its processes print; rewritten by each benchmark
 * @param progress takes lines for people
 */
public record KernelRuns(
    Roof roof, Pattern only, boolean full, Path log, Consumer<String> progress) {
  private static final String PACKAGE = KernelRuns.class.getPackageName() + ".";

  /** Vector code that is not compiled yet takes milliseconds a call: it needs its time. */
  private static final TimeValue WARMUP = TimeValue.milliseconds(900);

  /** Compositions of many kernels. */
  private static final TimeValue LONG_WARMUP = TimeValue.milliseconds(1500);

  private static final Pattern COMPOSITION =
      Pattern.compile("^(Layer|Linear|TrainingStep|Generator)");

  private static final TimeValue BRIEF = TimeValue.milliseconds(100);
  private static final TimeValue LONG = TimeValue.milliseconds(500);
  private static final int WARMUPS = 2;
  private static final int ITERATIONS = 5;

  /** The results, in the order of the sets. */
  public List<KernelResult> run() throws RunnerException {
    List<KernelResult> results = new ArrayList<>();
    for (KernelSet set : full ? KernelSet.full() : KernelSet.brief()) {
      for (String benchmark : names(set)) {
        results.addAll(run(set, benchmark, "vector"));
        if (set.scalar()) {
          results.addAll(run(set, benchmark, "scalar"));
        }
      }
    }
    return results;
  }

  /** The benchmarks of a set, by full name, as JMH's processor listed them. */
  private List<String> names(KernelSet set) {
    OutputFormat silent = OutputFormatFactory.createFormatInstance(System.out, VerboseMode.SILENT);
    return BenchmarkList.defaultList().find(silent, List.of(set.benchmarks()), List.of()).stream()
        .map(BenchmarkListEntry::getUsername)
        .filter(name -> only.matcher(display(name)).find())
        .toList();
  }

  private List<KernelResult> run(KernelSet set, String benchmark, String kernels)
      throws RunnerException {
    ChainedOptionsBuilder options =
        new OptionsBuilder()
            .include("^" + Pattern.quote(benchmark) + "$")
            .output(log.toString())
            .shouldFailOnError(true)
            .warmupIterations(WARMUPS)
            .measurementIterations(ITERATIONS)
            .warmupTime(warmup(benchmark))
            .measurementTime(full ? LONG : BRIEF);
    if (kernels.equals("scalar")) {
      options.jvmArgs("-Dp4inv.kernels=scalar", "-Xbatch");
    }
    set.parameters().forEach((name, values) -> options.param(name, values.toArray(String[]::new)));
    Collection<RunResult> runs = new Runner(options.build()).run();
    List<KernelResult> results = runs.stream().map(run -> result(run, kernels)).toList();
    results.stream().map(KernelRuns::describe).forEach(progress);
    return results;
  }

  private TimeValue warmup(String benchmark) {
    boolean composed = COMPOSITION.matcher(display(benchmark)).find();
    return full || composed ? LONG_WARMUP : WARMUP;
  }

  private KernelResult result(RunResult run, String kernels) {
    BenchmarkParams benchmark = run.getParams();
    Map<String, String> parameters = new TreeMap<>();
    benchmark.getParamsKeys().forEach(key -> parameters.put(key, benchmark.getParam(key)));
    Result<?> time = run.getPrimaryResult();
    String name = display(benchmark.getBenchmark());
    Optional<Work> work = KernelWork.of(name, parameters);
    double microseconds = time.getScore();
    return new KernelResult(
        name,
        parameters,
        kernels,
        microseconds,
        time.getScoreError(),
        work.filter(w -> w.flops() > 0).map(w -> w.flops() * 1e-3 / microseconds).orElse(null),
        work.map(w -> roof.share(w, 1e-6 * microseconds)).orElse(null));
  }

  /** A name as people write it: {@code TileProduct.multiplyAdd}. */
  private static String display(String benchmark) {
    return benchmark.substring(PACKAGE.length()).replace("Benchmark.", ".");
  }

  private static String describe(KernelResult result) {
    String text =
        "  %-38s %-22s %-6s %12.3f us"
            .formatted(
                result.benchmark(),
                result.parameters().toString().replaceAll("[{}]", ""),
                result.kernels(),
                result.microseconds());
    String flops = result.gflops() == null ? "" : "  %7.1f GFLOP/s".formatted(result.gflops());
    String share = result.share() == null ? "" : "  %3.0f %%".formatted(100 * result.share());
    return text + flops + share;
  }
}

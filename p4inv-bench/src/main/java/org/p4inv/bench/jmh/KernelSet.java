package org.p4inv.bench.jmh;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * Which benchmarks a set runs: groups, each with the parameters it is limited to.
 *
 * @param benchmarks a regular expression of class and method
 * @param parameters values by name; a parameter that is not named takes all values of its class
 * @param scalar whether it runs without SIMD too
 */
record KernelSet(String benchmarks, Map<String, List<String>> parameters, boolean scalar) {

  /** Everything, in every size. */
  static List<KernelSet> full() {
    return List.of(
        new KernelSet("\\.(?!Peer|Energy)[A-Z]\\w*Benchmark\\.", Map.of(), true),
        new KernelSet("\\.(Peer|Energy)\\w*Benchmark\\.", Map.of(), false));
  }

  /** Something of each benchmark, in about five minutes; little of what comparisons measure too. */
  static List<KernelSet> brief() {
    List<KernelSet> sets = new ArrayList<>();
    sets.add(simd("TileProductBenchmark.multiply(Add|Packed)$", d(3, 33, 64, 1024)));
    sets.add(both("BatchProductBenchmark.multiplyPacked$", d(64, 1024), batch(1024)));
    sets.add(simd("BatchProductBenchmark.multiplyPacked$", d(101, 256, 512, 2048), batch(1024)));
    sets.add(simd("WeightGradientBenchmark", d(33, 64)));
    sets.add(simd("ElementaryBenchmark"));
    sets.add(both("AdamBenchmark", Map.of("n", List.of("262144"))));
    sets.add(simd("DoubleKernelsBenchmark", d(1024)));
    sets.add(simd("PerturbationBenchmark.merge", d(2, 16, 64, 256, 1024, 2048)));
    sets.add(simd("PerturbationBenchmark.(probe|prepare)", d(1024)));
    sets.add(simd("PerturbationBenchmark.repair", d(256)));
    sets.add(
        simd(
            "LayerBenchmark.(forwardAndPullback|inverse)$",
            Map.of("layer", List.of("p4inv", "coupling"), "d", List.of("64"))));
    sets.add(
        simd("LinearBenchmark.step$", Map.of("layer", List.of("orthogonal"), "d", List.of("64"))));
    sets.add(
        simd(
            "SplineBenchmark.(forwardAndPullback|inverse)$",
            Map.of("where", List.of("line"), "n", List.of("8"))));
    sets.add(both("TrainingStepBenchmark", d(64), batch(256)));
    sets.add(simd("GeneratorBenchmark.score$", d(2, 32), batch(1024)));
    sets.add(
        simd(
            "EnergyBenchmark",
            Map.of("energy", List.of("double-well", "dw4", "lj13", "lj55", "many-well"))));
    sets.add(simd("PeerProductBenchmark", d(1024), batch(1024)));
    sets.add(simd("PeerInverseBenchmark", d(256)));
    return sets;
  }

  @SafeVarargs
  private static KernelSet both(String benchmarks, Map<String, List<String>>... parameters) {
    return new KernelSet(benchmarks, join(parameters), true);
  }

  @SafeVarargs
  private static KernelSet simd(String benchmarks, Map<String, List<String>>... parameters) {
    return new KernelSet(benchmarks, join(parameters), false);
  }

  @SafeVarargs
  private static Map<String, List<String>> join(Map<String, List<String>>... parameters) {
    Map<String, List<String>> joined = new TreeMap<>();
    for (Map<String, List<String>> part : parameters) {
      joined.putAll(part);
    }
    return joined;
  }

  private static Map<String, List<String>> d(int... sizes) {
    return Map.of("d", texts(sizes));
  }

  private static Map<String, List<String>> batch(int... sizes) {
    return Map.of("batch", texts(sizes));
  }

  private static List<String> texts(int... numbers) {
    return Arrays.stream(numbers).mapToObj(Integer::toString).toList();
  }
}

package org.p4inv.bench.report;

import com.fasterxml.jackson.annotation.JsonInclude;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import org.p4inv.bench.compare.ComparisonResult;
import org.p4inv.bench.jmh.KernelResult;
import org.p4inv.bench.roofline.Roof;
import org.p4inv.bench.startup.StartTimes;

/**
 * Everything that one run measured.
 *
 * @param machine what it was measured on
 * @param set {@code short} or {@code full}
 * @param roof of one core
 * @param kernels results of JMH
 * @param comparisons results side by side
 * @param start how soon work begins; null where it was not measured
 */
@JsonInclude(JsonInclude.Include.NON_NULL)
public record BenchResults(
    Machine machine,
    String set,
    Roof roof,
    List<KernelResult> kernels,
    List<ComparisonResult> comparisons,
    StartTimes start) {
  /** Copies the lists. */
  public BenchResults {
    kernels = List.copyOf(kernels);
    comparisons = List.copyOf(comparisons);
  }

  /** These results, in the place of earlier ones of the same things, and what else was measured. */
  public BenchResults over(BenchResults earlier) {
    return new BenchResults(
        machine,
        earlier.set(),
        roof,
        joined(earlier.kernels(), kernels, BenchResults::key),
        joined(earlier.comparisons(), comparisons, BenchResults::key),
        start == null ? earlier.start() : start);
  }

  private static <T> List<T> joined(List<T> earlier, List<T> now, Function<T, Object> key) {
    Map<Object, T> all = new LinkedHashMap<>();
    earlier.forEach(result -> all.put(key.apply(result), result));
    now.forEach(result -> all.put(key.apply(result), result));
    return List.copyOf(all.values());
  }

  private static Object key(KernelResult result) {
    return List.of(result.benchmark(), result.parameters(), result.kernels());
  }

  private static Object key(ComparisonResult result) {
    return List.of(result.family(), result.size());
  }
}

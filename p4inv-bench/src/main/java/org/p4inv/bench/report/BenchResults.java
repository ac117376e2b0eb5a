package org.p4inv.bench.report;

import com.fasterxml.jackson.annotation.JsonInclude;
import java.util.List;
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

  /** These results, and of earlier ones whatever kind this run did not measure. */
  public BenchResults over(BenchResults earlier) {
    return new BenchResults(
        machine,
        earlier.set(),
        roof,
        kernels.isEmpty() ? earlier.kernels() : kernels,
        comparisons.isEmpty() ? earlier.comparisons() : comparisons,
        start == null ? earlier.start() : start);
  }
}

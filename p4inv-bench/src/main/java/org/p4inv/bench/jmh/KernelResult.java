package org.p4inv.bench.jmh;

import com.fasterxml.jackson.annotation.JsonInclude;
import java.util.Collections;
import java.util.Map;
import java.util.TreeMap;

/**
 * What one benchmark measured.
 *
 * @param benchmark class and method, such as {@code TileProduct.multiplyAdd}
 * @param parameters its parameters by name
 * @param kernels {@code vector} or {@code scalar}
 * @param microseconds of an operation: the mean of the iterations
 * @param error half the 99.9 % confidence interval of the mean
 * @param gflops float operations a second, 1e9; null where they are not counted
 * @param share of the roof of one core; null where the work is not counted
 */
@JsonInclude(JsonInclude.Include.NON_NULL)
public record KernelResult(
    String benchmark,
    Map<String, String> parameters,
    String kernels,
    double microseconds,
    double error,
    Double gflops,
    Double share) {
  /** Sorts the parameters by name. */
  public KernelResult {
    parameters = Collections.unmodifiableMap(new TreeMap<>(parameters));
  }
}

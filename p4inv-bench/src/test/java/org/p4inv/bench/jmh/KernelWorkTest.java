package org.p4inv.bench.jmh;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.openjdk.jmh.runner.BenchmarkList;
import org.openjdk.jmh.runner.BenchmarkListEntry;
import org.openjdk.jmh.runner.format.OutputFormatFactory;
import org.openjdk.jmh.runner.options.VerboseMode;
import org.p4inv.bench.roofline.Work;

final class KernelWorkTest {

  @Test
  void aProductIsTwoOperationsAWeightAndPoint() {
    Work work =
        KernelWork.of("BatchProduct.multiply", Map.of("d", "100", "batch", "1000")).orElseThrow();
    assertEquals(2e7, work.flops());
    assertEquals(4 * (1e4 + 2e5), work.bytes());
  }

  @Test
  void compositionsHaveNone() {
    assertTrue(KernelWork.of("Layer.forward", Map.of("d", "2")).isEmpty());
  }

  /** Every benchmark is in both sets, and every group of a set finds one. */
  @Test
  void setsAreComplete() {
    List<String> all =
        BenchmarkList.defaultList()
            .find(
                OutputFormatFactory.createFormatInstance(System.out, VerboseMode.SILENT),
                List.of(".*"),
                List.of())
            .stream()
            .map(BenchmarkListEntry::getUsername)
            .toList();
    for (List<KernelSet> sets : List.of(KernelSet.full(), KernelSet.brief())) {
      List<String> left = new ArrayList<>(all);
      for (KernelSet set : sets) {
        Pattern pattern = Pattern.compile(set.benchmarks());
        assertFalse(all.stream().noneMatch(name -> pattern.matcher(name).find()), set::toString);
        left.removeIf(name -> pattern.matcher(name).find());
      }
      left.removeIf(name -> name.endsWith("multiplyAddTransposed"));
      assertEquals(List.of(), left);
    }
  }
}

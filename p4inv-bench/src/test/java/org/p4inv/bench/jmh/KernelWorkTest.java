package org.p4inv.bench.jmh;

import static java.util.stream.Collectors.toSet;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
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

  /** Every class is in both sets, and every group of a set finds one. */
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
    Set<String> classes = all.stream().map(KernelWorkTest::owner).collect(toSet());
    for (List<KernelSet> sets : List.of(KernelSet.full(), KernelSet.brief())) {
      Set<String> left = new HashSet<>(classes);
      for (KernelSet set : sets) {
        Pattern pattern = Pattern.compile(set.benchmarks());
        List<String> found = all.stream().filter(name -> pattern.matcher(name).find()).toList();
        assertFalse(found.isEmpty(), set::toString);
        found.forEach(name -> left.remove(owner(name)));
      }
      assertEquals(Set.of(), left);
    }
  }

  private static String owner(String benchmark) {
    return benchmark.substring(0, benchmark.lastIndexOf('.'));
  }
}

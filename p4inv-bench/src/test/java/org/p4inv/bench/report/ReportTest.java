package org.p4inv.bench.report;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.p4inv.bench.compare.ComparisonResult;
import org.p4inv.bench.compare.EntrantResult;
import org.p4inv.bench.jmh.KernelResult;
import org.p4inv.bench.roofline.Roof;
import org.p4inv.bench.startup.StartTimes;

final class ReportTest {
  private static final BenchResults RESULTS =
      new BenchResults(
          new Machine("cpu", 2, "os", "17", "vector", "1.13", "abc", "2026-01-02"),
          "short",
          new Roof(200, "vector API", List.of(new Roof.Copy(1 << 20, 50))),
          List.of(
              new KernelResult(
                  "BatchProduct.multiplyPacked",
                  Map.of("batch", "1024", "d", "64"),
                  "vector",
                  50,
                  1,
                  160.0,
                  0.8),
              new KernelResult(
                  "BatchProduct.multiplyPacked",
                  Map.of("batch", "1024", "d", "64"),
                  "scalar",
                  500,
                  1,
                  16.0,
                  0.08),
              new KernelResult(
                  "Energy.evaluate", Map.of("energy", "dw4"), "vector", 6.4, 0.1, null, null),
              new KernelResult("Layer.forward", Map.of("d", "64"), "vector", 3.5, 0.1, null, null)),
          List.of(
              new ComparisonResult(
                  "p4inv-step",
                  "d=2",
                  List.of(
                      measured("P4Inv", 0.000125, 1.0),
                      measured("PyTorch best (tuned)", 0.0005, 4.04))),
              new ComparisonResult(
                  "p4inv-step",
                  "d=64",
                  List.of(measured("P4Inv", 0.002, 1.0), skipped("naive Java")))),
          new StartTimes(0.61, 12.3, 1.7));

  private static EntrantResult measured(String label, double median, Double ratio) {
    return new EntrantResult(
        label,
        "p4inv-step best d=2",
        List.of(median),
        median,
        ratio,
        JsonNodeFactory.instance.objectNode().put("loss", 1),
        null);
  }

  private static EntrantResult skipped(String label) {
    return new EntrantResult(
        label, "p4inv-step best d=64", List.of(), null, null, null, "too slow");
  }

  @Test
  void filesRoundTrip(@TempDir Path folder) throws IOException {
    ResultFiles.write(folder, RESULTS);
    assertEquals(RESULTS, ResultFiles.read(folder));
    assertTrue(Files.readString(folder.resolve("results.json")).contains("\"first_step\" : 0.61"));
    assertEquals(MarkdownReport.of(RESULTS), Files.readString(folder.resolve("results.md")));
  }

  @Test
  void aTableHasOneRowForEachSize() {
    assertEquals(
        """
        |  | P4Inv, ms | PyTorch best (tuned) |
        |---|---:|---:|
        | d=2 | 0.125 | 4.0× |
        | d=64 | 2.00 | - |
        """,
        ComparisonTables.of(RESULTS.comparisons()).get("p4inv-step"));
  }

  @Test
  void reportSaysWhatWasNotMeasured() {
    String report = MarkdownReport.of(RESULTS);
    assertTrue(report.contains("- p4inv-step d=64, naive Java: too slow\n"), report);
    assertTrue(
        report.contains(
            "| BatchProduct.multiplyPacked | batch=1024 d=64 | vector | 50.0 | 1.00 | 160 | 80 % |"),
        report);
    // 64 calls in 6.4 us.
    assertTrue(report.contains("| energy | ns a call | million calls a second |\n"), report);
    assertTrue(report.contains("| dw4 | 100 | 10.0 |"), report);
    assertTrue(report.contains("| Layer.forward | d=64 | vector | 3.50 | 0.100 |  |  |"), report);
  }

  @Test
  void readmeKeepsWhatIsAroundTheSection() {
    String empty = "before\n" + Readme.BEGIN + "old\n" + Readme.END + "after\n";
    String made = Readme.with(empty, RESULTS);
    assertTrue(made.startsWith("before\n" + Readme.BEGIN), made);
    assertTrue(made.endsWith(Readme.END + "after\n"), made);
    assertTrue(made.contains("| 64 | 160 | 80 % | 16.0 |"), made);
    assertTrue(made.contains("first trained step of the double well 0.6 s"), made);
    assertEquals(made, Readme.with(made, RESULTS));
    assertThrows(IllegalArgumentException.class, () -> Readme.with("no markers", RESULTS));
  }

  /** Eight times the size in 64 times the time is d^2; 100 us in 10 steps of 1 ms is 1 %. */
  @Test
  void figuresFollowFromSeveralMeasurements() {
    BenchResults results =
        new BenchResults(
            RESULTS.machine(),
            "short",
            RESULTS.roof(),
            List.of(
                new KernelResult(
                    "Perturbation.merge", Map.of("d", "256"), "vector", 100, 1, null, null)),
            List.of(
                new ComparisonResult("p4inv-step", "d=256", List.of(measured("P4Inv", 0.001, 1.0))),
                new ComparisonResult(
                    "p4inv-step", "d=2048", List.of(measured("P4Inv", 0.064, 1.0)))),
            null);
    String sentences = Derived.sentences(results);
    assertTrue(sentences.contains("d = 256 and 2048 the time of a P4Inv step grows as d^2.00"));
    assertTrue(sentences.contains("of a step: d=256 1 %.\n"), sentences);
    assertEquals("", Derived.sentences(RESULTS));
  }

  @Test
  void whatIsNotMeasuredIsKept() {
    BenchResults kernels =
        new BenchResults(
            RESULTS.machine(),
            "short",
            RESULTS.roof(),
            List.of(
                new KernelResult(
                    "BatchProduct.multiplyPacked",
                    Map.of("batch", "1024", "d", "64"),
                    "scalar",
                    400,
                    1,
                    20.0,
                    0.1)),
            List.of(),
            null);
    BenchResults joined = kernels.over(RESULTS);
    assertEquals(RESULTS.kernels().size(), joined.kernels().size());
    assertEquals(RESULTS.kernels().get(0), joined.kernels().get(0));
    assertEquals(kernels.kernels().get(0), joined.kernels().get(1));
    assertEquals(RESULTS.comparisons(), joined.comparisons());
    assertEquals(RESULTS.start(), joined.start());
  }

  @Test
  void numbers() {
    assertEquals(
        List.of("0.00123", "12.3", "1234", "0", "3.00"),
        List.of(
            Numbers.three(0.001234),
            Numbers.three(12.34),
            Numbers.three(1234),
            Numbers.three(0),
            Numbers.three(2.999)));
    assertEquals(List.of("9.9×", "10×"), List.of(Numbers.times(9.94), Numbers.times(9.96)));
  }

  @Test
  void processorsOfVirtualMachinesHaveTheirFamily() {
    assertEquals(
        "Some CPU (family 26, model 2)",
        CpuModel.parse(
            "processor\t: 0\ncpu family\t: 26\nmodel\t\t: 2\nmodel name\t: Some CPU\n\n"));
  }
}

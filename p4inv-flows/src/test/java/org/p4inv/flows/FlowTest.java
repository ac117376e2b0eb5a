package org.p4inv.flows;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.function.Executable;
import org.junit.jupiter.api.io.TempDir;
import org.p4inv.core.kernel.Tile;
import org.p4inv.core.parallel.Workers;
import org.p4inv.core.testing.Allocation;
import org.p4inv.flows.base.StandardNormal;
import org.p4inv.flows.bijection.Bijection;
import org.p4inv.flows.bijection.Chain;
import org.p4inv.flows.bijection.Inverse;
import org.p4inv.flows.check.Finding;
import org.p4inv.flows.check.SelfCheck;
import org.p4inv.flows.conditioner.Activation;
import org.p4inv.flows.coupling.Couplings;
import org.p4inv.flows.elementwise.BentIdentity;
import org.p4inv.flows.linear.P4InvLinear;
import org.p4inv.flows.model.Safetensors;
import org.p4inv.flows.model.Tensor;
import org.p4inv.flows.normalization.ActNorm;

class FlowTest {
  private static final int POINTS = 1000;

  /** A flow far from its start, d = 3. */
  private static Flow flow() {
    Bijection bijection =
        Chain.of(
            new P4InvLinear(3, 2, P4InvLinear.Start.REVERSAL),
            Couplings.affine(3, 1, Activation.TANH, 8),
            new BentIdentity(3),
            new ActNorm(3));
    return Noise.on(Flow.initial(new StandardNormal(3), bijection, 1), 0.3f);
  }

  @Test
  void densityOfSamplesIsThatOfScoring() {
    Flow flow = flow();
    float[] points = new float[POINTS * 3];
    double[] logDensity = new double[POINTS];
    flow.sample(5, points, logDensity);
    double[] scored = flow.logDensity(points);
    for (int i = 0; i < POINTS; i++) {
      // The inverse returns to z within float rounding; log p(z) changes by |z| times that.
      assertEquals(logDensity[i], scored[i], 1e-4, "point " + i);
    }
  }

  @Test
  void summaryNamesLayersInOrderWithTheirParameters() {
    Bijection bijection =
        Chain.of(
            new P4InvLinear(2, P4InvLinear.Start.REVERSAL),
            Chain.of(new ActNorm(2), Inverse.of(new BentIdentity(2))));
    String summary = Flow.initial(new StandardNormal(2), bijection, 1).toString();
    String expected =
        """
        Flow on R^2, 10 parameters, 11 frozen numbers; from base to data:
        base standard-normal 0
        1 p4inv-linear 6 rank 1, start reversal
        2.1 act-norm 4
        2.2 inverse of bent-identity 0""";
    assertEquals(expected, summary.replaceAll(" +", " ").replace("\n ", "\n"));
  }

  @Test
  void aPointAloneHasTheBitsItHasInABatch() {
    Flow flow = FlowBuilder.realNvp(3).layers(3).hidden(19, 16).activation(Activation.TANH).build();
    Flow other =
        FlowBuilder.neuralSpline(3).layers(2).hidden(16).activation(Activation.SILU).build();
    for (Flow each : List.of(Noise.on(flow, 0.1f), Noise.on(other, 0.1f))) {
      float[] points = each.sample(64, 3);
      double[] together = each.logDensity(points);
      for (int n : new int[] {1, 2, 16, 17, 33, 63}) {
        double[] alone = each.logDensity(Arrays.copyOf(points, n * 3));
        assertArrayEquals(Arrays.copyOf(together, n), alone, n + " points of " + each);
      }
    }
  }

  @Test
  void selfCheckOfASoundFlowPasses() {
    SelfCheck report = flow().selfCheck(6);
    assertTrue(report.passed(), report.toString());
    for (Finding finding : report.findings()) {
      assertEquals(Finding.Verdict.PASSED, finding.verdict(), finding.toString());
    }
    assertEquals(8, report.findings().size(), "checks made");
  }

  @Test
  void densityIntegratesToOne() {
    Flow flow =
        Flow.initial(
            new StandardNormal(1),
            Chain.of(new P4InvLinear(1, P4InvLinear.Start.IDENTITY), new BentIdentity(1)),
            1);
    float[] grid = new float[4001];
    for (int i = 0; i < grid.length; i++) {
      grid[i] = (i - 2000) * 0.005f;
    }
    double integral = Arrays.stream(flow.logDensity(grid)).map(Math::exp).sum() * 0.005;
    assertEquals(1, integral, 1e-5);
  }

  @Test
  void sameSeedGivesTheSameBitsWithAnyWorkers() {
    Flow flow = flow();
    float[] alone = flow.sample(POINTS, 7);
    double[] scoresAlone = flow.logDensity(alone);
    for (int threads : new int[] {1, 2, 4}) {
      try (Workers workers = Workers.ofThreads(threads)) {
        float[] points = new float[POINTS * 3];
        flow.sample(7, points, new double[POINTS], workers);
        assertArrayEquals(alone, points, threads + " threads");
        double[] scores = new double[POINTS];
        flow.logDensity(points, scores, workers);
        assertArrayEquals(scoresAlone, scores, threads + " threads");
      }
    }
    assertArrayEquals(Arrays.copyOf(alone, 30), flow.sample(10, 7), "the first points of fewer");
    assertFalse(Arrays.equals(alone, flow.sample(POINTS, 8)), "another seed");
    assertTrue(alone[0] != alone[Tile.LANES * 3], "every tile has a stream of its own");
  }

  @Test
  void manyThreadsUseOneFlow() {
    Flow flow = flow();
    float[] expected = flow.sample(POINTS, 9);
    double[] scores = flow.logDensity(expected);
    IntStream.range(0, 200)
        .parallel()
        .forEach(
            i -> {
              assertArrayEquals(expected, flow.sample(POINTS, 9));
              assertArrayEquals(scores, flow.logDensity(expected));
            });
  }

  @Test
  void callsAllocateNothing() {
    Flow flow = flow();
    float[] points = new float[100 * 3];
    double[] logDensity = new double[100];
    Allocation.none("sample", () -> flow.sample(1, points, logDensity));
    Allocation.none("score", () -> flow.logDensity(points, logDensity));
    try (Workers workers = Workers.ofThreads(2)) {
      Allocation.none("sample on 2", () -> flow.sample(1, points, logDensity, workers));
    }
  }

  @Test
  void savedFlowIsTheSame(@TempDir Path folder) throws IOException {
    Flow flow = flow();
    Path file = folder.resolve("model.safetensors");
    flow.save(file);
    Flow loaded = Flow.load(file);
    assertArrayEquals(flow.parameters(), loaded.parameters());
    assertArrayEquals(flow.frozen(), loaded.frozen());
    assertArrayEquals(flow.sample(POINTS, 3), loaded.sample(POINTS, 3));
    assertEquals(flow.toString(), loaded.toString());
  }

  @Test
  void brokenModelsSayWhatIsWrong(@TempDir Path folder) throws IOException {
    Path file = folder.resolve("model.safetensors");
    flow().save(file);
    Safetensors good = Safetensors.read(file);
    assertBroken(file, good, "version", "3", "newer release");
    assertBroken(file, good, "format", "other", "p4inv-flow");
    assertBroken(file, good, "bijection", "{\"type\":\"magic\"}", "'magic' is unknown");
    assertBroken(file, good, "bijection", "{\"type\":\"act-norm\",\"dimension\":-1}", "dimension");
    assertBroken(file, good, "bijection", "{\"type\":\"act-norm\",\"dimension\":4}", "parameters");
    assertBroken(file, good, "base", "{\"type\":\"standard-normal\",\"dimension\":2}", "dimension");
    String huge =
        "{\"type\":\"p4inv-linear\",\"dimension\":16384,\"rank\":1,\"start\":\"identity\",\"context\":0}";
    assertBroken(
        file,
        good,
        "bijection",
        "{\"type\":\"chain\",\"parts\":[" + (huge + ",").repeat(7) + huge + "]}",
        "parameters");
  }

  private static void assertBroken(
      Path file, Safetensors good, String key, String value, String expected) throws IOException {
    Map<String, String> metadata = new TreeMap<>(good.metadata());
    metadata.put(key, value);
    Map<String, Tensor> tensors =
        Map.of("parameters", good.tensor("parameters"), "frozen", good.tensor("frozen"));
    Safetensors.write(file, metadata, tensors);
    IOException e = assertThrows(IOException.class, () -> Flow.load(file));
    assertTrue(e.getMessage().contains(expected), e.getMessage());
    assertTrue(e.getMessage().contains(file.getFileName().toString()), e.getMessage());
    assertTrue(Files.exists(file));
  }

  @Test
  void badArgumentsAreNamed() {
    Flow flow = flow();
    float[] points = flow.sample(4, 1);
    points[7] = Float.NaN;
    assertMessage("coordinate 1 of point 2 is NaN", () -> flow.logDensity(points));
    assertMessage("multiple of d = 3", () -> flow.logDensity(new float[4]));
    assertMessage("n d = 6", () -> flow.sample(1, new float[5], new double[2]));
    assertMessage("n must be", () -> flow.sample(-1, 1));
    assertMessage(
        "one dimension", () -> Flow.initial(new StandardNormal(2), new BentIdentity(3), 1));
  }

  private static void assertMessage(String expected, Executable call) {
    IllegalArgumentException e = assertThrows(IllegalArgumentException.class, call);
    assertTrue(e.getMessage().contains(expected), e.getMessage());
  }
}

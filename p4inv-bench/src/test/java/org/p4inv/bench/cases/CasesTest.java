package org.p4inv.bench.cases;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.p4inv.core.linalg.Lu;
import org.p4inv.core.random.Domain;
import org.p4inv.core.random.RandomStream;

final class CasesTest {

  /** A case that is not finite throws by itself. */
  @Test
  void scalarKernelsGiveTheSameBits() throws Exception {
    Process scalar =
        new ProcessBuilder(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-Dp4inv.kernels=scalar",
                "-cp",
                System.getProperty("java.class.path"),
                CaseLosses.class.getName())
            .redirectError(ProcessBuilder.Redirect.INHERIT)
            .start();
    List<String> ours = CaseLosses.SMALL.stream().map(CaseLosses::line).toList();
    String printed = new String(scalar.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    assertEquals(ours, printed.lines().toList());
  }

  /**
   * With a dense W and a shift b the least loss of a batch is known: d / 2 + log|det C| / 2, C the
   * covariance of its points. Wrong gradients do not get there.
   */
  @ParameterizedTest
  @CsvSource({"dense-step, 5, 64", "plu-step, 5, 64", "dense-step, 65, 256", "plu-step, 65, 256"})
  void fullLayersReachTheLeastLoss(String name, int d, int batch) {
    double least = leastLoss(d, batch);
    double loss = train(CaseRequest.of(name, d, batch), 1500);
    // Adam at rate 1e-3 stays within about that of every parameter, and the loss is quadratic in
    // it.
    assertEquals(least, loss, 1e-5 * d * d, name);
  }

  @Test
  void p4InvGoesDown() {
    CaseRequest request = CaseRequest.of(P4InvStep.NAME, 5, 64);
    double loss = train(request, 1500);
    double least = leastLoss(5, 64);
    // The images are floats: a loss is known to about 1e-7 of itself.
    double rounding = 1e-6 * Math.abs(least);
    assertTrue(loss < train(request, 1) && loss >= least - rounding, loss + " against " + least);
  }

  @Test
  void energyIsThatOfTheDoubleWell() {
    float[] x = new RandomTile(4).numbers();
    double[] energy = new double[64];
    float[] gradient = new float[4 * 64];
    new DoubleWells(4).evaluate(x, energy, gradient);
    double expected = 0;
    for (int at = 0; at < 4 * 64; at += 2 * 64) {
      double first = x[at + 7];
      double second = x[at + 64 + 7];
      expected += -0.5 * first - 6 * first * first + Math.pow(first, 4) + second * second / 2;
      assertEquals(
          -0.5 - 12 * first + 4 * Math.pow(first, 3), gradient[at + 7], 1e-5, "gradient at " + at);
      assertEquals(second, gradient[at + 64 + 7], 1e-6);
    }
    assertEquals(expected, energy[7], 1e-9);
    assertThrows(IllegalArgumentException.class, () -> new DoubleWells(3));
  }

  @Test
  void whatIsNotOfferedSaysSo() {
    Ours ours = new Ours();
    CaseRequest request = CaseRequest.of("p4inv-step", 2, 64);
    assertThrows(NotOfferedException.class, () -> ours.create(request.withForm("reference")));
    assertThrows(NotOfferedException.class, () -> ours.create(CaseRequest.parse("waltz best")));
    assertThrows(
        IllegalArgumentException.class, () -> ours.create(CaseRequest.parse("p4inv-step best")));
    assertThrows(IllegalArgumentException.class, () -> CaseRequest.parse("p4inv-step"));
    assertThrows(IllegalArgumentException.class, () -> CaseRequest.parse("p4inv-step best d"));
  }

  private static double train(CaseRequest request, int steps) {
    try (Case step = new Ours().create(request)) {
      for (int i = 0; i < steps; i++) {
        step.run();
      }
      return (double) step.detail().get("loss");
    }
  }

  private static double leastLoss(int d, int batch) {
    float[] points = new float[batch * d];
    new RandomStream(1, Domain.APPLICATION).gaussian(points, 0, points.length);
    double[] mean = new double[d];
    for (int i = 0; i < points.length; i++) {
      mean[i % d] += points[i] / (double) batch;
    }
    double[] covariance = new double[d * d];
    for (int point = 0; point < batch; point++) {
      for (int i = 0; i < d; i++) {
        for (int j = 0; j < d; j++) {
          double left = points[point * d + i] - mean[i];
          double right = points[point * d + j] - mean[j];
          covariance[i * d + j] += left * right / batch;
        }
      }
    }
    return 0.5 * d + 0.5 * new Lu(d).decompose(covariance, 0).logAbsDet();
  }

  /** A tile of normal numbers. */
  private record RandomTile(int d) {
    float[] numbers() {
      float[] x = new float[d * 64];
      new RandomStream(3, Domain.APPLICATION).gaussian(x, 0, x.length);
      return x;
    }
  }
}

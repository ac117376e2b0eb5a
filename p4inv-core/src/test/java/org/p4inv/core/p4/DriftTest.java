package org.p4inv.core.p4;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.p4inv.core.testing.Agreement;
import org.p4inv.core.testing.Numbers;
import org.p4inv.core.testing.Tolerance;

/**
 * Drift of the tracked inverse: seen by the probe, removed by the repair. The time limit is no
 * measurement: it ends a build in which a repair does not end.
 */
@Timeout(value = 60, threadMode = Timeout.ThreadMode.SEPARATE_THREAD)
class DriftTest {
  private static final int D = 24;

  /** From what the probe must just see to what no iteration converges from. */
  @ParameterizedTest
  @ValueSource(doubles = {1e-9, 1e-6, 1e-3, 0.05, 1, 1e6})
  void theProbeSeesItAndTheRepairRemovesIt(double size) {
    Case test = drifted(size);
    double before = test.perturbation.residual();
    double probe = test.perturbation.probe(test.stream);
    assertTrue(before > size / 10, () -> "residual " + before + " must show a drift of " + size);
    assertTrue(
        probe > before / D && probe < before * D,
        () -> "probe " + probe + " must be of the size of the residual " + before);
    double[] a = test.a();
    test.perturbation.repair();
    isRepaired(test, "drift " + size);
    Agreement.sameBits("A", a, test.a());
    assertEquals(1, test.perturbation.repairs());
  }

  @ParameterizedTest
  @ValueSource(doubles = {1e-9, 1e-3, 1})
  void aMergeRepairsWhenItDrifted(double size) {
    Case test = drifted(size);
    test.perturb(0.1);
    assertEquals(Merge.MERGED_AND_REPAIRED, test.perturbation.merge(test.stream));
    assertEquals(1, test.perturbation.repairs());
    isRepaired(test, "drift " + size);
    test.perturb(0.1);
    assertEquals(Merge.MERGED, test.perturbation.merge(test.stream), "once is enough");
  }

  /** A little drift is repaired too, where the last repair attained better. */
  @Test
  void aMergeRepairsLittleDrift() {
    Case test = drifted(4e-12);
    double probe = test.perturbation.probe(test.stream);
    assertTrue(
        probe > 2 * InvertiblePerturbation.DRIFT_TOLERANCE
            && probe < InvertiblePerturbation.DRIFT_LIMIT,
        () -> "the case must be between the limits, probe " + probe);
    assertEquals(Merge.MERGED_AND_REPAIRED, test.perturbation.merge(test.stream));
  }

  /** But what no repair can improve, because of the condition, is not repaired again and again. */
  @Test
  void repairsInVainAreNotRepeated() {
    Case test = new Case(D, 1, LogDetBounds.NONE);
    test.perturbation.start(Numbers.conditioned(new Random(9), D, 3e5), test.stream);
    int above = 0;
    for (int merge = 0; merge < 100; merge++) {
      boolean drifts =
          test.perturbation.probe(test.stream) > InvertiblePerturbation.DRIFT_TOLERANCE;
      above += drifts ? 1 : 0;
      assertTrue(test.perturbation.merge(test.stream).merged(), "merge " + merge);
    }
    int seen = above;
    long repairs = test.perturbation.repairs();
    assertTrue(
        seen > 50 && repairs < 5,
        () -> "probes above the tolerance " + seen + " of 100, repairs " + repairs);
  }

  @Test
  void theFloatCopyIsThatOfTheRepairedInverse() {
    Case test = drifted(0.01);
    test.perturbation.inverse();
    test.perturbation.repair();
    float[] copy = Case.unpacked(test.d, test.perturbation.inverse());
    Agreement.sameBits("A^-1", Case.rounded(test.inverse()), copy);
  }

  @Test
  void withoutDriftNothingIsRepaired() {
    Case test = new Case(D, 1, LogDetBounds.NONE);
    assertEquals(Merge.MERGED, test.perturbation.merge(test.stream));
    assertEquals(0, test.perturbation.repairs());
    double probe = test.perturbation.probe(test.stream);
    assertTrue(probe <= InvertiblePerturbation.DRIFT_TOLERANCE, () -> "probe " + probe);
  }

  /** For normal r, |E r|^2 / |r|^2 has mean |E|^2 / d, and a deviation below its mean. */
  @Test
  void theProbeMeasuresTheFrobeniusNorm() {
    Case test = drifted(1e-4);
    double[] error = Numbers.product(test.a(), test.inverse(), D);
    for (int i = 0; i < D; i++) {
      error[i * D + i] -= 1;
    }
    double expected = Math.pow(Numbers.norm(error), 2) / D;
    int draws = 2000;
    double mean = 0;
    for (int draw = 0; draw < draws; draw++) {
      mean += Math.pow(test.perturbation.probe(test.stream), 2) / draws;
    }
    Agreement.near("mean square of the probe", expected, mean, Tolerance.mean(draws, expected));
  }

  /** At a condition where no inverse in double has a small residual, the repair still ends. */
  @ParameterizedTest
  @CsvSource({"1e6,0.01", "1e9,0.01", "1e11,0.01", "1e11,0", "1e11,1e9", "1e14,0.01", "1e14,0"})
  void theRepairOfABadlyConditionedMatrixEnds(double condition, double size) {
    Case test = new Case(D, 1, LogDetBounds.NONE);
    test.perturbation.start(Numbers.conditioned(new Random(9), D, condition), test.stream);
    double best = test.perturbation.residual();
    drift(test, size / condition);
    test.perturbation.repair();
    double after = test.perturbation.residual();
    assertTrue(after <= 10 * best, () -> "residual " + after + ", by decomposition " + best);
  }

  private static void isRepaired(Case test, String name) {
    Explicit a = test.explicitA();
    double limit = Tolerance.residual(D, Numbers.norm(a.w) * Numbers.norm(a.inverse));
    double residual = test.perturbation.residual();
    assertTrue(residual <= limit, () -> name + ": residual " + residual + " above " + limit);
    double probe = test.perturbation.probe(test.stream);
    assertTrue(probe <= limit * D, () -> name + ": probe " + probe + " after the repair");
  }

  private static Case drifted(double size) {
    Case test = new Case(D, 1, LogDetBounds.NONE);
    drift(test, size);
    return test;
  }

  /** Adds a random matrix to the tracked inverse, of the given size relative to it. */
  private static void drift(Case test, double size) {
    double[] error = Numbers.doubles(new Random(6), D * D);
    double scale = size * Numbers.norm(test.inverse()) / Numbers.norm(error);
    for (int i = 0; i < D * D; i++) {
      test.frozen[Case.FROZEN_AT + D * D + i] += scale * error[i];
    }
    test.perturbation.refresh();
  }
}

package org.p4inv.core.p4;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.TestReporter;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What is tracked stays true through many merges; see {@link MergeRun}. */
class ManyMergesTest {
  /** What the library promises: max |A A^-1 - I|. */
  private static final double RESIDUAL = 1e-9;

  @ParameterizedTest
  @CsvSource({"0.3,0", "1,0.5", "10,1"})
  void tenThousand(double size, double pull) {
    check(new MergeRun(32, size / 32, pull), 10_000);
  }

  @Tag("slow")
  @ParameterizedTest
  @CsvSource({"0.3,0", "1,0.5", "3,1", "10,1"})
  void aHundredThousandIn128Dimensions(double size, double pull, TestReporter reporter) {
    MergeRun run = new MergeRun(128, size / 128, pull);
    check(run, 100_000);
    reporter.publishEntry("merges", run.toString());
  }

  private static void check(MergeRun run, int merges) {
    run.run(merges);
    assertEquals(merges, run.merged, run::toString);
    assertTrue(run.maxResidual < RESIDUAL, run::toString);
    assertEquals(List.of(), run.wrongSigns, () -> "wrong signs, " + run);
    assertTrue(run.signChanges > 100, run::toString);
    assertTrue(run.repairs() > 0, () -> "a run in which no repair was needed, " + run);
    double limit = run.logDetTolerance();
    assertTrue(run.maxLogDetError <= limit, () -> "error above " + limit + ", " + run);
  }
}

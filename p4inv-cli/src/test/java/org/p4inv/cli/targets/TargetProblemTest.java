package org.p4inv.cli.targets;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.p4inv.core.parallel.Workers;

@Tag("once")
class TargetProblemTest {

  /**
   * Chains, mixture and redrawing do most of the work; 200 steps are a thirtieth of the table's.
   */
  @Test
  void fewStepsFindAllFortyModes() {
    TargetProblem.Result result;
    try (Workers workers = Workers.ofThreads(2)) {
      result = new TargetProblem(Target.FORTY_GAUSSIANS, 200, 1).solve(workers, step -> {});
    }
    TargetScore score = result.score();
    assertEquals(40, score.ofModes());
    assertEquals(40, score.modes());
    // Eight levels, the mean of 1 to 7 leapfrog steps in each of 800 moves of 64 chains.
    assertEquals(64 * 8 * 800 * 4.0, (double) result.chainCalls(), 64 * 8 * 800 * 0.4);
    assertEquals(300_000, result.trainingCalls());
    assertEquals(0, result.errorOfLogZ(), 0.2);
    assertEquals(6.8595, score.entropy(), 1e-3);
    assertTrue(score.nll() > 6.8 && score.nll() < 7.3, "NLL " + score.nll());
    assertTrue(score.reverseEss() > 0.3, "ESS " + score.reverseEss());
    assertTrue(score.w2() > 1 && score.w2Floor() > 1, score::toString);
  }
}

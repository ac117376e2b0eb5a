package org.p4inv.cli.linear;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.p4inv.core.parallel.Workers;

/** The linear problem in 11 dimensions. */
class LinearProblemTest {

  private static LinearProblem.Result solve(LinearProblem problem, int threads) {
    try (Workers workers = Workers.ofThreads(threads)) {
      return problem.solve(workers, (step, loss) -> {});
    }
  }

  private static LinearProblem problem(long seed) {
    return new LinearProblem(11, 4, 3000, 256, 1e-2, 0, seed);
  }

  @ParameterizedTest
  @ValueSource(longs = {1, 2, 3})
  void crossesTheSingularMatrices(long seed) {
    LinearProblem.Result result = solve(problem(seed), 1);
    assertTrue(result.reached(), result::toString);
    assertEquals(-1, result.sign(), result::toString);
    assertEquals(1, result.signChanges() % 2, result::toString);
    assertTrue(result.drift() <= 1e-9, result::toString);
    assertTrue(result.exactLoss() < 2 * LinearProblem.TARGET, result::toString);
  }

  @Test
  void threadsDoNotMatter() {
    LinearProblem.Result one = solve(problem(1), 1);
    LinearProblem.Result two = solve(problem(1), 2);
    assertEquals(one.steps(), two.steps());
    assertEquals(one.exactLoss(), two.exactLoss());
    assertEquals(one.drift(), two.drift());
  }

  @Test
  void stopsAtTheStepLimit() {
    LinearProblem.Result result = solve(new LinearProblem(11, 1, 7, 64, 1e-2, 0, 1), 1);
    assertEquals(7, result.steps(), result::toString);
    assertEquals(1, result.sign(), result::toString);
    assertEquals(0, result.merges() + result.refusedMerges(), result::toString);
  }

  /** At the start W = I, so that the mean of (y + x)^2 is 4. */
  @Test
  void exactLossOfTheIdentity() {
    double[] identity = {1, 0, 0, 1};
    assertEquals(4, NegativeIdentity.exact(2, 1, new float[6], identity));
    float[] towards = {-2, 0, 1, 0, 0, 3};
    assertEquals((4 + 9) / 2.0, NegativeIdentity.exact(2, 1, towards, identity));
  }
}

package org.p4inv.samplers.chain;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.p4inv.core.kernel.Tile.LANES;

import org.junit.jupiter.api.Test;
import org.p4inv.core.random.Domain;
import org.p4inv.core.random.RandomStream;
import org.p4inv.samplers.chain.kernel.RandomWalk;

/** What learns the numbers of a {@link Tuning}. */
class TuningTest {

  /** Acceptance exp(-step): the goal of 0.7 is met at -ln 0.7, wherever the search begins. */
  @Test
  void dualAveragingFindsTheStepOfTheGoal() {
    for (double start : new double[] {1e-6, 0.3, 1e6}) {
      DualAveraging averaging = new DualAveraging(0.7, start);
      for (int move = 0; move < 2000; move++) {
        averaging.learn(StrictMath.exp(-averaging.stepSize()));
      }
      assertEquals(-StrictMath.log(0.7), averaging.average(), 0.02, "from " + start);
    }
  }

  @Test
  void dualAveragingStaysFiniteWhereTheGoalIsOutOfReach() {
    for (int acceptance = 0; acceptance <= 1; acceptance++) {
      DualAveraging averaging = new DualAveraging(0.5, 1);
      for (int move = 0; move < 5000; move++) {
        averaging.learn(acceptance);
        new Tuning(1).stepSize(averaging.stepSize());
        new Tuning(1).stepSize(averaging.average());
      }
    }
  }

  /** Against two passes over all numbers; the prior weighs as five points do. */
  @Test
  void scalesAreStandardDeviationsOverLanesAndMoves() {
    int groups = 50;
    float[] x = new float[2 * LANES];
    double[] all = new double[groups * LANES];
    Scales scales = new Scales(2);
    RandomStream random = new RandomStream(3, Domain.APPLICATION);
    for (int g = 0; g < groups; g++) {
      random.gaussian(x, 0, x.length);
      for (int lane = 0; lane < LANES; lane++) {
        x[lane] = 1000 + 3 * x[lane] + g;
        all[g * LANES + lane] = x[lane];
      }
      scales.learn(x);
    }
    double mean = 0;
    for (double value : all) {
      mean += value / all.length;
    }
    double variance = 0;
    for (double value : all) {
      variance += (value - mean) * (value - mean) / (all.length - 1);
    }
    float[] scale = new float[2];
    scales.write(scale);
    int n = all.length;
    assertEquals(Math.sqrt((n * variance + 0.005) / (n + 5)), scale[0], 1e-6 * scale[0]);
    assertEquals(1, scale[1], 4 / Math.sqrt(2.0 * n));
  }

  @Test
  void aWarmupLearnsScalesUnlessItIsTooShort() {
    float[] scale = new float[300];
    for (int moves = 0; moves < scale.length; moves++) {
      RandomWalk kernel = new RandomWalk();
      ChainTile chains = new ChainTile(1, kernel);
      RandomStream random = new RandomStream(3, Domain.APPLICATION);
      Warmup warmup = new Warmup(kernel, chains, moves);
      for (int move = 0; move < moves; move++) {
        random.gaussian(chains.x(), 0, LANES);
        for (int lane = 0; lane < LANES; lane++) {
          chains.x()[lane] *= 5;
        }
        warmup.learn();
      }
      scale[moves] = chains.tuning().scale()[0];
      if (moves < 20) {
        assertEquals(1, scale[moves], moves + " moves");
      } else {
        assertEquals(5, scale[moves], 1, moves + " moves");
      }
    }
  }

  @Test
  void stepSizesArePositiveAndFinite() {
    Tuning tuning = new Tuning(2);
    for (double bad : new double[] {0, -1, Double.NaN, Double.POSITIVE_INFINITY}) {
      assertThrows(IllegalArgumentException.class, () -> tuning.stepSize(bad));
    }
    assertEquals(1, tuning.stepSize());
  }
}

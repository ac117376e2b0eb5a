package org.p4inv.samplers.boltzmann;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.Arrays;
import org.junit.jupiter.api.Test;
import org.p4inv.core.optimize.LearningRate;
import org.p4inv.core.parallel.Workers;
import org.p4inv.flows.Flow;
import org.p4inv.flows.bijection.Chain;
import org.p4inv.flows.elementwise.ElementwiseAffine;
import org.p4inv.flows.train.TrainingSettings;
import org.p4inv.samplers.chain.kernel.RandomWalk;
import org.p4inv.samplers.chain.temper.Ladder;

class AdaptiveTrainingTest {
  private static final int CHAINS = 128;
  private static final Flow START =
      BoltzmannGenerator.untrained(2, new BoltzmannSettings(8, 12, 1, 1, 64, 1e-3, 0, 10, 1));
  private static final TrainingSettings TRAINING =
      TrainingSettings.of(LearningRate.constant(3e-3), 2).withBatch(256).withMaxGradientNorm(10);

  /** Half of the chains in each mode: the proportion is wrong, and local moves do not change it. */
  private static float[] starts() {
    float[] starts = new float[2 * CHAINS];
    for (int i = 0; i < CHAINS; i++) {
      starts[2 * i] = i % 2 == 0 ? -3 : 3;
    }
    return starts;
  }

  private static AdaptiveTraining training(Schedule reverse, Workers workers) {
    AdaptiveSettings settings =
        AdaptiveSettings.of(new RandomWalk(), 0.8)
            .withRound(5, 4, 20, 5)
            .withReverseWeight(reverse);
    return new AdaptiveTraining(
        START, TrainingEnergy.of(TwoModes.ENERGY), starts(), settings, TRAINING, workers);
  }

  private static double left(float[] points) {
    double left = 0;
    for (int i = 0; i < points.length; i += 2) {
      left += points[i] < 0 ? 1 : 0;
    }
    return 2 * left / points.length;
  }

  @Test
  void jumpsFindTheProportionAndTheFlowLearnsIt() {
    AdaptiveTraining training = training(Schedule.constant(0), Workers.serial());
    training.round();
    double first = training.jumpAcceptance();
    assertEquals(0.5, left(training.lastPoints()), 0.1);
    double late = 0;
    for (int round = 1; round < 40; round++) {
      training.round();
      late += round < 20 ? 0 : left(training.lastPoints()) / 20;
    }
    assertTrue(training.jumpAcceptance() > 2 * first, first + " to " + training.jumpAcceptance());
    assertTrue(training.jumpAcceptance() > 0.4, "jumps " + training.jumpAcceptance());
    // 80 recorded sweeps of 128 chains that jump every other time: a deviation of about 0.01.
    assertEquals(0.25, late, 0.05);
    assertEquals(40L * CHAINS * 4 * 6 + CHAINS, training.energyCalls());
    Evaluation e = Evaluation.of(training.generator(), 20_000, 1, Workers.serial());
    assertTrue(e.reverseEss() > 0.4, "ESS " + e.reverseEss());
    assertEquals(0, e.logZ().value(), 5 * e.logZ().error() + 1e-3);
    assertEquals(0.25, TwoModes.left(e.samples()), 0.03);
  }

  /**
   * All chains begin in the lesser mode: hot levels find the other, and the flow learns to jump.
   */
  @Test
  void replicaExchangeFindsTheModeThatNoChainStartsIn() {
    float[] starts = new float[2 * CHAINS];
    for (int i = 0; i < CHAINS; i++) {
      starts[2 * i] = -3;
    }
    // As narrow as that mode: its jumps do not reach the other.
    Flow narrow =
        Flow.of(
            START.base(),
            Chain.of(
                START.bijection(),
                new ElementwiseAffine(new double[] {0.5, 0.5}, new double[] {-3, 0})),
            START.parameters(),
            START.frozen());
    AdaptiveSettings alone = AdaptiveSettings.of(new RandomWalk(), 0.8).withRound(5, 4, 20, 5);
    AdaptiveSettings ladder = alone.withLadder(Ladder.geometric(5, 0.03));
    double[] late = new double[2];
    for (int i = 0; i < 2; i++) {
      AdaptiveTraining training =
          new AdaptiveTraining(
              narrow,
              TrainingEnergy.of(TwoModes.ENERGY),
              starts,
              i == 0 ? alone : ladder,
              TRAINING,
              Workers.serial());
      for (int round = 0; round < 40; round++) {
        training.round();
        late[i] += round < 20 ? 0 : left(training.lastPoints()) / 20;
      }
    }
    assertTrue(late[0] > 0.5, () -> "in the left mode without a ladder: " + late[0]);
    assertEquals(0.25, late[1], 0.05);
  }

  @Test
  void doesNotDependOnWorkersAndTheReverseDivergenceTakesPart() {
    float[][] trained = new float[3][];
    float[][] points = new float[3][];
    for (int i = 0; i < 3; i++) {
      try (Workers workers = Workers.ofThreads(i == 0 ? 3 : 1)) {
        AdaptiveTraining training = training(Schedule.constant(i == 2 ? 0 : 0.1), workers);
        for (int round = 0; round < 3; round++) {
          training.round();
        }
        trained[i] = training.trainer().flow().parameters();
        points[i] = training.lastPoints();
      }
    }
    assertArrayEquals(trained[0], trained[1]);
    assertArrayEquals(points[0], points[1]);
    assertTrue(!Arrays.equals(trained[0], trained[2]), "the reverse divergence");
  }

  @Test
  void badArgumentsAreNamed() {
    AdaptiveSettings settings = AdaptiveSettings.of(new RandomWalk(), 1);
    assertThrows(IllegalArgumentException.class, () -> settings.withRound(0, 1, 1, 1));
    TrainingEnergy energy = TrainingEnergy.of(TwoModes.ENERGY);
    assertThrows(
        IllegalArgumentException.class,
        () ->
            new AdaptiveTraining(
                START, energy, new float[2], settings, TRAINING, Workers.serial()));
  }
}

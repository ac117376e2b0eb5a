package org.p4inv.samplers.boltzmann;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import org.junit.jupiter.api.Test;
import org.p4inv.core.optimize.LearningRate;
import org.p4inv.core.parallel.Workers;
import org.p4inv.core.random.Domain;
import org.p4inv.core.random.RandomStream;
import org.p4inv.flows.Flow;
import org.p4inv.flows.train.TrainingSettings;
import org.p4inv.samplers.energy.Energy;
import org.p4inv.samplers.energy.PointwiseEnergy;

class ImportanceTrainingTest {
  private static final int FIRST = 2000;
  private static final Flow START =
      BoltzmannGenerator.untrained(2, new BoltzmannSettings(8, 16, 1, 1, 64, 1e-3, 0, 10, 1));
  private static final TrainingSettings TRAINING =
      TrainingSettings.of(LearningRate.constant(3e-3), 2).withBatch(256).withMaxGradientNorm(10);

  /** The shapes of both modes, but half of the points in each; 1/4 and 3/4 would be right. */
  private static SampleSet halfAndHalf() {
    float[] points = new float[2 * FIRST];
    new RandomStream(1, Domain.TARGET).gaussian(points, 0, points.length);
    for (int i = 0; i < FIRST; i++) {
      points[2 * i] = 0.5f * points[2 * i] + (i % 2 == 0 ? -3 : 3);
      points[2 * i + 1] *= 0.5f;
    }
    return SampleSet.of(points, 2);
  }

  private static ImportanceTraining training(Energy energy, Workers workers) {
    return new ImportanceTraining(START, energy, halfAndHalf(), TRAINING, workers);
  }

  private static double left(ImportanceTraining training) {
    float[] points = training.generator().sample(20_000, 3).points();
    double left = 0;
    for (int i = 0; i < points.length; i += 2) {
      left += points[i] < 0 ? 1 : 0;
    }
    return 2 * left / points.length;
  }

  @Test
  void wrongSharesOfTheFirstSamplesAreMended() {
    ImportanceTraining training = training(TwoModes.ENERGY, Workers.serial());
    for (int i = 0; i < 400; i++) {
      training.step();
    }
    assertEquals(0.5, left(training), 0.05);
    double first = training.redraw(5000);
    for (int i = 0; i < 400; i++) {
      training.step();
    }
    double second = training.redraw(5000);
    assertTrue(second > first, first + " to " + second);
    assertEquals(0.25, left(training), 0.05);
    assertEquals(10_000, training.energyCalls());
    assertEquals(800, training.trainer().steps());
  }

  @Test
  void doesNotDependOnWorkers() {
    float[][] trained = new float[2][];
    for (int i = 0; i < 2; i++) {
      try (Workers workers = Workers.ofThreads(i == 0 ? 3 : 1)) {
        ImportanceTraining training = training(TwoModes.ENERGY, workers);
        training.step();
        training.redraw(300);
        training.step();
        trained[i] = training.trainer().flow().parameters();
      }
    }
    assertArrayEquals(trained[0], trained[1]);
  }

  /** Broken numbers are no samples: half of the plane has no energy. */
  @Test
  void pointsWithoutAnEnergyHaveNoWeight() {
    Energy half =
        new PointwiseEnergy("half", 2, (x, gradient) -> x[1] < 0 ? Double.NaN : x[0] * x[0]);
    ImportanceTraining training = training(half, Workers.serial());
    double ess = training.redraw(1000);
    assertTrue(ess > 0 && ess < 0.7, "ESS " + ess);
    assertTrue(Double.isFinite(training.step()), "loss");
  }

  @Test
  void withoutAnyWeightTheSamplesStay() {
    Energy nowhere = new PointwiseEnergy("nowhere", 2, (x, gradient) -> Double.POSITIVE_INFINITY);
    ImportanceTraining training = training(nowhere, Workers.serial());
    IllegalStateException e = assertThrows(IllegalStateException.class, () -> training.redraw(100));
    assertTrue(e.getMessage().contains("of 100 points"), e.getMessage());
    assertTrue(Double.isFinite(training.step()), "loss");
  }
}

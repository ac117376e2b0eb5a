package org.p4inv.flows.train;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.Arrays;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.p4inv.core.optimize.LearningRate;
import org.p4inv.core.parallel.Workers;
import org.p4inv.core.testing.Allocation;
import org.p4inv.flows.Flow;
import org.p4inv.flows.base.StandardNormal;
import org.p4inv.flows.bijection.Chain;
import org.p4inv.flows.conditioner.Activation;
import org.p4inv.flows.coupling.Couplings;
import org.p4inv.flows.data.TwoMoons;
import org.p4inv.flows.normalization.ActNorm;

class LikelihoodTest {
  private static final int N = 200;
  private static final float[] POINTS = new TwoMoons().sample(N, 1);

  static Flow start() {
    Flow flow =
        Flow.initial(
            new StandardNormal(2),
            Chain.of(new ActNorm(2), Couplings.affine(2, 1, Activation.TANH, 8), new ActNorm(2)),
            3);
    float[] parameters = flow.parameters();
    for (int i = 0; i < parameters.length; i++) {
      parameters[i] += 0.1f * (i % 5 - 2);
    }
    return Flow.of(flow.base(), flow.bijection(), parameters, flow.frozen());
  }

  private static double[] weights() {
    return IntStream.range(0, N).mapToDouble(i -> i % 3).toArray();
  }

  private static Trainer trainer(TrainingData data, int batch, Workers workers) {
    TrainingSettings settings =
        TrainingSettings.of(LearningRate.constant(1e-3), 2).withBatch(batch);
    return new Trainer(start(), new Likelihood(data, 7), settings, workers);
  }

  @Test
  void lossIsTheMeanNegativeLogDensity() {
    double expected = -Arrays.stream(start().logDensity(POINTS)).sum() / N;
    Trainer whole = trainer(TrainingData.of(POINTS, 2), 1024, Workers.serial());
    assertEquals(expected, whole.step(), 1e-6);
    assertEquals(N, whole.points());
  }

  @Test
  void lossOfAnEpochIsTheWeightedMean() {
    double[] logDensity = start().logDensity(POINTS);
    double sum = 0;
    double weight = 0;
    for (int i = 0; i < N; i++) {
      sum -= weights()[i] * logDensity[i];
      weight += weights()[i];
    }
    TrainingData data = TrainingData.of(POINTS, 2, weights());
    TrainingSettings still = TrainingSettings.of(LearningRate.constant(1e-30), 2).withBatch(30);
    Trainer trainer = new Trainer(start(), new Likelihood(data, 7), still, Workers.serial());
    double loss = 0;
    int points = 0;
    for (int i = 0; i < new Likelihood(data, 7).stepsPerEpoch(30); i++) {
      loss += trainer.step() * trainer.points();
      points += trainer.points();
    }
    assertEquals(data.size(), points);
    assertEquals(sum / weight, loss / points, 1e-6);
  }

  /** Equal to points that are there as often as their weight says: loss and gradient. */
  @Test
  void weightsAreRepetitions() {
    float[] repeated = new float[2 * N * 3];
    int n = 0;
    for (int i = 0; i < N; i++) {
      for (int k = 0; k < weights()[i]; k++) {
        System.arraycopy(POINTS, 2 * i, repeated, 2 * n++, 2);
      }
    }
    TrainingData copies = TrainingData.of(Arrays.copyOf(repeated, 2 * n), 2);
    Trainer plain = trainer(copies, 4096, Workers.serial());
    Trainer weighted = trainer(TrainingData.of(POINTS, 2, weights()), 4096, Workers.serial());
    assertEquals(plain.step(), weighted.step(), 1e-6);
    assertEquals(plain.gradientNorm(), weighted.gradientNorm(), 1e-5 * plain.gradientNorm());
  }

  @Test
  void everyEpochHasEachPointOnceInAnOrderOfItsOwn() {
    int[] rows = IntStream.range(100, 357).toArray();
    Epochs epochs = new Epochs(rows, 5);
    int[][] orders = new int[2][];
    assertEquals(3, epochs.batches(128));
    for (int epoch = 0; epoch < 2; epoch++) {
      int[] seen = new int[rows.length];
      int count = 0;
      for (int step = 3 * epoch; step < 3 * epoch + 3; step++) {
        int size = epochs.begin(step, 128);
        assertTrue(size == 85 || size == 86, "size " + size);
        System.arraycopy(epochs.order(), epochs.from(), seen, count, size);
        count += size;
      }
      orders[epoch] = seen.clone();
      Arrays.sort(seen);
      assertArrayEquals(rows, seen);
    }
    assertFalse(Arrays.equals(orders[0], orders[1]));
    // The order of an epoch does not depend on those before it.
    Epochs later = new Epochs(rows, 5);
    later.begin(3, 128);
    assertArrayEquals(orders[1], later.order());
  }

  @Test
  void stepsAllocateNothing() {
    Trainer alone = trainer(TrainingData.of(POINTS, 2, weights()), 64, Workers.serial());
    Allocation.none("step", alone::step);
  }

  @Test
  void dataSetAsideWhatIsNotFinite() {
    float[] points = {1, 2, Float.NaN, 0, 3, 4, 5, 6, 7, Float.NEGATIVE_INFINITY, 8, 9};
    float[] context = {1, 2, 3, Float.POSITIVE_INFINITY, 5, 6};
    double[] weights = {1, 1, 0, 1, 1, 3};
    TrainingData data = TrainingData.of(points, 2, weights, context, 1);
    assertEquals(2, data.size());
    assertArrayEquals(new int[] {1, 3, 4}, data.setAside().indices());
    assertEquals("3 of 6 points set aside, not finite: [1, 3, 4]", data.setAside().toString());
    TrainingData clean =
        TrainingData.of(new float[] {1, 2, 8, 9}, 2, new double[] {1, 3}, new float[] {1, 6}, 1);
    assertEquals("0 of 2 points set aside, not finite", clean.setAside().toString());
    assertEquals(clean.sha256(), data.sha256());
    assertEquals(64, clean.sha256().length());
    TrainingData other =
        TrainingData.of(new float[] {1, 2, 8, 9}, 2, new double[] {1, 3}, new float[] {1, 7}, 1);
    assertFalse(other.sha256().equals(data.sha256()));
    float[] bad = new float[12];
    Arrays.fill(bad, Float.NaN);
    assertTrue(TrainingData.of(bad, 2).setAside().toString().endsWith("[0, 1, 2, 3, 4, ...]"));
  }

  @Test
  void dataSaysWhatIsWrong() {
    float[] four = new float[4];
    assertMessage("points must have a length", () -> TrainingData.of(four, 3));
    assertMessage("weights must have length n = 2", () -> TrainingData.of(four, 2, new double[1]));
    assertMessage("weight 1 is -1.0", () -> TrainingData.of(four, 2, new double[] {1, -1}));
    assertMessage("weight 0 is NaN", () -> TrainingData.of(four, 2, new double[] {Double.NaN, 1}));
    assertMessage(
        "context must have length n c = 6", () -> TrainingData.of(four, 2, new double[0], four, 3));
    TrainingData none = TrainingData.of(four, 2, new double[2]);
    assertMessage("data must hold at least one", () -> new Likelihood(none, 1));
  }

  private static void assertMessage(String part, Runnable code) {
    String message = assertThrows(IllegalArgumentException.class, code::run).getMessage();
    assertTrue(message.contains(part), message);
  }
}

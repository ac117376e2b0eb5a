package org.p4inv.samplers.boltzmann.stochastic;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.Arrays;
import java.util.function.Function;
import org.junit.jupiter.api.Test;
import org.p4inv.core.kernel.Tile;
import org.p4inv.core.optimize.LearningRate;
import org.p4inv.core.parallel.Workers;
import org.p4inv.core.random.Domain;
import org.p4inv.core.random.RandomStream;
import org.p4inv.flows.Flow;
import org.p4inv.flows.train.Objective;
import org.p4inv.flows.train.TilePass;
import org.p4inv.flows.train.Trainer;
import org.p4inv.flows.train.TrainingSettings;
import org.p4inv.samplers.energy.Energy;
import org.p4inv.samplers.energy.plane.DoubleWell;

class StochasticTrainingTest {
  private static final Energy WELL = new DoubleWell(-0.5, -4, 1);
  private static final int BATCH = 200;

  private static StochasticFlow start() {
    return new StochasticFlow(Examples.random(1), WELL, Examples.blocks(5));
  }

  private static float[] data(int n) {
    float[] points = new float[2 * n];
    WELL.truth().sampler().orElseThrow().sample(new RandomStream(1, Domain.TARGET), points, n);
    return points;
  }

  private static Trainer trainer(
      StochasticFlow start, Objective loss, double rate, Workers workers) {
    TrainingSettings settings =
        TrainingSettings.of(LearningRate.constant(rate), 1).withBatch(BATCH);
    return new Trainer(start.flow(), loss, settings, workers);
  }

  /** One direction of a path with fixed noise, its loss and gradient. */
  private interface Passage {
    double loss(Path path, RandomStream random, float[] gradient);
  }

  private static double fromBase(Path path, RandomStream random, float[] gradient) {
    float[] xBar = new float[path.flow().x().length];
    double[] u = new double[Tile.LANES];
    double[] logDetBar = new double[Tile.LANES];
    path.flow().sampleBase(random);
    path.forward(random);
    WELL.evaluate(path.flow().x(), u, xBar);
    Arrays.fill(logDetBar, -1);
    path.forwardPullback(xBar, logDetBar, gradient);
    return Arrays.stream(u).sum() - Arrays.stream(path.flow().logDet()).sum();
  }

  private static double fromData(Path path, RandomStream random, float[] gradient) {
    Tile.load(data(Tile.LANES), 0, Tile.LANES, 2, path.flow().x());
    path.inverse(random);
    double[] logDensity = new double[Tile.LANES];
    double[] bar = new double[Tile.LANES];
    float[] zBar = new float[path.flow().z().length];
    path.flow().addBaseLogDensity(logDensity);
    Arrays.fill(bar, -1);
    path.flow().basePullback(bar, zBar, gradient);
    path.inversePullback(zBar, bar, gradient);
    return -Arrays.stream(logDensity).sum() - Arrays.stream(path.flow().logDet()).sum();
  }

  @Test
  void gradientsFromBaseAreThoseOfAPathWithFixedNoise() {
    assertGradients(StochasticTrainingTest::fromBase);
  }

  @Test
  void gradientsFromDataAreThoseOfAPathWithFixedNoise() {
    assertGradients(StochasticTrainingTest::fromData);
  }

  /** Every parameter, by central differences. */
  private static void assertGradients(Passage passage) {
    Flow flow = Examples.random(1);
    float[] gradient = new float[flow.parameters().length];
    passage.loss(path(flow), random(), gradient);
    float h = 1e-3f;
    double largest = 0;
    int[] flips = {0};
    for (int i = 0; i < gradient.length; i++) {
      Path up = path(shifted(flow, i, h));
      Path down = path(shifted(flow, i, -h));
      double difference =
          passage.loss(up, random(), new float[gradient.length])
              - passage.loss(down, random(), new float[gradient.length]);
      if (!sameDecisions(up, down)) {
        flips[0]++;
        continue;
      }
      largest = Math.max(largest, Math.abs(gradient[i]));
      // Points are floats: 64 losses of about 10 err by 64 x 10 x 2^-24 each way, over 2 h.
      assertEquals(
          difference / (2 * h), gradient[i], 0.02 + 0.01 * Math.abs(gradient[i]), "parameter " + i);
    }
    assertTrue(largest > 5, "gradients are not all small, the largest is " + largest);
    assertTrue(flips[0] < gradient.length / 3, flips[0] + " parameters change a decision");
  }

  /** Whether all moves were accepted alike, so that the loss between the two is smooth. */
  private static boolean sameDecisions(Path one, Path other) {
    for (int place = 0; place <= 4; place++) {
      float[] a = one.moves(place);
      float[] b = other.moves(place);
      for (int i = 0; i < a.length; i++) {
        if (Math.abs(a[i] - b[i]) > 1e-4) {
          return false;
        }
      }
    }
    return true;
  }

  private static Path path(Flow flow) {
    return new Path(flow.tile(), flow.tile(), WELL, Examples.blocks(5));
  }

  private static RandomStream random() {
    return new RandomStream(5, Domain.APPLICATION);
  }

  private static Flow shifted(Flow flow, int parameter, float by) {
    float[] parameters = flow.parameters();
    parameters[parameter] += by;
    return Flow.of(flow.base(), flow.bijection(), parameters, flow.frozen());
  }

  /** Both losses fall, and stay above what is possible: -ln Z and the entropy. */
  @Test
  void bothObjectivesTrain() {
    double logZ = WELL.truth().logZ().getAsDouble();
    double meanEnergy = meanEnergy(data(20_000));
    assertTrains(StochasticTraining::reverseKl, -logZ, 1);
    assertTrains(training -> training.likelihood(data(2000)), meanEnergy + logZ, 0.1);
  }

  private static double meanEnergy(float[] points) {
    double sum = 0;
    for (int i = 0; i < points.length / 2; i++) {
      double x1 = points[2 * i];
      double x2 = points[2 * i + 1];
      sum += -0.5 * x1 - 4 * x1 * x1 + x1 * x1 * x1 * x1 + x2 * x2 / 2;
    }
    return sum * 2 / points.length;
  }

  private static void assertTrains(
      Function<StochasticTraining, Objective> loss, double leastPossible, double fall) {
    StochasticTraining training = new StochasticTraining(start());
    Trainer trainer = trainer(start(), loss.apply(training), 0.01, Workers.serial());
    double before = meanLoss(trainer);
    for (int step = 0; step < 300; step++) {
      trainer.step();
    }
    double after = meanLoss(trainer);
    String losses = before + " before, " + after + " after, " + leastPossible + " possible";
    assertTrue(after < before - fall, losses);
    // Data and paths of 50 batches scatter the mean by less than 0.05.
    assertTrue(after > leastPossible - 0.1, losses);
  }

  private static double meanLoss(Trainer trainer) {
    double mean = 0;
    for (int step = 0; step < 50; step++) {
      mean += trainer.step() / 50;
    }
    return mean;
  }

  @Test
  void bitsDoNotDependOnTheWorkers() {
    float[] alone = trained(Workers.serial());
    try (Workers three = Workers.ofThreads(3)) {
      assertArrayEquals(alone, trained(three));
    }
  }

  private static float[] trained(Workers workers) {
    StochasticTraining training = new StochasticTraining(start(), 0.4);
    Objective energy = training.reverseKl();
    Objective likelihood = training.likelihood(data(100));
    Trainer trainer =
        trainer(
            start(),
            new Objective() {
              @Override
              public int begin(long step, int batch) {
                likelihood.begin(step, batch);
                return energy.begin(step, batch);
              }

              @Override
              public double tile(TilePass pass) {
                double sum = likelihood.tile(pass);
                pass.begin(1);
                return sum + energy.tile(pass);
              }
            },
            0.01,
            workers);
    for (int step = 0; step < 20; step++) {
      trainer.step();
    }
    StochasticFlow flow = training.trained(trainer.flow());
    float[] all = Arrays.copyOf(flow.flow().parameters(), flow.flow().parameters().length + 1);
    all[all.length - 1] = (float) flow.blocks().get(2).stepSize();
    return all;
  }

  /** Without learning, so that what comes to the blocks stays the same. */
  @Test
  void stepSizesFindTheirAcceptance() {
    for (double goal : new double[] {0.3, 0.7}) {
      StochasticTraining training = new StochasticTraining(start(), goal);
      Trainer trainer = trainer(start(), training.reverseKl(), 1e-12, Workers.serial());
      for (int step = 0; step < 150; step++) {
        trainer.step();
      }
      StochasticFlow flow = training.trained(trainer.flow());
      Path path = new Path(flow.flow().tile(), flow.flow().tile(), WELL, flow.blocks());
      double[] sums = new double[flow.blocks().size()];
      RandomStream random = new RandomStream(3, Domain.APPLICATION);
      for (int tile = 0; tile < 20; tile++) {
        path.flow().sampleBase(random);
        path.forward(random);
        for (int i = 0; i < sums.length; i++) {
          sums[i] += path.layers()[i].acceptance() / 20;
        }
      }
      for (int i = 0; i < sums.length; i++) {
        // 20 tiles of 64 chains and 5 moves scatter by 0.006, the steps of 40 points by 0.02.
        assertEquals(goal, sums[i], 0.06, "block " + i);
      }
    }
    assertEquals(
        start().blocks(), new StochasticTraining(start()).trained(start().flow()).blocks());
  }

  @Test
  void saysWhatIsWrongWithData() {
    StochasticTraining training = new StochasticTraining(start());
    assertEquals(
        "`points` must have a positive multiple of d = 2 numbers, got 3",
        assertThrows(IllegalArgumentException.class, () -> training.likelihood(new float[3]))
            .getMessage());
    assertEquals(
        "`points` must be finite, coordinate 1 of point 1 is NaN",
        assertThrows(
                IllegalArgumentException.class,
                () -> training.likelihood(new float[] {0, 0, 0, Float.NaN}))
            .getMessage());
    assertEquals(
        "`goal` must be at least 0 and below 1, got 1.0",
        assertThrows(IllegalArgumentException.class, () -> new StochasticTraining(start(), 1))
            .getMessage());
  }
}

package org.p4inv.samplers.boltzmann;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.p4inv.core.kernel.Tile.LANES;

import java.util.Arrays;
import java.util.List;
import java.util.function.ToDoubleFunction;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.p4inv.core.optimize.LearningRate;
import org.p4inv.core.parallel.Workers;
import org.p4inv.core.random.Domain;
import org.p4inv.core.random.RandomStream;
import org.p4inv.core.testing.Allocation;
import org.p4inv.flows.Flow;
import org.p4inv.flows.FlowTile;
import org.p4inv.flows.base.Gaussian;
import org.p4inv.flows.normalization.ActNorm;
import org.p4inv.flows.train.Objective;
import org.p4inv.flows.train.Trainer;
import org.p4inv.flows.train.TrainingSettings;
import org.p4inv.samplers.energy.Energies;
import org.p4inv.samplers.energy.Energy;
import org.p4inv.samplers.energy.space.IsotropicGaussian;

/**
 * Losses and gradients of the objectives against central differences of what their documentation
 * says, computed with the same random numbers; what they are in expectation, and at the target.
 */
class ObjectiveGradientTest {
  private static final Energy WELL = Energies.create("double-well");
  private static final double BETA = 0.3;
  private static final Schedule SCHEDULE = Schedule.constant(BETA);
  private static final Flow FLOW = Probe.flow();

  private static TrainingEnergy well() {
    return TrainingEnergy.of(WELL);
  }

  /** The gradient of an objective, and that of a function of the flow by central differences. */
  private static void assertGradient(Objective objective, ToDoubleFunction<Flow> loss) {
    Probe probe = new Probe(FLOW, objective, LANES);
    probe.step();
    assertTrue(probe.norm() > 0.1, "norm " + probe.norm());
    float[] direction = new float[probe.gradient.length];
    for (int i = 0; i < 4; i++) {
      new RandomStream(i, Domain.APPLICATION).gaussian(direction, 0, direction.length);
      double dot = 0;
      for (int k = 0; k < direction.length; k++) {
        dot += direction[k] * probe.gradient[k];
      }
      double h = 2e-3;
      double up = loss.applyAsDouble(Probe.moved(FLOW, direction, h));
      double down = loss.applyAsDouble(Probe.moved(FLOW, direction, -h));
      // Rounding of a float flow over h, and h^2 of the third derivative.
      assertEquals((up - down) / (2 * h), dot, 2e-3 * probe.norm(), "direction " + i);
    }
  }

  private static double[] energies(float[] x) {
    double[] u = new double[LANES];
    WELL.evaluate(x, u, new float[x.length]);
    return u;
  }

  private static double[] logDensity(Flow flow, float[] x) {
    FlowTile tile = flow.tile();
    System.arraycopy(x, 0, tile.x(), 0, x.length);
    double[] result = new double[LANES];
    tile.logDensity(result);
    return result;
  }

  private static double mean(double[] values) {
    return Arrays.stream(values).sum() / values.length;
  }

  private static double reverseKl(Flow flow, Flow density) {
    float[] x = Probe.drawn(flow, 0).x();
    return BETA * mean(energies(x)) + mean(logDensity(density, x));
  }

  @Test
  void reverseKl() {
    Objective objective = new ReverseKl(WELL, SCHEDULE);
    assertEquals(reverseKl(FLOW, FLOW), new Probe(FLOW, objective, LANES).step(), 1e-5);
    assertGradient(objective, flow -> reverseKl(flow, flow));
  }

  @Test
  void pathGradientKeepsTheDensityFixed() {
    Objective objective = new PathGradient(WELL, SCHEDULE);
    assertEquals(reverseKl(FLOW, FLOW), new Probe(FLOW, objective, LANES).step(), 1e-5);
    assertGradient(objective, flow -> reverseKl(flow, FLOW));
  }

  private static double[] f(Flow flow, float[] x) {
    double[] f = logDensity(flow, x);
    double[] u = energies(x);
    for (int i = 0; i < LANES; i++) {
      f[i] += BETA * u[i];
    }
    return f;
  }

  private static double variance(double[] f) {
    double mean = mean(f);
    return Arrays.stream(f).map(v -> (v - mean) * (v - mean)).sum() / (f.length - 1);
  }

  @Test
  void logVarianceIsHalfTheVarianceAtFixedPoints() {
    Objective objective = new LogVariance(well(), SCHEDULE);
    float[] x = Probe.drawn(FLOW, 0).x();
    assertEquals(variance(f(FLOW, x)) / 2, new Probe(FLOW, objective, LANES).step(), 1e-4);
    assertGradient(objective, flow -> variance(f(flow, x)) / 2);
  }

  @Test
  void alphaTwoWeighsByTheSquare() {
    Objective objective = new AlphaTwo(well(), SCHEDULE);
    float[] x = Probe.drawn(FLOW, 0).x();
    double[] squares = Arrays.stream(f(FLOW, x)).map(f -> Math.exp(-2 * f)).toArray();
    double mean = mean(squares);
    assertEquals(Math.log(mean), new Probe(FLOW, objective, LANES).step(), 1e-4);
    assertGradient(
        objective,
        flow -> {
          double[] logDensity = logDensity(flow, x);
          return -mean(
              IntStream.range(0, LANES)
                  .mapToDouble(i -> squares[i] / mean * logDensity[i])
                  .toArray());
        });
  }

  @Test
  void forwardKlIsTheLikelihoodOfWhatWasDrawn() {
    float[] points = FLOW.sample(50, 8);
    double[] logWeights = IntStream.range(0, 50).mapToDouble(i -> 0.3 * (i % 7)).toArray();
    SampleSet samples = SampleSet.of(points, 2, logWeights);
    RandomStream random = new RandomStream(Probe.SEED, Domain.TRAINING);
    float[] x = new float[2 * LANES];
    samples.draw(random, x);
    Objective objective = new ForwardKl(samples);
    Flow other = Probe.moved(FLOW, ones(), 0.1);
    assertEquals(-mean(logDensity(other, x)), new Probe(other, objective, LANES).step(), 1e-5);
    assertGradient(objective, flow -> -mean(logDensity(flow, x)));
  }

  private static float[] ones() {
    float[] ones = new float[FLOW.parameters().length];
    Arrays.fill(ones, 1);
    return ones;
  }

  /** Parts one after another on one stream: the second one sees the points of its own draw. */
  @Test
  void mixtureIsTheWeightedSum() {
    SampleSet samples = SampleSet.of(FLOW.sample(50, 8), 2);
    ForwardKl forward = new ForwardKl(samples);
    ReverseKl reverse = new ReverseKl(WELL, SCHEDULE);
    Probe first = new Probe(FLOW, forward, LANES);
    Mixture only = mixture(forward, 0.25, reverse, 0);
    Probe part = new Probe(FLOW, only, LANES);
    assertEquals(0.25 * first.step(), part.step(), 1e-12);
    Probe both = new Probe(FLOW, mixture(forward, 0.25, reverse, 2), LANES);
    Probe second = new Probe(FLOW, mixture(forward, 1e-9, reverse, 2), LANES);
    double loss = both.step();
    assertEquals(0.25 * lossOf(forward) + second.step(), loss, 1e-6);
    for (int i = 0; i < both.gradient.length; i++) {
      double expected = 0.25 * gradientOf(forward)[i] + second.gradient[i];
      assertEquals(expected, both.gradient[i], 1e-5 * both.norm(), "parameter " + i);
    }
  }

  private static double lossOf(Objective objective) {
    return new Probe(FLOW, objective, LANES).step();
  }

  private static double[] gradientOf(Objective objective) {
    Probe probe = new Probe(FLOW, objective, LANES);
    probe.step();
    return probe.gradient;
  }

  private static Mixture mixture(Objective a, double weightA, Objective b, double weightB) {
    return new Mixture(
        List.of(
            new Mixture.Part(a, Schedule.constant(weightA)),
            new Mixture.Part(b, Schedule.constant(weightB))));
  }

  /** Gradients of one expected value: means over many steps agree within their errors. */
  @Test
  void pathAndLogVarianceHaveTheExpectedGradientOfReverseKl() {
    int steps = 600;
    Objective plain = new ReverseKl(WELL, SCHEDULE);
    for (Objective other :
        List.of(new PathGradient(WELL, SCHEDULE), new LogVariance(well(), SCHEDULE))) {
      Probe a = new Probe(FLOW, plain, LANES);
      Probe b = new Probe(FLOW, other, LANES);
      double[] sum = new double[a.gradient.length];
      double[] squares = new double[sum.length];
      for (int step = 0; step < steps; step++) {
        a.step();
        b.step();
        for (int i = 0; i < sum.length; i++) {
          double difference = a.gradient[i] - b.gradient[i];
          sum[i] += difference;
          squares[i] += difference * difference;
        }
      }
      for (int i = 0; i < sum.length; i++) {
        double error = Math.sqrt(squares[i]) + 1e-9;
        // Dozens of parameters: 4.5 standard errors.
        assertTrue(Math.abs(sum[i]) < 4.5 * error, other + " " + i + ": " + sum[i] / error);
      }
    }
  }

  @Test
  void atTheTargetPathAndLogVarianceVanish() {
    float[] parameters = new float[8];
    Flow still = Flow.initial(Gaussian.trainable(2), new ActNorm(2), 1);
    System.arraycopy(still.parameters(), 0, parameters, 0, 8);
    parameters[0] = 1;
    parameters[1] = 1;
    parameters[2] = (float) Math.log(2);
    parameters[3] = parameters[2];
    Flow flow = Flow.of(still.base(), still.bijection(), parameters, still.frozen());
    Energy target = new IsotropicGaussian(2, 1, 2);
    Schedule one = Schedule.constant(1);
    double logZ = target.truth().logZ().orElseThrow();
    Probe plain = new Probe(flow, new ReverseKl(target, one), LANES);
    Probe path = new Probe(flow, new PathGradient(target, one), LANES);
    Probe variance = new Probe(flow, new LogVariance(TrainingEnergy.of(target), one), LANES);
    Probe alpha = new Probe(flow, new AlphaTwo(TrainingEnergy.of(target), one), LANES);
    for (int step = 0; step < 5; step++) {
      assertEquals(-logZ, plain.step(), 1e-5);
      assertEquals(-logZ, path.step(), 1e-5);
      assertEquals(0, variance.step(), 1e-9);
      assertEquals(2 * logZ, alpha.step(), 1e-5);
      assertTrue(plain.norm() > 0.01, "plain " + plain.norm());
      assertTrue(path.norm() < 1e-5, "path " + path.norm());
      assertTrue(variance.norm() < 1e-5, "variance " + variance.norm());
    }
  }

  @Test
  void theLastTileIsOfItsPoints() {
    int batch = LANES + 10;
    double sum = 0;
    float[] x = Probe.drawn(FLOW, 0).x();
    sum += LANES * variance(f(FLOW, x)) / 2;
    FlowTile second = FLOW.tile();
    RandomStream random = new RandomStream(Probe.SEED, Domain.TRAINING);
    random.restart(Domain.TRAINING, 0, 1);
    second.sampleBase(random);
    second.forward();
    sum += 10 * variance(Arrays.copyOf(f(FLOW, second.x()), 10)) / 2;
    Probe probe = new Probe(FLOW, new LogVariance(well(), SCHEDULE), batch);
    assertEquals(sum / batch, probe.step(), 1e-4);
    Probe one = new Probe(FLOW, new LogVariance(well(), SCHEDULE), 1);
    assertEquals(0, one.step(), 0);
    assertEquals(0, one.norm(), 0);
  }

  @Test
  void trainingDoesNotDependOnWorkersAndAllocatesNothing() {
    ForwardKl forward = new ForwardKl(SampleSet.of(FLOW.sample(500, 8), 2));
    for (Objective objective :
        List.of(
            mixture(forward, 0.5, new PathGradient(WELL, SCHEDULE), 0.5),
            mixture(new LogVariance(well(), SCHEDULE), 1, new AlphaTwo(well(), SCHEDULE), 0.1))) {
      float[][] trained = new float[2][];
      for (int i = 0; i < 2; i++) {
        try (Workers workers = Workers.ofThreads(1 + 2 * i)) {
          Trainer trainer = trainer(objective, 200, workers);
          for (int step = 0; step < 30; step++) {
            trainer.step();
          }
          assertEquals(0, trainer.skipped());
          trained[i] = trainer.flow().parameters();
        }
      }
      assertArrayEquals(trained[0], trained[1]);
      Allocation.none("step", trainer(objective, LANES, Workers.serial())::step);
    }
  }

  private static Trainer trainer(Objective objective, int batch, Workers workers) {
    TrainingSettings settings =
        TrainingSettings.of(LearningRate.constant(1e-3), 2).withBatch(batch);
    return new Trainer(FLOW, objective, settings, workers);
  }
}

package org.p4inv.samplers.boltzmann;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.p4inv.core.kernel.Tile.LANES;

import java.util.ArrayList;
import java.util.List;
import java.util.function.Function;
import org.junit.jupiter.api.Test;
import org.p4inv.core.optimize.LearningRate;
import org.p4inv.core.parallel.Workers;
import org.p4inv.core.random.Domain;
import org.p4inv.core.random.RandomStream;
import org.p4inv.flows.Flow;
import org.p4inv.flows.FlowTile;
import org.p4inv.flows.train.Objective;
import org.p4inv.flows.train.TrainingDivergedException;
import org.p4inv.flows.train.TrainingSettings;
import org.p4inv.samplers.energy.Energies;
import org.p4inv.samplers.energy.Energy;
import org.p4inv.samplers.energy.PointwiseEnergy;
import org.p4inv.samplers.energy.compose.Clipped;

class TrainingEnergyTest {
  private static final Flow FLOW = Probe.flow();
  private static final double BOUND = 4;
  private static final Schedule ONE = Schedule.constant(1);

  /** x_0^2 + x_1^2 where x_0 is above -0.5; no density elsewhere, and no gradient to speak of. */
  private static final Energy WALL =
      new PointwiseEnergy(
          "wall",
          2,
          (x, gradient) -> {
            gradient[0] = x[0] > -0.5 ? 2 * x[0] : Double.NaN;
            gradient[1] = 2 * x[1];
            return x[0] > -0.5 ? x[0] * x[0] + x[1] * x[1] : Double.POSITIVE_INFINITY;
          });

  @Test
  void pointsAboveTheBoundAreLeftOutAndCounted() {
    FlowTile drawn = Probe.drawn(FLOW, 0);
    double[] u = new double[LANES];
    WALL.evaluate(drawn.x(), u, new float[2 * LANES]);
    double[] logDensity = new double[LANES];
    drawn.addBaseLogDensity(logDensity);
    double loss = 0;
    int walls = 0;
    int large = 0;
    for (int lane = 0; lane < LANES; lane++) {
      walls += Double.isInfinite(u[lane]) ? 1 : 0;
      large += u[lane] > BOUND && !Double.isInfinite(u[lane]) ? 1 : 0;
      loss += u[lane] > BOUND ? BOUND : u[lane] + logDensity[lane] - drawn.logDet()[lane];
    }
    assertTrue(walls > 3 && large > 0, walls + " and " + large);
    for (int kind = 0; kind < 2; kind++) {
      TrainingEnergy energy = TrainingEnergy.bounded(WALL, BOUND);
      Temperatures one = Temperatures.of(ONE);
      Objective objective = kind == 0 ? new ReverseKl(energy, one) : new PathGradient(energy, one);
      Probe probe = new Probe(FLOW, objective, LANES);
      assertEquals(loss / LANES, probe.step(), 1e-5);
      assertEquals(0, probe.skipped());
      assertTrue(probe.norm() > 0 && Double.isFinite(probe.norm()));
      assertEquals(new EnergyCounts(LANES, walls, large), energy.counts());
    }
  }

  /** By central differences of the loss of those points that take part at first. */
  @Test
  void leftOutPointsHaveNoGradient() {
    boolean[] takesPart = new boolean[LANES];
    double[] u = new double[LANES];
    WALL.evaluate(Probe.drawn(FLOW, 0).x(), u, new float[2 * LANES]);
    for (int lane = 0; lane < LANES; lane++) {
      takesPart[lane] = u[lane] <= BOUND;
    }
    TrainingEnergy energy = TrainingEnergy.bounded(WALL, BOUND);
    Probe probe = new Probe(FLOW, new ReverseKl(energy, Temperatures.of(ONE)), LANES);
    probe.step();
    float[] direction = new float[probe.gradient.length];
    for (int i = 0; i < 4; i++) {
      new RandomStream(i, Domain.APPLICATION).gaussian(direction, 0, direction.length);
      double dot = 0;
      for (int k = 0; k < direction.length; k++) {
        dot += direction[k] * probe.gradient[k];
      }
      double h = 1e-3;
      double up = loss(Probe.moved(FLOW, direction, h), takesPart);
      double down = loss(Probe.moved(FLOW, direction, -h), takesPart);
      assertEquals((up - down) / (2 * h), dot, 2e-3 * probe.norm());
    }
  }

  private static double loss(Flow flow, boolean[] takesPart) {
    FlowTile drawn = Probe.drawn(flow, 0);
    double[] logDensity = new double[LANES];
    drawn.addBaseLogDensity(logDensity);
    double loss = 0;
    for (int lane = 0; lane < LANES; lane++) {
      if (takesPart[lane]) {
        double x0 = drawn.x()[lane];
        double x1 = drawn.x()[LANES + lane];
        loss += x0 * x0 + x1 * x1 + logDensity[lane] - drawn.logDet()[lane];
      }
    }
    return loss / LANES;
  }

  @Test
  void withoutABoundTheStepIsSkippedAndTheReasonIsCounted() {
    TrainingEnergy energy = TrainingEnergy.of(WALL);
    Probe probe = new Probe(FLOW, new ReverseKl(energy, Temperatures.of(ONE)), LANES);
    assertFalse(Double.isFinite(probe.step()));
    assertEquals(1, probe.skipped());
    assertTrue(energy.counts().nonFinite() > 3, energy.counts().toString());
    assertEquals(0, energy.counts().tooLarge());
  }

  @Test
  void variancesAndWeightsLeaveOutInfiniteEnergies() {
    TrainingEnergy energy = TrainingEnergy.of(WALL);
    for (Objective objective : List.of(new LogVariance(energy, ONE), new AlphaTwo(energy, ONE))) {
      Probe probe = new Probe(FLOW, objective, LANES);
      assertTrue(Double.isFinite(probe.step()));
      assertEquals(0, probe.skipped());
      assertTrue(probe.norm() > 0);
    }
    assertTrue(energy.counts().nonFinite() > 6, energy.counts().toString());
    Energy nowhere = new PointwiseEnergy("nowhere", 2, (x, g) -> Double.POSITIVE_INFINITY);
    TrainingEnergy none = TrainingEnergy.of(nowhere);
    for (Objective objective : List.of(new LogVariance(none, ONE), new AlphaTwo(none, ONE))) {
      Probe probe = new Probe(FLOW, objective, LANES);
      assertEquals(0, probe.step());
      assertEquals(0, probe.norm());
    }
    assertEquals(2 * LANES, none.counts().nonFinite());
  }

  /** A repulsion that starves training at first: a bound feeds it. */
  @Test
  void reverseKlTrainsThroughARepulsion() {
    Energy repulsion =
        new PointwiseEnergy(
            "repulsion",
            2,
            (x, gradient) -> {
              double r = (x[0] + 1) / 0.5;
              double repulsive = Math.pow(r, -12);
              gradient[0] = 2 * x[0] - (r > 0 ? 24 * repulsive / r : 0);
              gradient[1] = 2 * x[1];
              double well = x[0] * x[0] + x[1] * x[1];
              return r > 0 ? well + repulsive : Double.POSITIVE_INFINITY;
            });
    assertLeaves(repulsion, energy -> new ReverseKl(energy, Temperatures.of(ONE)));
  }

  @Test
  void clippedEnergiesAreTrainedOnAndExactOnesWeigh() {
    double from = 0.2;
    Energy exact = Energies.create("double-well");
    Energy clipped = new Clipped(exact, from);
    Temperatures one = Temperatures.of(ONE);
    TrainingEnergy energy = TrainingEnergy.clipped(exact, from, 50);
    Probe probe = new Probe(FLOW, new ReverseKl(energy, one), LANES);
    Probe same = new Probe(FLOW, new ReverseKl(clipped, ONE), LANES);
    Probe other = new Probe(FLOW, new ReverseKl(exact, ONE), LANES);
    double loss = probe.step();
    assertEquals(same.step(), loss);
    assertTrue(other.step() > loss + 0.01);
    assertSame(exact, energy.exact());
  }

  /** Reverse KL learns nothing from a jump of the energy, the log-variance does. */
  @Test
  void logVarianceTrainsThroughAWall() {
    assertLeaves(WALL, energy -> new LogVariance(energy, ONE));
  }

  /** Trains, and sees that fewer points fall where there is no density; with 1 and 3 workers. */
  private static void assertLeaves(Energy exact, Function<TrainingEnergy, Objective> objective) {
    TrainingSettings settings =
        TrainingSettings.of(LearningRate.constant(5e-3), 2).withBatch(256).withMaxGradientNorm(10);
    List<EnergyCounts> told = new ArrayList<>();
    for (int threads : new int[] {1, 3}) {
      TrainingEnergy energy = TrainingEnergy.bounded(exact, 20);
      try (Workers workers = Workers.ofThreads(threads)) {
        BoltzmannGenerator trained =
            BoltzmannGenerator.train(
                FLOW,
                energy,
                objective.apply(energy),
                300,
                settings,
                workers,
                progress -> {
                  if (progress.step() % 100 == 0) {
                    told.add(progress.energy());
                  }
                });
        assertEquals(0, trained.flow().provenance().object("history").number("skipped_steps"));
        assertEquals(exact.name(), trained.flow().provenance().object("energy").text("name"));
      }
    }
    int before = new BoltzmannGenerator(exact, FLOW).sample(1000, 1).nonFinite();
    assertTrue(before > 50, "samples without a weight: " + before);
    assertEquals(told.subList(0, 3), told.subList(3, 6), "counts do not depend on the workers");
    long first = told.get(0).nonFinite() + told.get(0).tooLarge();
    long third =
        told.get(2).nonFinite()
            + told.get(2).tooLarge()
            - told.get(1).nonFinite()
            - told.get(1).tooLarge();
    assertTrue(third < first / 2, "left out in 100 steps: " + first + ", later " + third);
  }

  @Test
  void withoutABoundTrainingStarves() {
    TrainingSettings settings = TrainingSettings.of(LearningRate.constant(5e-3), 2).withBatch(256);
    TrainingEnergy starved = TrainingEnergy.of(WALL);
    Objective objective = new ReverseKl(starved, Temperatures.of(ONE));
    assertThrows(
        TrainingDivergedException.class,
        () ->
            BoltzmannGenerator.train(
                FLOW, starved, objective, 200, settings, Workers.serial(), progress -> {}));
  }

  @Test
  void samplesAreDrawnByTheirWeights() {
    double no = Double.NEGATIVE_INFINITY;
    float[] points = {Float.NaN, 1, 2, 3, Float.NaN};
    double[] logWeights = {no, 1000, 1000 + Math.log(2), 1000 + Math.log(5), no};
    SampleSet samples = SampleSet.of(points, 1, logWeights);
    RandomStream random = new RandomStream(3, Domain.APPLICATION);
    float[] x = new float[LANES];
    int[] counts = new int[5];
    for (int tile = 0; tile < 500; tile++) {
      samples.draw(random, x);
      for (float value : x) {
        counts[(int) value]++;
      }
    }
    // 32,000 draws: four standard errors are at most 0.011.
    double n = 500.0 * LANES;
    assertEquals(0, counts[0]);
    assertEquals(1 / 8., counts[1] / n, 0.011);
    assertEquals(2 / 8., counts[2] / n, 0.011);
    assertEquals(5 / 8., counts[3] / n, 0.011);
  }

  @Test
  void partsWithoutAWeightAreNotRun() {
    Objective broken =
        pass -> {
          throw new IllegalStateException("run");
        };
    Mixture mixture =
        new Mixture(
            List.of(
                new Mixture.Part(
                    new ForwardKl(SampleSet.of(new float[] {1, 2}, 2)), Schedule.constant(1)),
                new Mixture.Part(broken, Schedule.constant(0).then(1, 0.5))));
    Probe probe = new Probe(FLOW, mixture, LANES);
    assertTrue(Double.isFinite(probe.step()));
    assertThrows(IllegalStateException.class, probe::step);
  }

  @Test
  void badArgumentsAreNamed() {
    assertMessage("`bound`", () -> TrainingEnergy.bounded(WALL, Double.POSITIVE_INFINITY));
    assertMessage("`steps`", () -> Schedule.linear(0, 1, 0));
    assertMessage("`value`", () -> Schedule.constant(Double.NaN));
    assertMessage("`coldest`", () -> Temperatures.range(2, 1));
    assertMessage("`logWeights`", () -> SampleSet.of(new float[4], 2, new double[] {0, 1, 2}));
    assertMessage("coordinate 1", () -> SampleSet.of(new float[] {0, Float.NaN}, 2));
    double none = Double.NEGATIVE_INFINITY;
    assertMessage("positive weight", () -> SampleSet.of(new float[2], 2, new double[] {none}));
    ForwardKl forward = new ForwardKl(SampleSet.of(new float[2], 2));
    assertMessage("dimension", () -> forward.samples(SampleSet.of(new float[3], 3)));
    Mixture mixture = new Mixture(List.of());
    assertMessage("mixture", () -> new Mixture.Part(mixture, ONE));
    Mixture negative = new Mixture(List.of(new Mixture.Part(forward, Schedule.constant(-1))));
    assertMessage("`weight`", () -> negative.begin(0, 64));
  }

  private static void assertMessage(String part, Runnable code) {
    String message = assertThrows(IllegalArgumentException.class, code::run).getMessage();
    assertTrue(message.contains(part), message);
  }

  @Test
  void schedules() {
    Schedule stairs = Schedule.constant(1).then(10, 0.5).then(20, 0);
    assertEquals(1, stairs.at(9));
    assertEquals(0.5, stairs.at(10));
    assertEquals(0, stairs.at(20));
    assertEquals(0.25, Schedule.linear(1, 0, 4).at(3));
    assertEquals(0, Schedule.linear(1, 0, 4).at(100));
  }
}

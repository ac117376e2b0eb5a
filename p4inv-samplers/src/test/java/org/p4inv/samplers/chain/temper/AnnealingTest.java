package org.p4inv.samplers.chain.temper;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.p4inv.core.kernel.Tile.LANES;

import java.util.Arrays;
import org.junit.jupiter.api.Test;
import org.p4inv.core.parallel.Workers;
import org.p4inv.core.testing.Allocation;
import org.p4inv.samplers.chain.Tuning;
import org.p4inv.samplers.chain.kernel.Hmc;
import org.p4inv.samplers.chain.kernel.RandomWalk;
import org.p4inv.samplers.energy.Energy;
import org.p4inv.samplers.energy.PointwiseEnergy;
import org.p4inv.samplers.energy.flow.FlowEnergy;
import org.p4inv.samplers.energy.plane.DoubleWell;
import org.p4inv.samplers.energy.space.IsotropicGaussian;

class AnnealingTest {
  private static final Energy START = new IsotropicGaussian(2, 0, 1.5);
  private static final RandomWalk WALK = new RandomWalk();

  /** Neal's weights are unbiased with any kernel: no moves, one bad move, many levels. */
  @Test
  void weightsAreRightHoweverBadTheKernel() {
    Known target = Known.wells();
    Tuning wild = new Tuning(2);
    wild.stepSize(10);
    for (int moves = 0; moves < 2; moves++) {
      for (int levels : new int[] {1, 7}) {
        AnnealedSamples samples =
            new AnnealedImportance(
                    START, target.energy(), WALK, AnnealingPath.linear(wild, levels), moves)
                .run(50_000, 3);
        double worst = target.worst(samples);
        assertTrue(worst < 4, () -> worst + " standard errors away");
      }
    }
  }

  /** A flow is a start too: log Z is 0, and samples are its own. */
  @Test
  void aFlowIsAStart() {
    Known target = Known.gaussian();
    Energy flow = new FlowEnergy(Known.flow());
    SequentialMonteCarlo pilot =
        new SequentialMonteCarlo(flow, target.energy(), WALK, SmcSettings.DEFAULT);
    AnnealedSamples samples =
        new AnnealedImportance(flow, target.energy(), WALK, pilot.run().path(), 3).run(8192, 4);
    double worst = target.worst(samples);
    assertTrue(worst < 4, () -> worst + " standard errors away");
  }

  /** Over many populations the deviations of log Z have a variance of about 1, not far more. */
  @Test
  void errorBarsOfSequentialMonteCarloAreHonest() {
    Known target = Known.wells();
    Energy wide = new IsotropicGaussian(2, 0, 6);
    SmcSettings settings = SmcSettings.DEFAULT.withParticles(256).withMoves(3).withThreshold(0.9);
    int runs = 100;
    double squares = 0;
    for (int run = 0; run < runs; run++) {
      AnnealedSamples samples =
          new SequentialMonteCarlo(wide, target.energy(), WALK, settings.withSeed(run)).run();
      assertTrue(samples.resamplings() >= 5, () -> samples.resamplings() + " resamplings");
      double deviation = samples.logZ().deviation().orElseThrow();
      squares += deviation * deviation;
    }
    // Chi-squared with 100 degrees of freedom lies within 0.5 to 1.6 by far; errors may be large.
    double ratio = squares / runs;
    assertTrue(ratio > 0.3 && ratio < 1.6, () -> "mean squared deviation: " + ratio);
  }

  @Test
  void sameBitsForAnyWorkersAndCallsAreCounted() {
    Counting wells = new Counting(new DoubleWell(0, -4, 1));
    SequentialMonteCarlo smc =
        new SequentialMonteCarlo(
            START, wells, Hmc.jittered(3), SmcSettings.DEFAULT.withParticles(200));
    AnnealedSamples alone = smc.run();
    assertEquals(wells.calls().get(), alone.energyCalls());
    assertEquals(256, alone.energies().length);
    AnnealedImportance ais = new AnnealedImportance(START, wells, Hmc.jittered(3), alone.path(), 2);
    AnnealedSamples annealed = ais.run(130, 6);
    assertEquals(wells.calls().get(), alone.energyCalls() + annealed.energyCalls());
    assertEquals(192, annealed.energies().length);
    try (Workers workers = Workers.ofThreads(3)) {
      assertSame(alone, smc.run(workers));
      assertSame(annealed, ais.run(130, 6, workers));
    }
    // The first particles do not depend on how many there are.
    double[] few = ais.run(64, 6).logWeights();
    assertArrayEquals(Arrays.copyOf(annealed.logWeights(), 64), few);
  }

  private static void assertSame(AnnealedSamples one, AnnealedSamples other) {
    assertArrayEquals(one.points(), other.points());
    assertArrayEquals(one.energies(), other.energies());
    assertArrayEquals(one.logWeights(), other.logWeights());
    assertEquals(one.logZ(), other.logZ());
    assertEquals(one.energyCalls(), other.energyCalls());
  }

  @Test
  void energiesAreThoseOfThePoints() {
    AnnealedSamples samples =
        new SequentialMonteCarlo(START, new DoubleWell(0, -4, 1), WALK, SmcSettings.DEFAULT).run();
    for (int i = 0; i < samples.energies().length; i++) {
      double x = samples.points()[2 * i];
      double y = samples.points()[2 * i + 1];
      double u = x * x * (x * x - 4) + 0.5 * y * y;
      assertEquals(u, samples.energies()[i], 1e-10 * (1 + Math.abs(u)));
    }
  }

  @Test
  void followsASchedule() {
    AnnealedSamples samples =
        new SequentialMonteCarlo(START, new DoubleWell(0, -4, 1), WALK, SmcSettings.DEFAULT)
            .withSchedule(0.01, 0.1, 0.5, 1)
            .run();
    assertEquals(4, samples.path().levels());
    assertEquals(0.1, samples.path().beta(1));
    // 5 moves of one call, and one call to weigh but at the last level, and at the start.
    assertEquals(1024 * (1 + 4 * 5 + 3), samples.energyCalls());
    assertTrue(Math.abs(samples.logZ().deviation().orElseThrow()) < 4);
  }

  /** A target that vanishes on half of the plane loses half of the particles, and nothing else. */
  @Test
  void particlesWithoutDensityLoseTheirWeight() {
    Energy half =
        new PointwiseEnergy(
            "half",
            2,
            (x, gradient) -> {
              gradient[0] = x[0];
              gradient[1] = x[1];
              double u = 0.5 * (x[0] * x[0] + x[1] * x[1]);
              return x[0] > 0 ? u : Double.POSITIVE_INFINITY;
            });
    AnnealedSamples smc =
        new SequentialMonteCarlo(START, half, WALK, SmcSettings.DEFAULT.withParticles(4096)).run();
    double exact = StrictMath.log(Math.PI);
    assertEquals(exact, smc.logZ().value(), 4 * smc.logZ().error());
    AnnealedSamples ais = new AnnealedImportance(START, half, WALK, smc.path(), 2).run(4096, 9);
    assertEquals(exact, ais.logZ().value(), 4 * ais.logZ().error());
    assertTrue(smc.logZ().error() < 0.05 && ais.logZ().error() < 0.05);
    Energy nowhere = new PointwiseEnergy("nowhere", 2, (x, g) -> Double.POSITIVE_INFINITY);
    String message =
        assertThrows(
                IllegalStateException.class,
                () -> new SequentialMonteCarlo(START, nowhere, WALK, SmcSettings.DEFAULT).run())
            .getMessage();
    assertEquals("the target has no density at any particle", message);
  }

  @Test
  void allocatesNothing() {
    Endpoints ends = Endpoints.of(START, new DoubleWell(0, -4, 1));
    Particles particles = new Particles(ends, WALK, 3, 0);
    particles.draw(ends);
    particles.climb(0.5);
    long[] move = {0};
    Allocation.none(
        "annealed particles",
        () -> {
          particles.move(++move[0]);
          particles.settle();
        });
  }

  /** Copies in proportion to the weights, up to one; survivors stay; all weights equal after. */
  @Test
  void resamplesSystematically() {
    Endpoints ends = Endpoints.of(START, new DoubleWell(0, -4, 1));
    Particles[] tiles = {new Particles(ends, WALK, 3, 0), new Particles(ends, WALK, 3, 1)};
    for (Particles tile : tiles) {
      tile.draw(ends);
    }
    Population population = new Population(tiles);
    population.weigh(0.3);
    int n = 2 * LANES;
    double[] weights = new double[n];
    float[] before = new float[n];
    for (int i = 0; i < n; i++) {
      weights[i] = n * StrictMath.exp(population.logWeight(i));
      before[i] = tiles[i / LANES].chains().x()[i % LANES];
    }
    assertEquals(n, Arrays.stream(weights).sum(), 1e-10);
    population.resample(0.4);
    for (int i = 0; i < n; i++) {
      int copies = 0;
      for (int k = 0; k < n; k++) {
        copies += tiles[k / LANES].chains().x()[k % LANES] == before[i] ? 1 : 0;
      }
      assertTrue(Math.abs(copies - weights[i]) < 1, copies + " copies of weight " + weights[i]);
      assertEquals(-StrictMath.log(n), population.logWeight(i));
    }
    assertEquals(1, population.ess(), 1e-12);
    // What is known of a particle came with it.
    for (Particles tile : tiles) {
      tile.climb(0.4);
      double[] u = new double[LANES];
      float[] gradient = new float[2 * LANES];
      ends.bridge().at(0.4).evaluate(tile.chains().x(), u, gradient);
      assertArrayEquals(u, tile.chains().energy());
      assertArrayEquals(gradient, tile.chains().gradient());
    }
  }

  @Test
  void refusesWhatCannotRun() {
    Energy wells = new DoubleWell(0, -4, 1);
    Energy unknown = new PointwiseEnergy("unknown", 2, (x, gradient) -> 0);
    assertEquals(
        "`start` must know its log Z and an exact sampler, `unknown` does not",
        assertThrows(
                IllegalArgumentException.class,
                () -> new SequentialMonteCarlo(unknown, wells, WALK, SmcSettings.DEFAULT))
            .getMessage());
    assertThrows(
        IllegalArgumentException.class,
        () ->
            new SequentialMonteCarlo(
                new IsotropicGaussian(3, 0, 1), wells, WALK, SmcSettings.DEFAULT));
    AnnealingPath path = AnnealingPath.linear(new Tuning(2), 3);
    assertThrows(
        IllegalArgumentException.class, () -> new AnnealedImportance(START, wells, WALK, path, -1));
    AnnealedImportance ais = new AnnealedImportance(START, wells, WALK, path, 1);
    assertThrows(IllegalArgumentException.class, () -> ais.run(0, 1));
    assertThrows(IllegalArgumentException.class, () -> AnnealingPath.linear(new Tuning(2), 0));
    assertThrows(
        IllegalArgumentException.class, () -> AnnealingPath.of(new Tuning(2), 0.5, 0.5, 1));
    assertThrows(IllegalArgumentException.class, () -> AnnealingPath.of(new Tuning(2), 0.5));
    SmcSettings settings = SmcSettings.DEFAULT;
    assertThrows(IllegalArgumentException.class, () -> settings.withParticles(1));
    assertThrows(IllegalArgumentException.class, () -> settings.withMoves(0));
    assertThrows(IllegalArgumentException.class, () -> settings.withConditionalEss(1));
    assertThrows(IllegalArgumentException.class, () -> settings.withThreshold(1.1));
    assertThrows(IllegalArgumentException.class, () -> settings.withStepSize(0));
  }
}

package org.p4inv.samplers.chain;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.p4inv.core.kernel.Tile.LANES;

import java.util.Arrays;
import org.junit.jupiter.api.Test;
import org.p4inv.core.parallel.Workers;
import org.p4inv.samplers.chain.kernel.RandomWalk;
import org.p4inv.samplers.energy.Energy;
import org.p4inv.samplers.energy.plane.DoubleWell;
import org.p4inv.samplers.energy.space.IsotropicGaussian;

class MarkovChainsTest {
  private static final Energy WELLS = new DoubleWell(0, -4, 1);
  private static final ChainSettings SHORT = new ChainSettings(130, 40, 20, 2, 1, 11);

  private static ChainSamples run(ChainSettings settings, Workers workers) {
    return new MarkovChains(WELLS, new RandomWalk(), StartPoints.normal(2), settings).run(workers);
  }

  @Test
  void sameBitsForAnyWorkers() {
    ChainSamples alone = run(SHORT, Workers.serial());
    try (Workers workers = Workers.ofThreads(3)) {
      ChainSamples many = run(SHORT, workers);
      assertArrayEquals(alone.points(), many.points());
      assertArrayEquals(alone.energies(), many.energies());
      assertEquals(alone.meanAcceptance(), many.meanAcceptance());
    }
    ChainSamples other = run(SHORT.withSeed(12), Workers.serial());
    assertFalse(Arrays.equals(alone.points(), other.points()));
  }

  @Test
  void firstChainsDoNotDependOnTheirNumber() {
    ChainSamples many = run(SHORT, Workers.serial());
    ChainSamples few = run(SHORT.withChains(1), Workers.serial());
    assertEquals(LANES, few.chains());
    for (int draw = 0; draw < few.draws(); draw++) {
      int n = 2 * LANES;
      assertArrayEquals(
          Arrays.copyOfRange(few.points(), draw * n, draw * n + n),
          Arrays.copyOfRange(many.points(), draw * 3 * n, draw * 3 * n + n));
    }
  }

  @Test
  void samplesHaveTheirShapesEnergiesAndCosts() {
    ChainSamples samples = run(SHORT, Workers.serial());
    assertEquals(192, samples.chains());
    assertEquals(20, samples.draws());
    assertEquals(2, samples.dimension());
    assertEquals(20 * 192 * 2, samples.points().length);
    assertEquals((1 + 40) * 192, samples.warmupCalls());
    assertEquals(20 * 2 * 192, samples.energyCalls());
    for (int i = 0; i < samples.energies().length; i++) {
      double x = samples.points()[2 * i];
      double y = samples.points()[2 * i + 1];
      double u = x * x * (x * x - 4) + 0.5 * y * y;
      assertEquals(u, samples.energies()[i], 1e-10 * (1 + Math.abs(u)));
    }
    assertTrue(samples.tuning(0).stepSize() != samples.tuning(64).stepSize());
  }

  /** One run of a thinning of 2 has every second point of one without. */
  @Test
  void thinningLeavesPointsOut() {
    ChainSamples thin = run(SHORT, Workers.serial());
    ChainSamples all = run(SHORT.withThinning(1).withDraws(40), Workers.serial());
    int n = 2 * 192;
    for (int draw = 0; draw < 20; draw++) {
      assertArrayEquals(
          Arrays.copyOfRange(thin.points(), draw * n, (draw + 1) * n),
          Arrays.copyOfRange(all.points(), (2 * draw + 1) * n, (2 * draw + 2) * n));
    }
  }

  @Test
  void startsAtGivenPoints() {
    StartPoints start = StartPoints.at(new float[] {1, 2, 3, 4, 5, 6}, 2);
    float[] points = new float[2 * LANES];
    start.draw(null, 64, points);
    assertArrayEquals(new float[] {3, 4, 5, 6, 1, 2}, Arrays.copyOf(points, 6));
    assertThrows(IllegalArgumentException.class, () -> StartPoints.at(new float[3], 2));
    assertThrows(IllegalArgumentException.class, () -> StartPoints.at(new float[0], 2));
    assertThrows(IllegalArgumentException.class, () -> StartPoints.normal(0));
  }

  @Test
  void refusesWhatCannotRun() {
    StartPoints nowhere = StartPoints.at(new float[] {1, Float.NaN}, 2);
    MarkovChains chains = new MarkovChains(WELLS, new RandomWalk(), nowhere, SHORT);
    String message = assertThrows(IllegalArgumentException.class, chains::run).getMessage();
    assertEquals("`start` must give finite points, coordinate 1 of chain 0 is NaN", message);
    assertThrows(IllegalArgumentException.class, () -> SHORT.withChains(0));
    assertThrows(IllegalArgumentException.class, () -> SHORT.withDraws(0));
    assertThrows(IllegalArgumentException.class, () -> SHORT.withWarmup(-1));
    assertThrows(IllegalArgumentException.class, () -> SHORT.withThinning(0));
    assertThrows(IllegalArgumentException.class, () -> SHORT.withStepSize(0));
    Energy wide = new IsotropicGaussian(1000, 0, 1);
    ChainSettings huge = SHORT.withChains(100_000).withDraws(1000);
    assertThrows(
        IllegalArgumentException.class,
        () -> new MarkovChains(wide, new RandomWalk(), StartPoints.normal(1), huge));
  }

  @Test
  void warmupFindsScalesAndGoal() {
    Energy narrow = new IsotropicGaussian(3, 5, 0.1);
    ChainSettings settings = ChainSettings.DEFAULT.withWarmup(600).withDraws(200);
    ChainSamples samples =
        new MarkovChains(narrow, new RandomWalk(), StartPoints.normal(1), settings).run();
    assertEquals(0.234, samples.meanAcceptance(), 0.03);
    assertEquals(0.1, samples.tuning(0).scale()[1], 0.01);
  }
}

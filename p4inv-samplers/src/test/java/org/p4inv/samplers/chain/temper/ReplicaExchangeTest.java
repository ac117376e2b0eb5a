package org.p4inv.samplers.chain.temper;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.p4inv.core.kernel.Tile.LANES;

import java.util.function.DoubleBinaryOperator;
import org.junit.jupiter.api.Test;
import org.p4inv.core.parallel.Workers;
import org.p4inv.core.testing.Allocation;
import org.p4inv.flows.Flow;
import org.p4inv.flows.base.StudentT;
import org.p4inv.flows.linear.Permutation;
import org.p4inv.samplers.chain.ChainSamples;
import org.p4inv.samplers.chain.ChainSettings;
import org.p4inv.samplers.chain.ChainTile;
import org.p4inv.samplers.chain.MarkovChains;
import org.p4inv.samplers.chain.MarkovKernel;
import org.p4inv.samplers.chain.StartPoints;
import org.p4inv.samplers.chain.kernel.Cycle;
import org.p4inv.samplers.chain.kernel.Hmc;
import org.p4inv.samplers.chain.kernel.Independence;
import org.p4inv.samplers.chain.kernel.Langevin;
import org.p4inv.samplers.chain.kernel.Mala;
import org.p4inv.samplers.chain.kernel.RandomWalk;
import org.p4inv.samplers.energy.Energy;
import org.p4inv.samplers.energy.PointwiseEnergy;
import org.p4inv.samplers.energy.compose.Tempered;
import org.p4inv.samplers.energy.plane.DoubleWell;
import org.p4inv.samplers.energy.space.IsotropicGaussian;

class ReplicaExchangeTest {
  private static final ChainSettings SHORT = new ChainSettings(192, 40, 20, 2, 1, 11);

  private static ExchangeSamples run(
      Known target, StartPoints start, ChainSettings settings, DoubleBinaryOperator rule) {
    Ladder ladder = Ladder.geometric(5, 0.1);
    return new ReplicaExchange(
            target.energy(),
            new RandomWalk(),
            new RandomWalk(),
            ladder,
            start,
            settings,
            true,
            rule)
        .run();
  }

  private static double right(double beta, double u) {
    return beta * u;
  }

  /** Wells 9 kT deep, all chains beginning in the left one; a chain by itself does not leave it. */
  @Test
  void crossesBarriers() {
    Known target = Known.wells(-0.3, -6);
    StartPoints start = StartPoints.at(new float[] {-1.7f, 0}, 2);
    ChainSettings settings = ChainSettings.DEFAULT.withChains(256).withWarmup(600).withDraws(1000);
    ExchangeSamples samples =
        new ReplicaExchange(target.energy(), new Mala(), Ladder.geometric(5, 0.1), start, settings)
            .adaptive()
            .run();
    double worst = target.worst(samples.target().points(), 256);
    assertTrue(worst < 4, () -> worst + " standard errors away");
    ChainSamples plain = new MarkovChains(target.energy(), new Mala(), start, settings).run();
    double alone = target.worst(plain.points(), 256);
    assertTrue(alone > 20, () -> "without exchange: " + alone);
    assertTrue(samples.roundTrips() > 1000, () -> "round trips: " + samples.roundTrips());

    // The ladder was adapted to equal rates.
    double[] rates = samples.exchangeRates();
    for (double rate : rates) {
      assertEquals(rates[0], rate, 0.1);
      assertTrue(rate > 0.3);
    }
  }

  /** Wells that nothing crosses but jumps of a flow: a kernel of the target level alone. */
  @Test
  void theTargetLevelJumpsToPointsOfAFlow() {
    Known target = Known.wells(-0.3, -6);
    StartPoints start = StartPoints.at(new float[] {-1.7f, 0}, 2);
    ChainSettings settings = ChainSettings.DEFAULT.withChains(256).withDraws(1000);
    Flow wide = Flow.initial(new StudentT(2, 4), Permutation.reversal(2), 5);
    ReplicaExchange exchange =
        new ReplicaExchange(target.energy(), new Mala(), Ladder.of(1, 0.9), start, settings);
    ExchangeSamples jumping =
        exchange.withTargetKernel(Cycle.of(new Mala(), new Mala(), new Independence(wide))).run();
    double worst = target.worst(jumping.target().points(), 256);
    assertTrue(worst < 4, () -> worst + " standard errors away");
    double alone = target.worst(exchange.run().target().points(), 256);
    assertTrue(alone > 20, () -> "without jumps: " + alone);
    // Three calls of the target level for each of the other.
    assertEquals(jumping.target().energyCalls() / 3 * 4, jumping.energyCalls());
  }

  /** A ladder of one level is a plain chain. */
  @Test
  void aLadderOfOneLevelIsAPlainChain() {
    Energy energy = new DoubleWell(0, -4, 1);
    StartPoints start = StartPoints.normal(1);
    ChainSettings settings = SHORT.withThinning(1);
    ExchangeSamples samples =
        new ReplicaExchange(energy, new RandomWalk(), Ladder.of(1), start, settings)
            .adaptive()
            .run();
    ChainSamples plain = new MarkovChains(energy, new RandomWalk(), start, settings).run();
    assertArrayEquals(plain.points(), samples.target().points());
    assertEquals(0, samples.roundTrips());
    assertEquals(0, samples.exchangeRates().length);
  }

  /** What the target looks like depends on the rule of exchange. */
  @Test
  void aWrongRuleOfExchangeIsSeen() {
    Known target = Known.wells();
    StartPoints start = StartPoints.of(target.energy().truth().sampler().orElseThrow());
    ChainSettings settings = ChainSettings.DEFAULT.withChains(256).withWarmup(200).withDraws(1000);
    double right =
        target.worst(
            run(target, start, settings, ReplicaExchangeTest::right).target().points(), 256);
    assertTrue(right < 4, () -> right + " standard errors away");
    for (double factor : new double[] {0, 0.7, 1.4}) {
      ExchangeSamples samples = run(target, start, settings, (beta, u) -> factor * beta * u);
      double wrong = target.worst(samples.target().points(), 256);
      assertTrue(wrong > 6, () -> "with " + factor + " times the ratio: only " + wrong);
    }
  }

  /** Of two Gaussians the mean probability of an exchange is known. */
  @Test
  void tellsTheRateOfExchange() {
    Energy gaussian = new IsotropicGaussian(1, 0, 1);
    double beta = 0.4;
    ExchangeSamples samples =
        new ReplicaExchange(
                gaussian,
                new RandomWalk(),
                Ladder.of(1, beta),
                StartPoints.normal(1),
                ChainSettings.DEFAULT.withChains(256).withDraws(1000))
            .run();
    // Half of the probability is of pairs that are exchanged for sure, those with |x| > |y|; with
    // sqrt(beta) y normal as x is, that is an angle below atan(sqrt(beta)) in each quadrant.
    double exact = 4 / Math.PI * Math.atan(Math.sqrt(beta));
    assertEquals(exact, samples.exchangeRates()[0], 0.01);
  }

  @Test
  void sameBitsForAnyWorkersAndCallsAreCounted() {
    Counting energy = new Counting(new DoubleWell(0, -4, 1));
    ReplicaExchange exchange =
        new ReplicaExchange(
                energy, Hmc.jittered(3), Ladder.geometric(4, 0.2), StartPoints.normal(1), SHORT)
            .adaptive();
    ExchangeSamples alone = exchange.run();
    assertEquals(energy.calls().get(), alone.warmupCalls() + alone.energyCalls());
    assertTrue(alone.warmupCalls() > 0 && alone.energyCalls() > 0);
    assertEquals(192, alone.target().chains());
    assertEquals(20, alone.target().draws());
    try (Workers workers = Workers.ofThreads(3)) {
      ExchangeSamples many = exchange.run(workers);
      assertArrayEquals(alone.target().points(), many.target().points());
      assertArrayEquals(alone.target().energies(), many.target().energies());
      assertArrayEquals(alone.exchangeRates(), many.exchangeRates());
      assertEquals(alone.roundTrips(), many.roundTrips());
      assertArrayEquals(alone.ladder(100).betas(), many.ladder(100).betas());
    }
  }

  /** Exchanges move numbers about; those that they leave are those of the points. */
  @Test
  void energiesAndGradientsFollowThePoints() {
    Energy wells = new DoubleWell(-0.5, -3, 1);
    Replicas replicas = replicas(new RandomWalk(), wells);
    for (int round = 0; round < 30; round++) {
      replicas.move(round + 1);
      replicas.exchange(round);
    }
    for (int level = 0; level < 3; level++) {
      ChainTile chains = replicas.level(level);
      double[] u = new double[LANES];
      float[] gradient = new float[2 * LANES];
      Energy target =
          level == 0 ? wells : new Tempered(wells, Ladder.geometric(3, 0.2).beta(level));
      target.evaluate(chains.x(), u, gradient);
      assertArrayEquals(u, chains.energy(), 1e-12);
      assertArrayEquals(gradient, chains.gradient(), 1e-4f);
    }
    assertTrue(replicas.rejected(0) > 0 && replicas.rejected(0) < replicas.tried(0));
    assertEquals(15 * LANES, replicas.tried(0));
    assertEquals(15 * LANES, replicas.tried(1));
  }

  private static Replicas replicas(MarkovKernel kernel, Energy energy) {
    return Replicas.at(new float[2 * LANES], energy, kernel, Ladder.geometric(3, 0.2), 5, 0);
  }

  @Test
  void allocatesNothing() {
    Replicas replicas = replicas(new Langevin(1), new DoubleWell(-0.5, -3, 1));
    long[] round = {0};
    Allocation.none(
        "replica exchange",
        () -> {
          replicas.move(++round[0]);
          replicas.exchange(round[0]);
        });
  }

  /** A point without density at the target goes up the ladder, and nothing becomes NaN. */
  @Test
  void pointsWithoutDensityAreLeftBehind() {
    Energy half =
        new PointwiseEnergy(
            "half",
            1,
            (x, gradient) -> {
              gradient[0] = x[0];
              return x[0] > 0 ? 0.5 * x[0] * x[0] : Double.POSITIVE_INFINITY;
            });
    ExchangeSamples samples =
        new ReplicaExchange(
                half,
                new RandomWalk(),
                Ladder.geometric(3, 0.3),
                StartPoints.normal(1),
                ChainSettings.DEFAULT.withWarmup(100).withDraws(200))
            .run();
    for (float x : samples.target().points()) {
      assertTrue(x > 0);
    }
    for (double rate : samples.exchangeRates()) {
      assertTrue(rate > 0 && rate <= 1);
    }
  }
}

package org.p4inv.samplers.chain.kernel;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.DynamicContainer.dynamicContainer;
import static org.junit.jupiter.api.DynamicTest.dynamicTest;
import static org.p4inv.core.kernel.Tile.LANES;

import java.util.Arrays;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicContainer;
import org.p4inv.core.parallel.Workers;
import org.p4inv.core.random.Domain;
import org.p4inv.core.random.RandomStream;
import org.p4inv.core.testing.Allocation;
import org.p4inv.samplers.chain.ChainSamples;
import org.p4inv.samplers.chain.ChainSettings;
import org.p4inv.samplers.chain.ChainTile;
import org.p4inv.samplers.chain.MarkovChains;
import org.p4inv.samplers.chain.MarkovKernel;
import org.p4inv.samplers.chain.StartPoints;
import org.p4inv.samplers.energy.Energy;

/**
 * The battery: the one examination that every Markov kernel takes.
 *
 * <p>Statistical checks are seeded, and fail beyond 4 standard errors.
 */
final class KernelContract {
  private static final int MOVES = 64;
  private static final int TILES = 256;

  private final KernelCase examined;
  private final MarkovKernel kernel;

  private KernelContract(KernelCase examined) {
    this.examined = examined;
    this.kernel = examined.kernel();
  }

  static DynamicContainer examine(KernelCase examined) {
    KernelContract contract = new KernelContract(examined);
    return dynamicContainer(
        examined.label(),
        Stream.of(
            dynamicTest("leaves two wells invariant", () -> contract.invariant(wells())),
            dynamicTest("leaves a banana invariant", () -> contract.invariant(banana())),
            dynamicTest("is caught with a wrong rule", contract::wrongRuleIsCaught),
            dynamicTest("energy and gradient are those at x", contract::consistent),
            dynamicTest("lanes are independent", contract::lanes),
            dynamicTest("gives the same bits in many threads", contract::threads),
            dynamicTest("allocates nothing", contract::allocation),
            dynamicTest("is tuned to its goal", contract::tuned),
            dynamicTest("finds back from +infinity", contract::recovers)));
  }

  private static KernelTarget wells() {
    return KernelTarget.wells();
  }

  private static KernelTarget banana() {
    return KernelTarget.banana();
  }

  /** 16,384 chains from exact samples, 64 moves each: 10^6 draws. */
  private void invariant(KernelTarget target) {
    double[] z = Invariance.deviations(kernel, target, examined.stepSize(), TILES, MOVES);
    for (int k = 0; k < z.length; k++) {
      String what = examined.label() + ", mean of " + KernelTarget.OBSERVABLES[k];
      assertTrue(Math.abs(z[k]) < 4, what + " is " + z[k] + " standard errors off");
      assertTrue(z[k] != 0, what + " does not move");
    }
  }

  /** An acceptance by 0.9 u, which is the rule of another target. */
  private void wrongRuleIsCaught() {
    double[] z =
        Invariance.deviations(new Tempered(kernel), banana(), examined.stepSize(), TILES, MOVES);
    double worst = Arrays.stream(z).map(Math::abs).max().orElseThrow();
    assertTrue(worst > 6, examined.label() + " by 0.9 u is only " + worst + " errors off");
  }

  private void consistent() {
    ChainTile chains = begin(banana().energy(), 3);
    float[] before = chains.x().clone();
    for (int move = 0; move < 5; move++) {
      kernel.move(banana().energy(), chains, stream(move));
    }
    assertFalse(Arrays.equals(before, chains.x()), examined.label() + " does not move");
    double[] energy = new double[LANES];
    float[] gradient = new float[2 * LANES];
    banana().energy().evaluate(chains.x(), energy, gradient);
    assertArrayEquals(energy, chains.energy(), examined.label());
    assertArrayEquals(gradient, chains.gradient(), examined.label());
    for (double acceptance : chains.acceptance()) {
      assertTrue(acceptance >= 0 && acceptance <= 1, examined.label());
    }
  }

  /** One chain starts elsewhere, and the others do not notice. */
  private void lanes() {
    ChainTile chains = begin(banana().energy(), 3);
    ChainTile others = begin(banana().energy(), 3);
    others.x()[17] += 3;
    others.evaluate(banana().energy());
    for (int move = 0; move < 10; move++) {
      kernel.move(banana().energy(), chains, stream(move));
      kernel.move(banana().energy(), others, stream(move));
    }
    for (int i = 0; i < 2 * LANES; i++) {
      if (i % LANES != 17) {
        assertEquals(chains.x()[i], others.x()[i], examined.label() + " at " + i);
      }
    }
  }

  private void threads() {
    ChainSettings settings = new ChainSettings(3 * LANES, 30, 10, 1, examined.stepSize(), 9);
    MarkovChains chains =
        new MarkovChains(banana().energy(), kernel, StartPoints.normal(1), settings);
    ChainSamples alone = chains.run();
    try (Workers workers = Workers.ofThreads(3)) {
      ChainSamples many = chains.run(workers);
      assertArrayEquals(alone.points(), many.points(), examined.label());
      assertEquals(alone.energyCalls(), many.energyCalls(), examined.label());
    }
  }

  private void allocation() {
    ChainTile chains = begin(banana().energy(), 3);
    RandomStream random = stream(0);
    Energy target = banana().energy();
    Allocation.none(examined.label(), () -> kernel.move(target, chains, random));
  }

  private void tuned() {
    if (kernel.acceptanceGoal() == 0) {
      return;
    }
    ChainSettings settings = ChainSettings.DEFAULT.withWarmup(1000).withDraws(200);
    double acceptance =
        new MarkovChains(banana().energy(), kernel, StartPoints.normal(1), settings)
            .run()
            .meanAcceptance();
    assertEquals(kernel.acceptanceGoal(), acceptance, 0.05, examined.label());
  }

  /** Within the unit square only u is finite; the chains start beside it. */
  private void recovers() {
    ChainTile chains = begin(new Square(), 0);
    Arrays.fill(chains.x(), 1.3f);
    chains.evaluate(new Square());
    assertEquals(Double.POSITIVE_INFINITY, chains.energy()[0]);
    for (int move = 0; move < 500; move++) {
      kernel.move(new Square(), chains, stream(move));
    }
    long found = Arrays.stream(chains.energy()).filter(u -> u == 0).count();
    assertTrue(found >= examined.found(), examined.label() + ": " + found + " chains");
  }

  private ChainTile begin(Energy energy, long seed) {
    ChainTile chains = new ChainTile(2, kernel);
    chains.tuning().stepSize(examined.stepSize());
    new RandomStream(seed, Domain.APPLICATION).gaussian(chains.x(), 0, 2 * LANES);
    chains.evaluate(energy);
    return chains;
  }

  private static RandomStream stream(int move) {
    RandomStream random = new RandomStream(23, Domain.CHAIN);
    random.restart(Domain.CHAIN, move, 0);
    return random;
  }

  /** The uniform density of the square -1 to 1. */
  private static final class Square implements Energy {
    @Override
    public String name() {
      return "square";
    }

    @Override
    public int dimension() {
      return 2;
    }

    @Override
    public void evaluate(float[] x, double[] energy, float[] gradient) {
      for (int lane = 0; lane < LANES; lane++) {
        boolean inside = Math.abs(x[lane]) <= 1 && Math.abs(x[LANES + lane]) <= 1;
        energy[lane] = inside ? 0 : Double.POSITIVE_INFINITY;
        gradient[lane] = inside ? 0 : Float.POSITIVE_INFINITY;
        gradient[LANES + lane] = 0;
      }
    }
  }

  /** A kernel that takes 0.9 u for the energy. */
  private record Tempered(MarkovKernel kernel) implements MarkovKernel {
    @Override
    public String name() {
      return "tempered";
    }

    @Override
    public int tiles() {
      return kernel.tiles();
    }

    @Override
    public int lanes() {
      return kernel.lanes();
    }

    @Override
    public Object memory() {
      return kernel.memory();
    }

    @Override
    public void move(Energy target, ChainTile chains, RandomStream random) {
      Energy hotter = new Hotter(target);
      chains.evaluate(hotter);
      kernel.move(hotter, chains, random);
      chains.evaluate(target);
    }
  }

  private record Hotter(Energy energy) implements Energy {
    @Override
    public String name() {
      return "hotter";
    }

    @Override
    public int dimension() {
      return energy.dimension();
    }

    @Override
    public void evaluate(float[] x, double[] u, float[] gradient) {
      energy.evaluate(x, u, gradient);
      for (int lane = 0; lane < LANES; lane++) {
        u[lane] *= 0.9;
      }
      for (int i = 0; i < gradient.length; i++) {
        gradient[i] *= 0.9f;
      }
    }
  }
}

package org.p4inv.samplers.boltzmann.stochastic;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.p4inv.core.parallel.Workers;
import org.p4inv.core.random.RandomStream;
import org.p4inv.flows.Flow;
import org.p4inv.flows.base.GaussianMixture;
import org.p4inv.flows.base.StandardNormal;
import org.p4inv.flows.bijection.Chain;
import org.p4inv.flows.linear.Permutation;
import org.p4inv.samplers.boltzmann.WeightedSamples;
import org.p4inv.samplers.chain.ChainTile;
import org.p4inv.samplers.chain.MarkovKernel;
import org.p4inv.samplers.chain.kernel.RandomWalk;
import org.p4inv.samplers.energy.Energy;
import org.p4inv.samplers.energy.States;
import org.p4inv.samplers.energy.plane.DoubleWell;
import org.p4inv.samplers.estimate.Estimate;
import org.p4inv.samplers.estimate.FreeEnergyDifference;
import org.p4inv.samplers.estimate.ImportanceWeights;

class StochasticFlowTest {
  private static final int N = 40_000;

  /** A flow that was never trained: weights alone make its samples those of the target. */
  @Test
  void pathWeightsKnowZAndTheFreeEnergyDifference() {
    Energy well = new DoubleWell(-0.5, -4, 1);
    States states = well.truth().states().orElseThrow();
    double exact = states.logProbability(1).getAsDouble() - states.logProbability(0).getAsDouble();
    for (long seed = 1; seed <= 4; seed++) {
      StochasticFlow flow = new StochasticFlow(Examples.random(seed), well, Examples.blocks(20));
      WeightedSamples samples = flow.sample(N, seed, Workers.serial());
      ImportanceWeights weights = ImportanceWeights.of(samples.logWeights());
      assertTrue(weights.reverseEss() > 0.01, "the error bars mean something");
      assertWithinErrors(weights.logZ().withExact(well.truth().logZ()), "ln Z, seed " + seed);
      int[] state = new int[N];
      Arrays.setAll(state, i -> states.stateOf(samples.points(), 2 * i, 1));
      Estimate difference = FreeEnergyDifference.of(weights, state, 1, 0).logRatio();
      assertEquals(exact, difference.value(), 4 * difference.error(), "difference, seed " + seed);
    }
  }

  /** What the test above is worth: moves that are never rejected leave no density invariant. */
  @Test
  void movesOutOfBalanceAreSeenInZ() {
    Energy well = new DoubleWell(-0.5, -4, 1);
    SamplingBlock block = new SamplingBlock(2, 0.5, new Unbalanced(), 2, 0.4);
    WeightedSamples samples =
        new StochasticFlow(Examples.random(1), well, List.of(block)).sample(N, 1, alone());
    Estimate logZ = ImportanceWeights.of(samples.logWeights()).logZ();
    double off = Math.abs(logZ.value() - well.truth().logZ().getAsDouble());
    assertTrue(off > 8 * logZ.error(), off + " of " + logZ.error());
  }

  private static final class Unbalanced implements MarkovKernel {
    @Override
    public String name() {
      return "unbalanced";
    }

    @Override
    public int tiles() {
      return 1;
    }

    @Override
    public void move(Energy target, ChainTile chains, RandomStream random) {
      float[] noise = chains.tile(0);
      random.gaussian(noise, 0, noise.length);
      for (int i = 0; i < noise.length; i++) {
        chains.x()[i] += (float) chains.tuning().stepSize() * noise[i];
      }
      chains.evaluate(target);
    }
  }

  /** Behind a block at the base points are as normal as before, and weights forget the path. */
  @Test
  void aBlockAtTheBaseLeavesItInvariant() {
    Energy well = new DoubleWell(0, -4, 1);
    SamplingBlock block = new SamplingBlock(0, 0, new RandomWalk(), 20, 1);
    WeightedSamples samples =
        new StochasticFlow(identity(), well, List.of(block)).sample(N, 1, alone());
    double[] sums = new double[2];
    for (int i = 0; i < N; i++) {
      float x1 = samples.points()[2 * i];
      float x2 = samples.points()[2 * i + 1];
      double squares = (double) x1 * x1 + (double) x2 * x2;
      double u = -4 * x1 * x1 + (double) x1 * x1 * x1 * x1 + 0.5 * x2 * x2;
      double expected = -u + 0.5 * squares + Math.log(2 * Math.PI);
      assertEquals(expected, samples.logWeights()[i], 1e-4 * (1 + Math.abs(expected)), "path " + i);
      sums[0] += x1;
      sums[1] += squares;
    }
    // The mean of x1 errs by 1 / sqrt(N), that of |x|^2, which is chi-square of 2, by 2 / sqrt(N).
    assertEquals(0, sums[0] / N, 4 / Math.sqrt(N));
    assertEquals(2, sums[1] / N, 8 / Math.sqrt(N));
  }

  private static void assertWithinErrors(Estimate estimate, String what) {
    assertEquals(estimate.exact().getAsDouble(), estimate.value(), 4 * estimate.error(), what);
    assertTrue(estimate.error() < 0.05, what + ": error bar " + estimate.error());
  }

  /**
   * A block in equilibrium changes nothing but the points: u(y) of the target takes u(x)'s place.
   */
  @Test
  void aBlockAtTheTargetWeighsPathsByWhereTheyCameIn() {
    Energy well = new DoubleWell(0, -4, 1);
    SamplingBlock block = new SamplingBlock(1, 1, new RandomWalk(), 200, 1);
    Flow flow = identity();
    double[] plain = new StochasticFlow(flow, well, List.of()).sample(N, 1, alone()).logWeights();
    double[] moved =
        new StochasticFlow(flow, well, List.of(block)).sample(N, 1, alone()).logWeights();
    for (int i = 0; i < N; i++) {
      assertEquals(plain[i], moved[i], 1e-9 * (1 + Math.abs(plain[i])), "path " + i);
    }
  }

  private static Workers alone() {
    return Workers.serial();
  }

  private static Flow identity() {
    return Flow.initial(new StandardNormal(2), Chain.of(Permutation.swap(2)), 1);
  }

  @Test
  void withoutBlocksWeightsAreThoseOfTheFlow() {
    Energy well = new DoubleWell(-0.5, -6, 1);
    Flow flow = Examples.random(1);
    WeightedSamples samples = new StochasticFlow(flow, well, List.of()).sample(100, 3, alone());
    float[] points = new float[200];
    double[] logDensity = new double[100];
    flow.sample(3, points, logDensity);
    assertArrayEquals(points, samples.points());
    float[] x = new float[128];
    double[] u = new double[64];
    for (int i = 0; i < 100; i++) {
      x[0] = points[2 * i];
      x[64] = points[2 * i + 1];
      well.evaluate(x, u, new float[128]);
      assertEquals(-u[0] - logDensity[i], samples.logWeights()[i], 1e-9 * (1 + u[0] * u[0]));
    }
  }

  @Test
  void samplesDoNotDependOnTheWorkersNorOnHowManyFollow() {
    StochasticFlow flow =
        new StochasticFlow(Examples.random(1), new DoubleWell(-0.5, -6, 1), Examples.blocks(5));
    WeightedSamples alone = flow.sample(1000, 1, Workers.serial());
    try (Workers three = Workers.ofThreads(3)) {
      WeightedSamples more = flow.sample(1100, 1, three);
      assertArrayEquals(alone.points(), Arrays.copyOf(more.points(), 2000));
      assertArrayEquals(alone.logWeights(), Arrays.copyOf(more.logWeights(), 1000));
    }
  }

  @Test
  void saysWhatDoesNotFit() {
    Energy well = new DoubleWell(0, -4, 1);
    SamplingBlock first = Examples.block(0, 0, 5);
    List<SamplingBlock> twice = List.of(first, first);
    assertError("places of `blocks` must ascend within 0 to 1, got 0", identity(), twice);
    assertError(
        "places of `blocks` must ascend within 0 to 1, got 2",
        identity(),
        List.of(Examples.block(2, 0, 5)));
    assertError(
        "the bijection must be a chain, got permutation",
        Flow.initial(new StandardNormal(2), Permutation.swap(2), 1),
        List.of());
    assertError(
        "`flow` must have the dimension of the energy, 2, got 3",
        Flow.initial(new StandardNormal(3), Chain.of(Permutation.swap(3)), 1),
        List.of());
    Flow mixture = Flow.initial(new GaussianMixture(2, 2), Chain.of(Permutation.swap(2)), 1);
    assertError(
        "the base must have no parameters, because u_0 of the blocks is fixed, got "
            + mixture.base().parameterCount(),
        mixture,
        List.of());
    StochasticFlow flow = new StochasticFlow(identity(), well, new ArrayList<>());
    assertEquals(
        "`n` must be in 0 to " + Integer.MAX_VALUE / 2 + ", got -1",
        assertThrows(IllegalArgumentException.class, () -> flow.sample(-1, 1, Workers.serial()))
            .getMessage());
    assertEquals(
        "`lambda` must be in 0 to 1, got 1.5",
        assertThrows(IllegalArgumentException.class, () -> Examples.block(0, 1.5, 5)).getMessage());
  }

  private static void assertError(String message, Flow flow, List<SamplingBlock> blocks) {
    Energy well = new DoubleWell(0, -4, 1);
    assertEquals(
        message,
        assertThrows(IllegalArgumentException.class, () -> new StochasticFlow(flow, well, blocks))
            .getMessage());
  }
}

package org.p4inv.samplers.chain.temper;

import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.DynamicContainer.dynamicContainer;
import static org.junit.jupiter.api.DynamicTest.dynamicTest;

import java.util.List;
import java.util.function.DoubleBinaryOperator;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicContainer;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.TestFactory;
import org.p4inv.flows.Flow;
import org.p4inv.flows.base.StudentT;
import org.p4inv.flows.linear.P4InvLinear;
import org.p4inv.samplers.chain.ChainSamples;
import org.p4inv.samplers.chain.ChainSettings;
import org.p4inv.samplers.chain.MarkovChains;
import org.p4inv.samplers.chain.MarkovKernel;
import org.p4inv.samplers.chain.StartPoints;
import org.p4inv.samplers.chain.kernel.Hmc;
import org.p4inv.samplers.chain.kernel.Independence;
import org.p4inv.samplers.chain.kernel.Langevin;
import org.p4inv.samplers.chain.kernel.Mala;
import org.p4inv.samplers.chain.kernel.Malt;
import org.p4inv.samplers.chain.kernel.Nuts;
import org.p4inv.samplers.chain.kernel.RandomWalk;
import org.p4inv.samplers.chain.kernel.Slice;
import org.p4inv.samplers.energy.Energy;
import org.p4inv.samplers.energy.flow.LatentEnergy;
import org.p4inv.samplers.energy.space.IsotropicGaussian;
import org.p4inv.samplers.estimate.Estimate;

/**
 * Every kernel in every wrapper leaves two wells of known moments invariant: within 4 standard
 * errors at 10^6 draws, the errors being those of means over independent chains, particles or
 * populations. With a kernel that accepts by a wrong rule, or with the wrapper's own rule wrong, it
 * does not, at an eighth of the draws.
 */
@Tag("once")
class TemperMatrixTest {
  private static final double LIMIT = 4;
  private static final int DRAWS = 1 << 20;
  private static final int CHAINS = 256;
  private static final int POPULATIONS = 64;
  private static final double[] BETAS = {0.1, 0.4, 1};
  private static final Known TARGET = Known.wells();
  private static final Flow FLOW = Known.flow();
  private static final Energy START = new IsotropicGaussian(2, 0, 1.5);

  /**
   * A kernel with the step size to begin with. One that is biased by its steps has small ones, and
   * keeps them where chains start in equilibrium.
   */
  private record Line(MarkovKernel kernel, double stepSize) {
    Line broken() {
      return new Line(new Skewed(kernel), stepSize);
    }

    ChainSettings chains(int draws) {
      return ChainSettings.DEFAULT
          .withChains(CHAINS)
          .withWarmup(stepSize < 1 ? 0 : 200)
          .withDraws(draws / CHAINS)
          .withStepSize(stepSize);
    }

    /** Resampling at every level. */
    SmcSettings particles(int particles) {
      return SmcSettings.DEFAULT
          .withParticles(particles)
          .withMoves(1)
          .withThreshold(1)
          .withStepSize(stepSize);
    }
  }

  private static List<Line> lines() {
    return List.of(
        new Line(new RandomWalk(), 1),
        new Line(new Independence(wide()), 1),
        new Line(new Mala(), 1),
        new Line(Hmc.jittered(2), 1),
        new Line(new Malt(3, 1), 1),
        new Line(new Nuts(3), 1),
        new Line(new Langevin(1), 0.07),
        new Line(new Slice(), 1));
  }

  /** A flow with heavier tails than the target has. */
  private static Flow wide() {
    return Flow.initial(new StudentT(2, 4), new P4InvLinear(2, 1, P4InvLinear.Start.REVERSAL), 5);
  }

  /** A wrapper, right or with a fault of its own: how far a line is off with so many draws. */
  private interface Wrapper {
    double worst(Line line, int draws, boolean right);
  }

  @TestFactory
  Stream<DynamicTest> plain() {
    return lines().stream().flatMap(line -> ofKernel("plain", line, TemperMatrixTest::chains));
  }

  @TestFactory
  Stream<DynamicContainer> wrapped() {
    return Stream.of(
        matrix("replica exchange", TemperMatrixTest::exchange),
        matrix("annealed importance", TemperMatrixTest::annealed),
        matrix("sequential Monte Carlo", TemperMatrixTest::sequential),
        matrix("latent", TemperMatrixTest::latent));
  }

  private static DynamicContainer matrix(String label, Wrapper wrapper) {
    return dynamicContainer(
        label,
        lines().stream()
            .flatMap(
                line ->
                    Stream.concat(
                        ofKernel(label, line, wrapper),
                        Stream.of(
                            dynamicTest(
                                label + ", " + line.kernel().name() + ", wrapper broken",
                                () -> fails(wrapper.worst(line, DRAWS / 8, false)))))));
  }

  private static Stream<DynamicTest> ofKernel(String label, Line line, Wrapper wrapper) {
    String cell = label + ", " + line.kernel().name();
    return Stream.of(
        dynamicTest(cell, () -> holds(wrapper.worst(line, DRAWS, true))),
        dynamicTest(cell + " broken", () -> fails(wrapper.worst(line.broken(), DRAWS / 8, true))));
  }

  private static void holds(double worst) {
    assertTrue(worst < LIMIT, () -> worst + " standard errors away");
  }

  private static void fails(double worst) {
    assertTrue(worst > 1.5 * LIMIT, () -> "only " + worst + " standard errors away");
  }

  private static StartPoints exact(Energy energy) {
    return StartPoints.of(energy.truth().sampler().orElseThrow());
  }

  private static double chains(Line line, int draws, boolean right) {
    Energy energy = TARGET.energy();
    ChainSamples samples =
        new MarkovChains(energy, line.kernel(), exact(energy), line.chains(draws)).run();
    return TARGET.worst(samples.points(), CHAINS);
  }

  /** The fault: the Jacobian of the flow is left out. */
  private static double latent(Line line, int draws, boolean right) {
    LatentEnergy latent = new LatentEnergy(FLOW, TARGET.energy());
    Energy energy = right ? latent : new WithoutJacobian(FLOW, TARGET.energy());
    ChainSamples samples =
        new MarkovChains(energy, line.kernel(), exact(latent), line.chains(draws)).run();
    return TARGET.worst(latent.toData(samples.points()), CHAINS);
  }

  /** The fault: every exchange is accepted. */
  private static double exchange(Line line, int draws, boolean right) {
    Energy energy = TARGET.energy();
    DoubleBinaryOperator rule = right ? (beta, u) -> beta * u : (beta, u) -> 0;
    Ladder ladder = Ladder.geometric(3, 0.2);
    ExchangeSamples samples =
        new ReplicaExchange(
                energy,
                line.kernel(),
                line.kernel(),
                ladder,
                exact(energy),
                line.chains(draws),
                false,
                rule)
            .run();
    return TARGET.worst(samples.target().points(), CHAINS);
  }

  /** The fault of annealing: weights grow by nine tenths of what they should. */
  private static Endpoints ends(boolean right) {
    double factor = right ? 1 : 0.9;
    return Endpoints.of(START, TARGET.energy(), (step, gain) -> factor * step * gain);
  }

  private static double annealed(Line line, int draws, boolean right) {
    SmcSettings pilot = line.particles(1024);
    AnnealingPath path =
        new SequentialMonteCarlo(ends(true), line.kernel(), pilot, BETAS).run().path();
    return TARGET.worst(new AnnealedImportance(ends(right), line.kernel(), path, 1).run(draws, 7));
  }

  /** Large populations, as means over one are biased by the inverse of its size. */
  private static double sequential(Line line, int draws, boolean right) {
    int kinds = TARGET.exact().length;
    double[][] values = new double[kinds + 1][POPULATIONS];
    for (int run = 0; run < POPULATIONS; run++) {
      SmcSettings settings = line.particles(draws / POPULATIONS).withSeed(100 + run);
      AnnealedSamples samples =
          new SequentialMonteCarlo(ends(right), line.kernel(), settings, BETAS).run();
      Estimate logZ = samples.logZ();
      values[kinds][run] = logZ.value() - logZ.exact().orElseThrow();
      for (int kind = 0; kind < kinds; kind++) {
        values[kind][run] = TARGET.mean(kind, samples).value() - TARGET.exact()[kind];
      }
    }
    double worst = 0;
    for (double[] kind : values) {
      worst = Math.max(worst, Math.abs(Known.deviation(kind)));
    }
    return worst;
  }
}

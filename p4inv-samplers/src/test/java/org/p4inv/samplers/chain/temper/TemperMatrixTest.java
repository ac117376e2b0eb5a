package org.p4inv.samplers.chain.temper;

import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.DynamicTest.dynamicTest;

import java.util.List;
import java.util.function.BiFunction;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
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
 * Every kernel in every wrapper samples targets that are known: means within 4 standard errors,
 * over independent chains or particles; and the same kernel with a wrong rule of acceptance does
 * not.
 */
class TemperMatrixTest {
  private static final double LIMIT = 4;

  /**
   * A kernel with the moves that a chain makes, fewer where moves are dear, and the step size to
   * begin with. A kernel that is biased by its steps has small ones, and keeps them where chains
   * start in equilibrium.
   */
  private record Line(MarkovKernel kernel, int moves, double stepSize) {
    Line(MarkovKernel kernel, int moves) {
      this(kernel, moves, 1);
    }

    boolean biased() {
      return stepSize < 1;
    }

    ChainSettings chains(int draws) {
      return ChainSettings.DEFAULT
          .withChains(256)
          .withWarmup(biased() ? 0 : 200)
          .withDraws(draws)
          .withStepSize(stepSize);
    }

    SmcSettings particles() {
      return SmcSettings.DEFAULT
          .withParticles(256)
          .withMoves(2)
          .withThreshold(0.8)
          .withStepSize(stepSize);
    }
  }

  private static List<Line> lines() {
    return List.of(
        new Line(new RandomWalk(), 1000),
        new Line(new Mala(), 1000),
        new Line(Hmc.fixed(3), 500),
        new Line(Hmc.jittered(3), 500),
        new Line(new Malt(3, 1), 500),
        new Line(new Nuts(4), 250),
        new Line(new Langevin(1), 1000, 0.07),
        new Line(new Slice(), 250),
        new Line(new Independence(wide()), 500));
  }

  /** A flow with heavier tails than the targets have. */
  private static Flow wide() {
    return Flow.initial(new StudentT(2, 4), new P4InvLinear(2, 1, P4InvLinear.Start.REVERSAL), 5);
  }

  @TestFactory
  Stream<DynamicTest> plain() {
    return matrix(
        "plain",
        (target, line) -> {
          Energy energy = target.energy();
          StartPoints start = StartPoints.of(energy.truth().sampler().orElseThrow());
          ChainSettings settings = line.chains(line.moves());
          return worst(target, new MarkovChains(energy, line.kernel(), start, settings).run());
        });
  }

  @TestFactory
  Stream<DynamicTest> latent() {
    Flow flow = Known.flow();
    return matrix(
        "latent",
        (target, line) -> {
          LatentEnergy energy = new LatentEnergy(flow, target.energy());
          StartPoints start = StartPoints.of(energy.truth().sampler().orElseThrow());
          ChainSettings settings = line.chains(line.moves() / 2);
          ChainSamples samples = new MarkovChains(energy, line.kernel(), start, settings).run();
          return target.worst(energy.toData(samples.points()), samples.chains());
        });
  }

  @TestFactory
  Stream<DynamicTest> replicaExchange() {
    return matrix(
        "replica exchange",
        (target, line) -> {
          StartPoints start = StartPoints.of(target.energy().truth().sampler().orElseThrow());
          ExchangeSamples samples =
              new ReplicaExchange(
                      target.energy(),
                      line.kernel(),
                      Ladder.geometric(3, 0.3),
                      start,
                      line.chains(line.moves() / 2))
                  .run();
          return worst(target, samples.target());
        });
  }

  @TestFactory
  Stream<DynamicTest> annealedImportance() {
    Energy start = new IsotropicGaussian(2, 0, 1.5);
    return matrix(
        "annealed importance",
        (target, line) -> {
          AnnealingPath path =
              new SequentialMonteCarlo(start, target.energy(), line.kernel(), line.particles())
                  .run()
                  .path();
          return target.worst(
              new AnnealedImportance(start, target.energy(), line.kernel(), path, 2)
                  .run(16 * line.moves(), 7));
        });
  }

  @TestFactory
  Stream<DynamicTest> sequentialMonteCarlo() {
    Energy start = new IsotropicGaussian(2, 0, 1.5);
    return matrix("sequential Monte Carlo", (target, line) -> populations(start, target, line));
  }

  /** Means over independent populations. */
  private static double populations(Energy start, Known target, Line line) {
    int count = Math.max(16, line.moves() / 16);
    double[][] values = new double[target.exact().length + 1][count];
    for (int run = 0; run < count; run++) {
      AnnealedSamples samples =
          new SequentialMonteCarlo(
                  start, target.energy(), line.kernel(), line.particles().withSeed(100 + run))
              .run();
      Estimate logZ = samples.logZ();
      values[0][run] = logZ.value() - logZ.exact().orElseThrow();
      for (int kind = 0; kind < target.exact().length; kind++) {
        values[kind + 1][run] = target.mean(kind, samples).value() - target.exact()[kind];
      }
    }
    double worst = 0;
    for (double[] kind : values) {
      worst = Math.max(worst, Math.abs(Known.deviation(kind)));
    }
    return worst;
  }

  private static double worst(Known target, ChainSamples samples) {
    return target.worst(samples.points(), samples.chains());
  }

  private static Stream<DynamicTest> matrix(String wrapper, BiFunction<Known, Line, Double> run) {
    return lines().stream()
        .flatMap(line -> tests(wrapper + ", " + line.kernel().name(), line, run));
  }

  private static Stream<DynamicTest> tests(
      String label, Line line, BiFunction<Known, Line, Double> run) {
    Known wells = Known.wells();
    return Stream.of(
        dynamicTest(label + ", wells", () -> holds(label + ", wells", run.apply(wells, line))),
        dynamicTest(
            label + ", Gaussian",
            () -> holds(label + ", gaussian", run.apply(Known.gaussian(), line))),
        dynamicTest(label + ", broken", () -> fails(label, run.apply(wells, broken(line)))));
  }

  private static Line broken(Line line) {
    return new Line(new Skewed(line.kernel()), line.moves(), line.stepSize());
  }

  private static void holds(String label, double worst) {

    assertTrue(worst < LIMIT, () -> label + ": " + worst + " standard errors away");
  }

  private static void fails(String label, double worst) {

    assertTrue(worst > 1.5 * LIMIT, () -> label + ", broken: only " + worst + " away");
  }
}

package org.p4inv.samplers.report;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.p4inv.core.parallel.Workers;
import org.p4inv.flows.Flow;
import org.p4inv.flows.base.StandardNormal;
import org.p4inv.flows.linear.P4InvLinear;
import org.p4inv.samplers.boltzmann.BoltzmannGenerator;
import org.p4inv.samplers.boltzmann.BoltzmannSettings;
import org.p4inv.samplers.energy.Energies;
import org.p4inv.samplers.energy.Energy;
import org.p4inv.samplers.energy.mixture.GaussianMixture;
import org.p4inv.samplers.energy.plane.DoubleWell;
import org.p4inv.samplers.energy.space.IsotropicGaussian;
import org.p4inv.samplers.estimate.Estimate;

class ReportTest {
  private static final ReportSettings SETTINGS =
      ReportSettings.DEFAULT.withPoints(4_000, 300).withRepetitions(4);
  private static final long CALLS = 400_000;

  private static final double[][] CORNERS = {{-4, 0}, {4, 0}, {0, 5}};
  private static final Energy CORNERED =
      new GaussianMixture(new double[] {1, 2, 1}, CORNERS, new double[] {1, 1, 1});

  private static Report report(Energy energy, Flow flow, ReportSettings settings) {
    return Report.of(new BoltzmannGenerator(energy, flow), settings, Workers.serial());
  }

  private static Flow good() {
    return MixtureFlow.of(new double[] {1, 2, 1}, CORNERS, 1.05);
  }

  /** The third corner is left out, a quarter of the target; the rest is as it should be. */
  private static Flow collapsed() {
    return MixtureFlow.of(new double[] {1, 2}, new double[][] {CORNERS[0], CORNERS[1]}, 1.02);
  }

  @Test
  void anExactFlowScoresTheFloor() {
    Flow identity =
        Flow.initial(new StandardNormal(3), new P4InvLinear(3, P4InvLinear.Start.IDENTITY), 1);
    Report report = report(new IsotropicGaussian(3, 0, 1), identity, SETTINGS);
    DensityScores density = report.density();
    assertEquals("exact samples", report.witness());
    assertEquals(1, density.reverseEss().estimate().value(), 1e-9);
    assertEquals(1, density.forwardEss().estimate().value(), 1e-9);
    double logZ = 1.5 * Math.log(2 * Math.PI);
    for (Score score :
        List.of(density.reverseLogZ(), density.forwardLogZ(), density.elbo(), density.eubo())) {
      assertEquals(logZ, score.estimate().value(), 1e-5);
      assertEquals(logZ, score.estimate().exact().orElseThrow());
      assertEquals(logZ, score.floor());
    }
    assertEquals(0, density.elboGap().estimate().value(), 1e-5);
    assertEquals(0, density.euboGap().estimate().value(), 1e-5);
    assertEquals(0, density.unseen().estimate().value());
    Score nll = density.nll();
    assertEquals(logZ + 1.5, nll.estimate().exact().orElseThrow(), 1e-12);
    assertTrue(Math.abs(nll.estimate().deviation().orElseThrow()) < 4, nll.toString());
    // Variance d / 2 of u, 4000 points; the mean of four and their deviation.
    double error = Math.sqrt(1.5 / 4000);
    assertEquals(logZ + 1.5, nll.floor(), 4 * error / 2);
    assertEquals(error, nll.floorDeviation(), error);
    SampleScores flow = report.samplers().get(0).scores();
    assertEquals(report.floor().w2(), flow.w2(), 5 * report.floorDeviation().w2());
    assertEquals(
        report.floor().mmdSquared(), flow.mmdSquared(), 5 * report.floorDeviation().mmdSquared());
    assertEquals(1.5, flow.meanEnergy(), 4 * error);
    assertEquals(1.5, report.exactMeanEnergy(), 1e-12);
    assertEquals(0, report.states());
    assertTrue(Double.isNaN(flow.massError()));
    assertEquals(
        "Nothing was found against it, as seen from 4,000 exact samples:"
            + " reverse ESS 1.0000, forward ESS 1.0000.",
        report.verdict());
  }

  @Test
  void aGoodFlowIsNotFlagged() {
    Report report = report(CORNERED, good(), SETTINGS);
    assertTrue(report.verdict().startsWith("Nothing was found against it"), report.verdict());
    assertEquals(List.of(), report.missing());
    assertEquals(List.of(), report.unreliable());
    assertTrue(report.density().reverseEss().estimate().value() > 0.95);
    assertEquals(3, report.samplers().get(0).scores().statesCovered());
    for (SamplerLine line : report.samplers()) {
      double floor = report.floor().massError() + 5 * report.floorDeviation().massError();
      assertTrue(line.scores().massError() < floor, line.toString());
    }
    // KL of Gaussians of deviation ratio 1.05 in the plane, the corners being far apart.
    double square = 1.05 * 1.05;
    Estimate elboGap = report.density().elboGap().estimate();
    Estimate euboGap = report.density().euboGap().estimate();
    assertEquals(square - 1 - Math.log(square), elboGap.value(), 4 * elboGap.error());
    assertEquals(1 / square - 1 + Math.log(square), euboGap.value(), 4 * euboGap.error());
  }

  /** Its own samples praise it. */
  @Test
  void aCollapsedFlowIsFlagged() {
    Report report = report(CORNERED, collapsed(), SETTINGS);
    DensityScores density = report.density();
    assertTrue(density.reverseEss().estimate().value() > 0.95);
    assertTrue(density.paretoK().estimate().value() < 0.7);
    assertTrue(density.forwardEss().estimate().value() < 1e-3);
    assertEquals(0.25, density.unseen().estimate().value(), 0.03);
    assertEquals(Math.log(0.75), density.reverseLogZ().estimate().value(), 0.02);
    assertEquals(0.25, report.samplers().get(1).scores().massError(), 0.02);
    assertEquals(2, report.samplers().get(0).scores().statesCovered());
    String verdict = report.verdict();
    assertTrue(verdict.startsWith("Modes are missing: 1 of 3 states ("), verdict);
    assertTrue(verdict.contains(") hold 25 % of the target and 0.0"), verdict);
    assertTrue(verdict.contains("forward ESS is "), verdict);
    assertTrue(verdict.contains("The weights are unreliable: log Z"), verdict);
    assertTrue(verdict.contains("below the exact value"), verdict);
    assertEquals(3, report.missing().size());
    assertEquals(0.25, report.masses().get(0).exact().orElseThrow(), 0.01, "the lost one first");
    SampleScores flow = report.samplers().get(0).scores();
    assertTrue(flow.w2() > report.floor().w2() + 5 * report.floorDeviation().w2());
    assertTrue(flow.mmdSquared() > 5 * report.floorDeviation().mmdSquared());
  }

  /** A Gaussian in the deeper well of two, whose shape it has. */
  @Test
  void aFlowInOneWellIsFlagged() {
    Report report =
        report(
            new DoubleWell(-0.5, -6, 1),
            MixtureFlow.of(new double[][] {{1.75, 0}}, 0.6),
            SETTINGS.withBaselineCalls(CALLS));
    String verdict = report.verdict();
    assertTrue(verdict.startsWith("Modes are missing: 1 of 2 states (left)"), verdict);
    assertEquals("replica exchange", report.samplers().get(3).name());
    assertEquals(2, report.samplers().get(3).scores().statesCovered());
    assertEquals(1, report.samplers().get(0).scores().statesCovered());
    StateMass left =
        report.masses().stream().filter(m -> m.name().equals("left")).findFirst().orElseThrow();
    double exact = left.exact().orElseThrow();
    assertEquals(exact, left.masses().get("replica exchange"), 0.05);
    assertEquals(0, left.masses().get("flow"), 0.01);
  }

  /** Too narrow by half: all modes are there, and no weight can be relied on. */
  @Test
  void weightsWithHeavyTailsAreFlagged() {
    Report report =
        report(CORNERED, MixtureFlow.of(new double[] {1, 2, 1}, CORNERS, 0.4), SETTINGS);
    String verdict = report.verdict();
    assertTrue(verdict.contains("The weights are unreliable: Pareto k = "), verdict);
    assertFalse(report.missing().stream().anyMatch(text -> text.contains("states")), verdict);
  }

  @Test
  void withoutAWitnessNothingIsPromised() {
    Report report = report(new Hidden(CORNERED), collapsed(), SETTINGS);
    assertEquals("none", report.witness());
    String verdict = report.verdict();
    assertTrue(verdict.startsWith("Its own samples say nothing against it: reverse"), verdict);
    assertTrue(
        verdict.endsWith(
            "Nobody looked for missing modes: the energy has no exact sampler, and replica exchange"
                + " was not run."),
        verdict);
    assertTrue(Double.isNaN(report.density().forwardEss().estimate().value()));
    assertTrue(Double.isNaN(report.floor().w2()));
  }

  @Test
  void replicaExchangeIsAWitness() {
    ReportSettings settings = SETTINGS.withBaselineCalls(CALLS);
    Report report = report(new Hidden(CORNERED), collapsed(), settings);
    assertEquals("points of replica exchange", report.witness());
    assertTrue(report.verdict().startsWith("Modes are missing: 1 of 3 states ("), report.verdict());
    assertEquals(0.25, report.density().unseen().estimate().value(), 0.1);
    SamplerLine exchange = report.samplers().get(3);
    assertTrue(Double.isNaN(exchange.scores().w2()));
    assertTrue(report.samplers().get(0).scores().w2() > 0);
    for (SamplerLine line : report.samplers().subList(2, 4)) {
      assertEquals(CALLS, (double) line.energyCalls(), 0.25 * CALLS, line.name());
    }
    Report good = report(new Hidden(CORNERED), good(), settings);
    assertTrue(good.verdict().startsWith("Nothing was found against it"), good.verdict());
  }

  /** Tails alone: a flow of half the width, of a target of one mode. */
  @Test
  void missingTailsAreNotCalledModes() {
    Report report =
        report(
            new IsotropicGaussian(2, 0, 1), MixtureFlow.of(new double[][] {{0, 0}}, 0.5), SETTINGS);
    assertTrue(report.verdict().startsWith("Modes or tails are missing: "), report.verdict());
  }

  /** Whatever is known or not known of an energy, and whatever its points are. */
  @Test
  void everyEnergyHasAReport() {
    for (String name : Energies.names()) {
      Energy energy = Energies.create(name);
      int d = energy.dimension();
      if (d > 40) {
        continue; // The same again, for longer.
      }
      Flow flow = BoltzmannGenerator.untrained(d, BoltzmannSettings.DEFAULT);
      Report report = report(energy, flow, SETTINGS.withPoints(100, 20).withRepetitions(2));
      assertEquals(d, report.dimension());
      boolean known = energy.truth().sampler().isPresent();
      assertEquals(known ? "exact samples" : "none", report.witness(), name);
      assertEquals(known, Double.isFinite(report.floor().w2()), name);
      assertFalse(report.verdict().isEmpty(), name);
    }
  }

  @Test
  void workersDoNotMatter() {
    BoltzmannGenerator generator = new BoltzmannGenerator(CORNERED, good());
    ReportSettings settings = SETTINGS.withPoints(500, 100).withBaselineCalls(100_000).withSeed(5);
    Report one = Report.of(generator, settings, Workers.serial());
    try (Workers two = Workers.ofThreads(2)) {
      assertEquals(one, Report.of(generator, settings, two));
    }
    assertFalse(one.equals(Report.of(generator, settings.withSeed(6), Workers.serial())));
  }

  @Test
  void badSettings() {
    assertMessage("`points` must be at least 100, got 99", () -> SETTINGS.withPoints(99, 50));
    assertMessage(
        "`distancePoints` must be in 2 to 2000, got 2001", () -> SETTINGS.withPoints(5000, 2001));
    assertMessage(
        "`distancePoints` must be in 2 to 500, got 501", () -> SETTINGS.withPoints(500, 501));
    assertMessage("`repetitions` must be at least 2, got 1", () -> SETTINGS.withRepetitions(1));
    assertMessage(
        "`baselineCalls` must be at least 0, got -1", () -> SETTINGS.withBaselineCalls(-1));
  }

  private static void assertMessage(String message, Runnable call) {
    assertEquals(message, assertThrows(IllegalArgumentException.class, call::run).getMessage());
  }
}

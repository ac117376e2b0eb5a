package org.p4inv.samplers.boltzmann;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.p4inv.core.parallel.Workers;
import org.p4inv.flows.Flow;
import org.p4inv.flows.base.StandardNormal;
import org.p4inv.flows.config.Config;
import org.p4inv.flows.linear.P4InvLinear;
import org.p4inv.samplers.energy.Energies;
import org.p4inv.samplers.energy.Energy;

class BoltzmannGeneratorTest {
  private static final BoltzmannSettings SHORT = BoltzmannSettings.DEFAULT.withSteps(60);
  private static final int SAMPLES = 5000;

  @Test
  void perfectFlowHasPerfectScores() {
    Energy energy = Energies.create("gaussian", Map.of("dimension", 3.0));
    Flow identity =
        Flow.initial(new StandardNormal(3), new P4InvLinear(3, P4InvLinear.Start.IDENTITY), 1);
    Evaluation e =
        Evaluation.of(new BoltzmannGenerator(energy, identity), SAMPLES, 1, Workers.serial());
    // u and ln q come from the same floats; the weights are equal but for rounding.
    assertEquals(1, e.reverseEss(), 1e-9);
    assertEquals(1, e.forwardEss().orElseThrow(), 1e-9);
    assertEquals(e.logZ().exact().orElseThrow(), e.logZ().value(), 1e-5);
  }

  @Test
  void wrongFlowHasTheScoresOfTheFormula() {
    // For q = N(0, 1) and the target N(0, s^2), E_q[w]^2 / E_q[w^2] = s sqrt(2 - s^2).
    double s2 = 0.5 * 0.5;
    Energy energy =
        Energies.create("gaussian", Map.of("dimension", 1.0, "standard-deviation", 0.5));
    Flow identity =
        Flow.initial(new StandardNormal(1), new P4InvLinear(1, P4InvLinear.Start.IDENTITY), 1);
    Evaluation e =
        Evaluation.of(new BoltzmannGenerator(energy, identity), 100_000, 1, Workers.serial());
    double expected = Math.sqrt(2 * s2 - s2 * s2);
    assertEquals(expected, e.reverseEss(), 0.02);
    assertEquals(expected, e.forwardEss().orElseThrow(), 0.02);
    double deviation = e.logZ().deviation().orElseThrow();
    assertTrue(Math.abs(deviation) < 4, "log Z is " + deviation + " standard errors off");
  }

  @Test
  void theFlowKnowsHowItWasTrained() {
    Config provenance =
        BoltzmannGenerator.train(Energies.create("double-well"), SHORT).flow().provenance();
    assertEquals("reverse-kl", provenance.text("method"));
    assertEquals("double-well", provenance.object("energy").text("name"));
    assertEquals("-6.0", provenance.object("energy").object("constants").text("b"));
    assertEquals((double) SHORT.seed(), provenance.object("settings").number("seed"));
    assertEquals(SHORT.steps(), provenance.object("history").number("steps"));
    assertTrue(Double.isFinite(provenance.object("history").number("last_loss")));
  }

  @Test
  void trainingDoesNotDependOnThreadsOrListeners() {
    Energy energy = Energies.create("double-well");
    Flow alone = BoltzmannGenerator.train(energy, SHORT).flow();
    List<Double> losses = new ArrayList<>();
    for (int threads : new int[] {2, 4}) {
      try (Workers workers = Workers.ofThreads(threads)) {
        Flow flow =
            BoltzmannGenerator.train(
                    energy,
                    SHORT,
                    workers,
                    progress -> {
                      losses.add(progress.loss());
                      if (progress.step() % 20 == 0) {
                        Evaluation.of(progress.generator().get(), 500, 3, workers);
                      }
                    })
                .flow();
        assertArrayEquals(alone.parameters(), flow.parameters(), threads + " threads");
        assertArrayEquals(alone.frozen(), flow.frozen(), threads + " threads");
      }
    }
    assertEquals(2 * 60, losses.size());
    assertTrue(losses.get(59) < losses.get(0), "the loss falls");
  }

  @Test
  void evaluationIsAFunctionOfItsSeed() {
    BoltzmannGenerator generator = BoltzmannGenerator.train(Energies.create("double-well"), SHORT);
    Evaluation first = Evaluation.of(generator, SAMPLES, 5, Workers.serial());
    try (Workers workers = Workers.ofThreads(3)) {
      Evaluation second = Evaluation.of(generator, SAMPLES, 5, workers);
      assertEquals(first.reverseEss(), second.reverseEss());
      assertEquals(first.forwardEss(), second.forwardEss());
      assertEquals(first.logZ(), second.logZ());
      assertEquals(first.freeEnergy(), second.freeEnergy());
    }
    double shares = first.states().stream().mapToDouble(Evaluation.StateShare::share).sum();
    assertEquals(1, shares, 1e-12);
  }

  @Test
  void annealingRisesToOne() {
    Schedule annealing = BoltzmannSettings.DEFAULT.withSteps(10).annealing();
    assertEquals(0.1, annealing.at(0), 1e-15);
    assertEquals(0.2, annealing.at(1), 1e-15);
    assertEquals(1, annealing.at(9), 1e-15);
    assertEquals(1, annealing.at(1000), 1e-15);
  }

  @Test
  void badArgumentsAreNamed() {
    Energy energy = Energies.create("double-well");
    Flow wrong =
        Flow.initial(new StandardNormal(3), new P4InvLinear(3, P4InvLinear.Start.IDENTITY), 1);
    String message =
        assertThrows(IllegalArgumentException.class, () -> new BoltzmannGenerator(energy, wrong))
            .getMessage();
    assertTrue(message.contains("`flow` must have the dimension of the energy, 2, got 3"), message);
    assertThrows(IllegalArgumentException.class, () -> BoltzmannSettings.DEFAULT.withSteps(0));
  }
}

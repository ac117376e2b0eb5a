package org.p4inv.samplers.boltzmann;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import org.junit.jupiter.api.Test;
import org.p4inv.core.optimize.LearningRate;
import org.p4inv.core.parallel.Workers;
import org.p4inv.flows.Flow;
import org.p4inv.flows.base.ConditionalGaussian;
import org.p4inv.flows.bijection.Chain;
import org.p4inv.flows.conditioner.Activation;
import org.p4inv.flows.conditioner.Mlp;
import org.p4inv.flows.coupling.Couplings;
import org.p4inv.flows.coupling.Mask;
import org.p4inv.flows.linear.P4InvLinear;
import org.p4inv.flows.train.Objective;
import org.p4inv.flows.train.TrainingSettings;
import org.p4inv.flows.transformer.Affine;
import org.p4inv.flows.transformer.TanhScale;
import org.p4inv.samplers.energy.Energy;
import org.p4inv.samplers.energy.PointwiseEnergy;

class TemperedGeneratorTest {
  /** x_0^4 / 4 + x_1^2 / 2 + x_0 x_1 / 2: at T, the integral over x_1 is a Gaussian one. */
  private static final Energy QUARTIC =
      new PointwiseEnergy(
          "quartic",
          2,
          (x, gradient) -> {
            gradient[0] = x[0] * x[0] * x[0] + x[1] / 2;
            gradient[1] = x[1] + x[0] / 2;
            return x[0] * x[0] * x[0] * x[0] / 4 + x[1] * x[1] / 2 + x[0] * x[1] / 2;
          });

  private static double logZ(double temperature) {
    double sum = 0;
    double h = 1e-3;
    for (double x = -8; x < 8; x += h) {
      sum += h * Math.exp(-(x * x * x * x / 4 - x * x / 8) / temperature);
    }
    return Math.log(sum * Math.sqrt(2 * Math.PI * temperature));
  }

  private static Flow start() {
    Affine affine = new Affine(new TanhScale());
    return Flow.initial(
        new ConditionalGaussian(new Mlp(new int[] {1, 8, 4}, Activation.TANH)),
        Chain.of(
            Couplings.of(Mask.first(2, 1), affine, 1, Activation.TANH, 8),
            new P4InvLinear(2, 1, P4InvLinear.Start.REVERSAL),
            Couplings.of(Mask.first(2, 1), affine, 1, Activation.TANH, 8)),
        4);
  }

  @Test
  void oneTrainingKnowsLogZAtAllTemperatures() {
    TrainingSettings settings =
        TrainingSettings.of(LearningRate.cosine(1e-2, 0.01, 800), 2)
            .withBatch(256)
            .withMaxGradientNorm(10);
    TrainingEnergy energy = TrainingEnergy.of(QUARTIC);
    Temperatures range = Temperatures.range(0.25, 4);
    for (Objective objective :
        new Objective[] {new ReverseKl(energy, range), new PathGradient(energy, range)}) {
      Flow flow =
          BoltzmannGenerator.train(
                  start(), energy, objective, 800, settings, Workers.serial(), p -> {})
              .flow();
      TemperedGenerator generator = new TemperedGenerator(QUARTIC, flow);
      for (double temperature : new double[] {0.25, 1, 4}) {
        Evaluation e = Evaluation.of(generator.at(temperature), 20_000, 1, Workers.serial());
        String what = objective.getClass().getSimpleName() + " at " + temperature;
        assertTrue(e.reverseEss() > 0.8, what + ": " + e.reverseEss());
        double error = Math.abs(e.logZ().value() - logZ(temperature));
        assertTrue(error < 4 * e.logZ().error(), what + ": off by " + error);
      }
      // It is the context that matters: the flow at another temperature fits badly.
      BoltzmannGenerator wrong =
          new BoltzmannGenerator(QUARTIC, flow, new float[] {(float) Math.log(4)});
      assertTrue(Evaluation.of(wrong, 20_000, 1, Workers.serial()).reverseEss() < 0.7);
    }
  }

  @Test
  void badArgumentsAreNamed() {
    assertThrows(
        IllegalArgumentException.class, () -> new TemperedGenerator(QUARTIC, Probe.flow()));
    TemperedGenerator generator = new TemperedGenerator(QUARTIC, start());
    assertThrows(IllegalArgumentException.class, () -> generator.at(0));
    assertEquals(2, generator.at(2).energy().dimension());
    TrainingEnergy energy = TrainingEnergy.of(QUARTIC);
    Probe probe = new Probe(Probe.flow(), new ReverseKl(energy, Temperatures.range(1, 2)), 64);
    assertThrows(IllegalArgumentException.class, probe::step);
  }
}

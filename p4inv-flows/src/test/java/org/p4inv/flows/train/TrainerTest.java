package org.p4inv.flows.train;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.Arrays;
import org.junit.jupiter.api.Test;
import org.p4inv.core.kernel.Tile;
import org.p4inv.core.optimize.LearningRate;
import org.p4inv.core.p4.Merge;
import org.p4inv.core.p4.Perturbation;
import org.p4inv.core.parallel.Workers;
import org.p4inv.core.testing.Allocation;
import org.p4inv.flows.Flow;
import org.p4inv.flows.base.StandardNormal;
import org.p4inv.flows.bijection.Chain;
import org.p4inv.flows.conditioner.Activation;
import org.p4inv.flows.coupling.Couplings;
import org.p4inv.flows.linear.P4InvLinear;
import org.p4inv.flows.normalization.ActNorm;

class TrainerTest {
  private static final int D = 3;

  private static Flow start() {
    return Flow.initial(
        new StandardNormal(D),
        Chain.of(
            new P4InvLinear(D, P4InvLinear.Start.REVERSAL),
            Couplings.affine(D, 1, Activation.TANH, 8),
            new P4InvLinear(D, 2, P4InvLinear.Start.IDENTITY),
            new ActNorm(D)),
        3);
  }

  private static TrainingSettings settings() {
    return TrainingSettings.of(LearningRate.constant(1e-2), 4).withBatch(300);
  }

  /**
   * Reverse KL to the normal density with mean (1, 2, 3) and deviation 1/2: u = 2 |x - m|^2, up to
   * a constant.
   */
  private static double reverseKl(TilePass pass) {
    pass.sampleBase();
    pass.forward();
    double[] loss = pass.values();
    for (int lane = 0; lane < Tile.LANES; lane++) {
      loss[lane] = -pass.logDet()[lane];
    }
    for (int i = 0; i < D * Tile.LANES; i++) {
      float distance = pass.x()[i] - (1 + i / Tile.LANES);
      loss[i % Tile.LANES] += 2 * distance * distance;
      pass.xBar()[i] = 4 * distance / pass.batch();
    }
    pass.addBaseLogDensity(loss);
    Arrays.fill(pass.logDetBar(), -1.0 / pass.batch());
    double sum = pass.finish(loss);
    pass.forwardPullback();
    return sum;
  }

  /** Maximum likelihood of points with mean (1, 2, 3) and deviation 1/2: through the inverse. */
  private static double maximumLikelihood(TilePass pass) {
    pass.random().gaussian(pass.x(), 0, pass.x().length);
    for (int i = 0; i < pass.x().length; i++) {
      pass.x()[i] = 1 + i / Tile.LANES + 0.5f * pass.x()[i];
    }
    pass.inverse();
    double[] loss = pass.values();
    Arrays.fill(loss, 0.0);
    pass.addBaseLogDensity(loss);
    for (int lane = 0; lane < Tile.LANES; lane++) {
      loss[lane] = -loss[lane] - pass.logDet()[lane];
    }
    Arrays.fill(pass.logDetBar(), -1.0 / pass.batch());
    Arrays.fill(pass.baseBar(), -1.0 / pass.batch());
    double sum = pass.finish(loss);
    pass.inversePullback();
    return sum;
  }

  /** -ln Z of exp(-2 |x - m|^2), the least value of the reverse-KL loss. */
  private static double leastReverseKl() {
    return -D * 0.5 * Math.log(Math.PI / 2);
  }

  /** The entropy of the normal density with deviation 1/2, the least negative log-likelihood. */
  private static double entropy() {
    return D * (0.5 * Math.log(2 * Math.PI * Math.E) + Math.log(0.5));
  }

  private static Trainer trained(Objective objective, int steps, Workers workers) {
    Trainer trainer = new Trainer(start(), objective, settings(), workers);
    for (int i = 0; i < steps; i++) {
      trainer.step();
    }
    return trainer;
  }

  @Test
  void bothDirectionsLearnTheDensity() {
    Trainer energy = trained(TrainerTest::reverseKl, 500, Workers.serial());
    double mean = 0;
    for (int i = 0; i < 100; i++) {
      mean += energy.step() / 100;
    }
    // Twelve seeds end 0.004 to 0.010 above the least value; single batches scatter up to 0.06.
    assertEquals(leastReverseKl(), mean, 0.02);
    Trainer likelihood = trained(TrainerTest::maximumLikelihood, 600, Workers.serial());
    // The mean of 300 negative log-likelihoods scatters by sqrt(D / 2 / 300) = 0.07.
    assertEquals(entropy(), likelihood.loss(), 0.3);
    assertEquals(2 * 60, energy.merges().of(Merge.MERGED) + energy.merges().refused());
    assertTrue(energy.merges().of(Merge.MERGED) > 100);
    for (Perturbation p : energy.perturbations()) {
      assertTrue(p.residual() < 1e-12, "drift " + p.residual());
    }
  }

  @Test
  void bitsDoNotDependOnTheThreads() {
    float[] alone = trained(TrainerTest::reverseKl, 55, Workers.serial()).flow().parameters();
    for (int threads : new int[] {2, 3, 4}) {
      try (Workers workers = Workers.ofThreads(threads)) {
        float[] other = trained(TrainerTest::reverseKl, 55, workers).flow().parameters();
        assertArrayEquals(alone, other, threads + " threads");
      }
    }
    assertFalse(Arrays.equals(start().parameters(), alone), "training changes parameters");
  }

  @Test
  void lookingAtTheFlowDoesNotChangeTheTraining() {
    float[] undisturbed = trained(TrainerTest::reverseKl, 40, Workers.serial()).flow().parameters();
    Trainer trainer = new Trainer(start(), TrainerTest::reverseKl, settings(), Workers.serial());
    for (int i = 0; i < 40; i++) {
      trainer.step();
      trainer.flow().logDensity(trainer.flow().sample(100, i));
    }
    assertArrayEquals(undisturbed, trainer.flow().parameters());
  }

  /**
   * After a merge U is 0, so the gradient of the fresh V is exactly 0: V stays where it was drawn
   * in the next step, unless the optimizer still has moments of the old V.
   */
  @Test
  void freshDirectionsHaveNoMoments() {
    Trainer trainer = trained(TrainerTest::reverseKl, 10, Workers.serial());
    assertEquals(2, trainer.merges().of(Merge.MERGED));
    float[] merged = trainer.flow().parameters();
    trainer.step();
    float[] next = trainer.flow().parameters();
    for (Perturbation p : trainer.perturbations()) {
      for (int i = p.freshFrom(); i < p.freshTo(); i++) {
        assertEquals(merged[i], next[i], 0f, "V at " + i);
        assertTrue(merged[i] != 0, "V is drawn");
      }
      int uFrom = p.freshFrom() - (p.freshTo() - p.freshFrom());
      assertTrue(next[uFrom] != 0, "U moves");
    }
  }

  @Test
  void stepsAllocateNothing() {
    Trainer alone = trained(TrainerTest::reverseKl, 1, Workers.serial());
    Allocation.none("step", alone::step);
    try (Workers workers = Workers.ofThreads(2)) {
      Trainer together = trained(TrainerTest::reverseKl, 1, workers);
      Allocation.none("step on 2", together::step);
    }
  }

  @Test
  void paddingOfTheLastTileDoesNotCount() {
    // A batch of 65: one point in the second tile. Its loss is a mean over 65 points.
    Trainer trainer =
        new Trainer(
            start(),
            pass -> {
              pass.sampleBase();
              pass.forward();
              double[] loss = pass.values();
              Arrays.fill(loss, 1.0);
              Arrays.fill(pass.xBar(), 1f);
              Arrays.fill(pass.logDetBar(), 1.0);
              double sum = pass.finish(loss);
              for (int lane = 0; lane < Tile.LANES; lane++) {
                assertEquals(lane < pass.lanes() ? 1f : 0f, pass.xBar()[lane], "lane " + lane);
              }
              pass.forwardPullback();
              return sum;
            },
            settings().withBatch(65),
            Workers.serial());
    assertEquals(1, trainer.step(), 1e-12);
  }

  @Test
  void nonFiniteStepsChangeNothingAndAreCounted() {
    Trainer trainer =
        new Trainer(
            start(),
            pass -> pass.step() % 2 == 1 ? Double.NaN : reverseKl(pass),
            settings(),
            Workers.serial());
    trainer.step();
    float[] good = trainer.flow().parameters();
    trainer.step();
    assertArrayEquals(good, trainer.flow().parameters());
    assertEquals(1, trainer.skipped());
    trainer.step();
    assertFalse(Arrays.equals(good, trainer.flow().parameters()), "training goes on");
  }

  @Test
  void lastingFailureStopsAtTheLastGoodState() {
    Trainer trainer =
        new Trainer(
            start(),
            pass -> pass.step() >= 25 ? Double.NaN : reverseKl(pass),
            settings(),
            Workers.serial());
    Flow lastGood = null;
    for (int i = 0; i < 25; i++) {
      lastGood = trainer.flow();
      trainer.step();
    }
    TrainingDivergedException e =
        assertThrows(
            TrainingDivergedException.class,
            () -> {
              for (int i = 0; i < 200; i++) {
                trainer.step();
              }
            });
    assertTrue(e.getMessage().contains("100 steps"), e.getMessage());
    assertArrayEquals(lastGood.parameters(), trainer.flow().parameters());
    assertArrayEquals(lastGood.frozen(), trainer.flow().frozen());
  }
}

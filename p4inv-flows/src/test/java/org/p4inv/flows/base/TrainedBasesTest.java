package org.p4inv.flows.base;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.p4inv.core.kernel.Tile.LANES;

import java.util.Arrays;
import org.junit.jupiter.api.Test;
import org.p4inv.core.optimize.LearningRate;
import org.p4inv.core.parallel.Workers;
import org.p4inv.flows.Flow;
import org.p4inv.flows.conditioner.Activation;
import org.p4inv.flows.conditioner.Mlp;
import org.p4inv.flows.linear.Permutation;
import org.p4inv.flows.train.Objective;
import org.p4inv.flows.train.TilePass;
import org.p4inv.flows.train.Trainer;
import org.p4inv.flows.train.TrainingSettings;

/**
 * Bases learn where they belong, by energy and by likelihood: through a flow that only exchanges
 * the two coordinates, so that all there is to learn is the base.
 */
class TrainedBasesTest {
  private static final double[] MEAN = {-2, 1};

  /** L of the target in base space, by rows: L00, L10, L11. */
  private static final double[] DIAGONAL = {0.5, 0, 2};

  private static final double[] CORRELATED = {0.5, -1.2, 2};

  private static float[] train(BaseDensity base, Objective objective, int steps) {
    Flow start = Flow.initial(base, Permutation.reversal(2), 5);
    TrainingSettings settings =
        TrainingSettings.of(LearningRate.constant(0.02), 6).withBatch(4 * LANES);
    Trainer trainer = new Trainer(start, objective, settings, Workers.serial());
    for (int i = 0; i < steps; i++) {
      trainer.step();
    }
    assertEquals(0, trainer.skipped());
    return trainer.flow().parameters();
  }

  /** Reverse KL to the normal density of MEAN and L: u = |r|^2 / 2, r = L^-1 (z - MEAN). */
  private static Objective energy(double[] l) {
    return pass -> {
      pass.sampleBase();
      pass.forward();
      double[] loss = pass.values();
      float[] x = pass.x();
      float[] xBar = pass.xBar();
      for (int lane = 0; lane < LANES; lane++) {
        double r0 = (x[LANES + lane] - MEAN[0]) / l[0];
        double r1 = (x[lane] - MEAN[1] - l[1] * r0) / l[2];
        loss[lane] = 0.5 * (r0 * r0 + r1 * r1) - pass.logDet()[lane];
        xBar[lane] = (float) (r1 / l[2] / pass.batch());
        xBar[LANES + lane] = (float) ((r0 - r1 * l[1] / l[2]) / l[0] / pass.batch());
      }
      pass.addBaseLogDensity(loss);
      Arrays.fill(pass.logDetBar(), -1.0 / pass.batch());
      Arrays.fill(pass.baseBar(), 1.0 / pass.batch());
      double sum = pass.finish(loss);
      pass.forwardPullback();
      return sum;
    };
  }

  private static Objective likelihood(double[] l) {
    return pass -> {
      float[] x = pass.x();
      pass.random().gaussian(x, 0, x.length);
      for (int lane = 0; lane < LANES; lane++) {
        double n0 = x[lane];
        double n1 = x[LANES + lane];
        x[lane] = (float) (MEAN[1] + l[1] * n0 + l[2] * n1);
        x[LANES + lane] = (float) (MEAN[0] + l[0] * n0);
      }
      return negativeLogLikelihood(pass);
    };
  }

  /** Points of (-2, 0) and of (2, 1), deviation 1/2, of which the second has 7 in 10. */
  private static double likelihoodOfTwo(TilePass pass) {
    float[] x = pass.x();
    pass.random().gaussian(x, 0, x.length);
    for (int lane = 0; lane < LANES; lane++) {
      boolean second = pass.random().nextDouble() < 0.7;
      x[LANES + lane] = 0.5f * x[LANES + lane] + (second ? 2 : -2);
      x[lane] = 0.5f * x[lane] + (second ? 1 : 0);
    }
    return negativeLogLikelihood(pass);
  }

  private static double negativeLogLikelihood(TilePass pass) {
    pass.inverse();
    double[] loss = pass.values();
    Arrays.fill(loss, 0.0);
    pass.addBaseLogDensity(loss);
    for (int lane = 0; lane < LANES; lane++) {
      loss[lane] = -loss[lane] - pass.logDet()[lane];
    }
    Arrays.fill(pass.logDetBar(), -1.0 / pass.batch());
    Arrays.fill(pass.baseBar(), -1.0 / pass.batch());
    double sum = pass.finish(loss);
    pass.inversePullback();
    return sum;
  }

  /** Adam of rate 0.02 wanders about the optimum by a few steps. */
  private static void assertNear(float[] actual, double... expected) {
    assertEquals(expected.length, actual.length);
    for (int i = 0; i < expected.length; i++) {
      assertEquals(
          expected[i], actual[i], 0.15, "parameter " + i + " of " + Arrays.toString(actual));
    }
  }

  @Test
  void gaussian() {
    double[] expected = {MEAN[0], MEAN[1], Math.log(0.5), Math.log(2)};
    assertNear(train(Gaussian.trainable(2), energy(DIAGONAL), 400), expected);
    assertNear(train(Gaussian.trainable(2), likelihood(DIAGONAL), 400), expected);
  }

  @Test
  void fullGaussian() {
    double[] expected = {MEAN[0], MEAN[1], Math.log(0.5), -1.2, Math.log(2)};
    assertNear(train(FullGaussian.trainable(2), energy(CORRELATED), 400), expected);
    assertNear(train(FullGaussian.trainable(2), likelihood(CORRELATED), 400), expected);
  }

  @Test
  void mixtureByLikelihoodLearnsItsWeights() {
    float[] p = train(new GaussianMixture(2, 2), TrainedBasesTest::likelihoodOfTwo, 500);
    int left = p[0] < p[2] ? 0 : 1;
    int right = 1 - left;
    double half = Math.log(0.5);
    float[] ordered = {
      p[2 * left],
      p[2 * left + 1],
      p[2 * right],
      p[2 * right + 1],
      p[4 + 2 * left],
      p[4 + 2 * left + 1],
      p[4 + 2 * right],
      p[4 + 2 * right + 1],
      p[8 + right] - p[8 + left]
    };
    assertNear(ordered, -2, 0, 2, 1, half, half, half, half, Math.log(0.7 / 0.3));
  }

  /** One component by energy is the Gaussian; its weight is 1 whatever the logit. */
  @Test
  void mixtureOfOneByEnergy() {
    float[] p = train(new GaussianMixture(2, 1), energy(DIAGONAL), 400);
    assertNear(Arrays.copyOf(p, 4), MEAN[0], MEAN[1], Math.log(0.5), Math.log(2));
  }

  /** z = (2 c, 1 - c) + e^(c / 2) n for a context c: an affine conditioner, W and then b. */
  @Test
  void conditionalGaussian() {
    ConditionalGaussian base = new ConditionalGaussian(new Mlp(new int[] {1, 4}, Activation.TANH));
    Objective byLikelihood =
        pass -> {
          float[] c = pass.context();
          float[] x = pass.x();
          pass.random().gaussian(c, 0, c.length);
          pass.random().gaussian(x, 0, x.length);
          for (int lane = 0; lane < LANES; lane++) {
            double deviation = Math.exp(c[lane] / 2);
            x[LANES + lane] = (float) (2 * c[lane] + deviation * x[LANES + lane]);
            x[lane] = (float) (1 - c[lane] + deviation * x[lane]);
          }
          return negativeLogLikelihood(pass);
        };
    assertNear(train(base, byLikelihood, 400), 2, -1, 0.5, 0.5, 0, 1, 0, 0);
  }
}

package org.p4inv.bench.baseline;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.p4inv.core.kernel.Tile.LANES;

import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.DoubleSupplier;
import org.junit.jupiter.api.Test;
import org.p4inv.core.optimize.LearningRate;
import org.p4inv.core.parallel.Workers;
import org.p4inv.core.random.Domain;
import org.p4inv.core.random.RandomStream;
import org.p4inv.flows.Flow;
import org.p4inv.flows.base.StandardNormal;
import org.p4inv.flows.linear.P4InvLinear;
import org.p4inv.flows.train.Objective;
import org.p4inv.flows.train.TilePass;
import org.p4inv.flows.train.Trainer;
import org.p4inv.flows.train.TrainingSettings;

/** The plain layer and the engine train alike, through several merges. */
class NaiveP4InvTest {
  private static final int D = 7;
  private static final int BATCH = 128;
  private static final int STEPS = 45;

  /** 45 steps of Adam in float, each 6e-8 of numbers near 1 and amplified by small gradients. */
  private static final double FLOAT = 1e-4;

  /** Gives the engine's v, element after element, instead of random numbers. */
  private static DoubleSupplier replay(Trainer trainer) {
    int vAt = D;
    AtomicInteger next = new AtomicInteger();
    return () -> trainer.flow().parameters()[vAt + next.getAndIncrement() % D];
  }

  @Test
  void stepsAreThoseOfTheEngine() {
    float[] tiles = new float[D * BATCH];
    new RandomStream(1, Domain.APPLICATION).gaussian(tiles, 0, tiles.length);
    Flow start =
        Flow.initial(new StandardNormal(D), new P4InvLinear(D, P4InvLinear.Start.IDENTITY), 1);
    TrainingSettings settings =
        TrainingSettings.of(LearningRate.constant(1e-3), 1).withBatch(BATCH);
    Trainer trainer = new Trainer(start, fixedBatch(tiles), settings, Workers.serial());
    NaiveP4Inv naive = new NaiveP4Inv(rows(tiles), replay(trainer));
    double first = 0;
    double last = 0;
    for (int step = 0; step < STEPS; step++) {
      last = trainer.step();
      first = step == 0 ? last : first;
      double loss = naive.step();
      assertEquals(last, loss, FLOAT * (1 + Math.abs(loss)), "loss of step " + step);
    }
    assertEquals(0, trainer.merges().refused());
    assertTrue(last < first, "loss rose from " + first + " to " + last);
  }

  private static double[][] rows(float[] tiles) {
    double[][] rows = new double[BATCH][D];
    for (int point = 0; point < BATCH; point++) {
      for (int j = 0; j < D; j++) {
        int tile = point / LANES;
        rows[point][j] = tiles[(tile * D + j) * LANES + point % LANES];
      }
    }
    return rows;
  }

  /** Mean of |y|^2 / 2 - log|det W| over a fixed batch. */
  private static Objective fixedBatch(float[] tiles) {
    return pass -> {
      System.arraycopy(tiles, pass.tile() * D * LANES, pass.z(), 0, D * LANES);
      pass.forward();
      double[] loss = pass.values();
      for (int lane = 0; lane < LANES; lane++) {
        loss[lane] = halfSquare(pass, lane) - pass.logDet()[lane];
        pass.logDetBar()[lane] = -1.0 / BATCH;
      }
      double share = pass.finish(loss);
      pass.forwardPullback();
      return share;
    };
  }

  /** |y|^2 / 2 of one point; leaves its cotangent y / batch. */
  private static double halfSquare(TilePass pass, int lane) {
    double sum = 0;
    for (int i = lane; i < D * LANES; i += LANES) {
      float y = pass.x()[i];
      sum += 0.5 * y * y;
      pass.xBar()[i] = y / BATCH;
    }
    return sum;
  }
}

package org.p4inv.samplers.boltzmann;

import java.util.Arrays;
import org.p4inv.core.optimize.LearningRate;
import org.p4inv.core.parallel.Workers;
import org.p4inv.core.random.Domain;
import org.p4inv.core.random.RandomStream;
import org.p4inv.flows.Flow;
import org.p4inv.flows.FlowTile;
import org.p4inv.flows.base.Gaussian;
import org.p4inv.flows.bijection.Chain;
import org.p4inv.flows.conditioner.Activation;
import org.p4inv.flows.coupling.Couplings;
import org.p4inv.flows.normalization.ActNorm;
import org.p4inv.flows.train.Objective;
import org.p4inv.flows.train.TilePass;
import org.p4inv.flows.train.Trainer;
import org.p4inv.flows.train.TrainingSettings;

/** Loss and gradient of an objective at a flow that stays as it is, step by step. */
final class Probe {
  static final long SEED = 5;

  final double[] gradient;
  private final Trainer trainer;

  Probe(Flow flow, Objective objective, int batch) {
    gradient = new double[flow.parameters().length];
    Objective watched =
        new Objective() {
          @Override
          public int begin(long step, int size) {
            return objective.begin(step, size);
          }

          @Override
          public double tile(TilePass pass) {
            float[] slot = pass.gradient();
            float[] before = slot.clone();
            double loss = objective.tile(pass);
            for (int i = 0; i < gradient.length; i++) {
              gradient[i] += slot[i] - before[i];
            }
            return loss;
          }
        };
    TrainingSettings still =
        TrainingSettings.of(LearningRate.constant(1e-30), SEED).withBatch(batch);
    trainer = new Trainer(flow, watched, still, Workers.serial());
  }

  /** The loss of the next step; {@link #gradient} is that of this step afterwards. */
  double step() {
    Arrays.fill(gradient, 0);
    return trainer.step();
  }

  /** The number of steps that changed nothing. */
  long skipped() {
    return trainer.skipped();
  }

  double norm() {
    double sum = 0;
    for (double g : gradient) {
      sum += g * g;
    }
    return Math.sqrt(sum);
  }

  /** A flow in the plane, away from its start, whose base has parameters too. */
  static Flow flow() {
    Flow flow =
        Flow.initial(
            Gaussian.trainable(2),
            Chain.of(new ActNorm(2), Couplings.affine(2, 1, Activation.TANH, 6), new ActNorm(2)),
            3);
    float[] noise = new float[flow.parameters().length];
    new RandomStream(7, Domain.APPLICATION).gaussian(noise, 0, noise.length);
    return moved(flow, noise, 0.2);
  }

  /** The flow with its parameters moved. */
  static Flow moved(Flow flow, float[] direction, double by) {
    float[] parameters = flow.parameters();
    for (int i = 0; i < parameters.length; i++) {
      parameters[i] += (float) (by * direction[i]);
    }
    return Flow.of(flow.base(), flow.bijection(), parameters, flow.frozen());
  }

  /** The 64 points that a flow draws in tile 0 of a training step, with ln q there. */
  static FlowTile drawn(Flow flow, long step) {
    FlowTile tile = flow.tile();
    RandomStream random = new RandomStream(SEED, Domain.TRAINING);
    random.restart(SEED, Domain.TRAINING, step, 0);
    tile.sampleBase(random);
    tile.forward();
    return tile;
  }
}

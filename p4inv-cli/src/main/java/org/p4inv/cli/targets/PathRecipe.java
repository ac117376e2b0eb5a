package org.p4inv.cli.targets;

import java.util.function.LongConsumer;
import org.p4inv.core.optimize.LearningRate;
import org.p4inv.core.parallel.Workers;
import org.p4inv.flows.Flow;
import org.p4inv.flows.autoregressive.AutoregressiveLayer;
import org.p4inv.flows.base.StandardNormal;
import org.p4inv.flows.bijection.Bijection;
import org.p4inv.flows.conditioner.Activation;
import org.p4inv.flows.train.TrainingSettings;
import org.p4inv.flows.transformer.Affine;
import org.p4inv.flows.transformer.ClampedScale;
import org.p4inv.samplers.boltzmann.BoltzmannGenerator;
import org.p4inv.samplers.boltzmann.PathGradient;
import org.p4inv.samplers.boltzmann.Schedule;
import org.p4inv.samplers.boltzmann.Temperatures;
import org.p4inv.samplers.boltzmann.TrainingEnergy;
import org.p4inv.samplers.energy.Energy;

/**
 * For one mode with scales that vary: the reverse divergence by its path gradient alone, on an
 * autoregressive layer of scales and shifts in the order of the coordinates.
 *
 * <p>The scales may be anything from e^-20 to e^20 and do not saturate. The path gradient comes to
 * rest where the flow fits, so that the rate of learning need not average noise away.
 */
record PathRecipe() implements Recipe {
  private static final int HIDDEN = 64;
  private static final double MOST_LOG_SCALE = 20;
  private static final double RATE = 5e-3;
  private static final int BATCH = 256;

  @Override
  public Outcome train(
      Energy energy, int steps, long seed, Workers workers, LongConsumer listener) {
    TrainingEnergy counted = TrainingEnergy.of(energy);
    PathGradient objective = new PathGradient(counted, Temperatures.of(Schedule.constant(1)));
    TrainingSettings settings =
        TrainingSettings.of(LearningRate.cosine(RATE, 0.01, steps), seed)
            .withBatch(BATCH)
            .withMaxGradientNorm(1);
    BoltzmannGenerator generator =
        BoltzmannGenerator.train(
            untrained(energy.dimension(), seed),
            counted,
            objective,
            steps,
            settings,
            workers,
            progress -> listener.accept(progress.step()));
    return new Outcome(generator, 0, counted.counts().points());
  }

  private static Flow untrained(int d, long seed) {
    Bijection layer =
        AutoregressiveLayer.inverseAutoregressive(
            d, new Affine(new ClampedScale(MOST_LOG_SCALE)), 0, Activation.SILU, HIDDEN);
    return Flow.initial(new StandardNormal(d), layer, seed);
  }
}

package org.p4inv.cli.targets;

import java.util.function.LongConsumer;
import org.p4inv.core.optimize.LearningRate;
import org.p4inv.core.parallel.Workers;
import org.p4inv.flows.train.TrainingSettings;
import org.p4inv.samplers.boltzmann.ImportanceTraining;
import org.p4inv.samplers.boltzmann.SampleSet;
import org.p4inv.samplers.chain.ChainSettings;
import org.p4inv.samplers.chain.StartPoints;
import org.p4inv.samplers.chain.kernel.Hmc;
import org.p4inv.samplers.chain.temper.ExchangeSamples;
import org.p4inv.samplers.chain.temper.Ladder;
import org.p4inv.samplers.chain.temper.ReplicaExchange;
import org.p4inv.samplers.energy.Energy;

/**
 * For many modes: a short run of replica exchange finds them, the flow learns its points by
 * likelihood, and then {@value #REDRAWS} times its own points with their weights ({@link
 * ImportanceTraining}).
 *
 * @param architecture the flow
 * @param spread deviation of the normal points that chains start from
 * @param hottest inverse temperature of the ladder's other end
 * @param rate of learning
 */
record ChainRecipe(TargetFlows architecture, double spread, double hottest, double rate)
    implements Recipe {
  private static final int LEVELS = 8;
  private static final int LEAPFROG_STEPS = 4;
  private static final double STEP_SIZE = 0.2;
  private static final ChainSettings CHAINS =
      ChainSettings.DEFAULT.withWarmup(400).withDraws(100).withThinning(4).withStepSize(STEP_SIZE);

  private static final int REDRAWS = 3;
  private static final int DRAWN = 100_000;
  private static final int BATCH = 512;

  @Override
  public Outcome train(
      Energy energy, int steps, long seed, Workers workers, LongConsumer listener) {
    ExchangeSamples chains = chains(energy, seed, workers);
    float[] points = chains.target().points();
    int d = energy.dimension();
    TrainingSettings settings =
        TrainingSettings.of(LearningRate.cosine(rate, 0.01, steps), seed)
            .withBatch(BATCH)
            .withMaxGradientNorm(10);
    ImportanceTraining training =
        new ImportanceTraining(
            architecture.untrained(points, d, seed),
            energy,
            SampleSet.of(points, d),
            settings,
            workers);
    int stages = REDRAWS + 1;
    for (int stage = 0; stage < stages; stage++) {
      if (stage > 0) {
        training.redraw(DRAWN);
      }
      long end = (stage + 1L) * steps / stages;
      while (training.trainer().steps() < end) {
        training.step();
        listener.accept(training.trainer().steps());
      }
    }
    return new Outcome(
        training.generator(), chains.warmupCalls() + chains.energyCalls(), training.energyCalls());
  }

  private ExchangeSamples chains(Energy energy, long seed, Workers workers) {
    return new ReplicaExchange(
            energy,
            Hmc.jittered(LEAPFROG_STEPS),
            Ladder.geometric(LEVELS, hottest),
            StartPoints.normal(spread),
            CHAINS.withSeed(seed))
        .adaptive()
        .run(workers);
  }
}

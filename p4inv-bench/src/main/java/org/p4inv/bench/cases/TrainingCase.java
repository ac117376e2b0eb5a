package org.p4inv.bench.cases;

import java.util.LinkedHashMap;
import java.util.Map;
import org.p4inv.core.kernel.Kernels;
import org.p4inv.core.optimize.LearningRate;
import org.p4inv.core.parallel.Workers;
import org.p4inv.flows.Flow;
import org.p4inv.flows.train.Objective;
import org.p4inv.flows.train.Trainer;
import org.p4inv.flows.train.TrainingSettings;

/**
 * One training step of a flow: tiles through the flow and back, Adam at rate 1e-3, and after every
 * 10th step the merges. The settings of every case that trains.
 */
final class TrainingCase implements Case {
  private static final double RATE = 1e-3;
  private static final long SEED = 1;

  private final Workers workers;
  private final Trainer trainer;
  private double firstLoss = Double.NaN;

  TrainingCase(Flow start, Objective objective, CaseRequest request) {
    workers = Workers.ofThreads(request.threads());
    TrainingSettings settings =
        TrainingSettings.of(LearningRate.constant(RATE), SEED).withBatch(request.batch());
    trainer = new Trainer(start, objective, settings, workers);
  }

  @Override
  public void run() {
    double loss = trainer.step();
    if (trainer.steps() == 1) {
      firstLoss = loss;
    }
    if (!Double.isFinite(loss)) {
      throw new IllegalStateException("the loss of step " + trainer.steps() + " is " + loss);
    }
  }

  @Override
  public Map<String, Object> detail() {
    Map<String, Object> detail = new LinkedHashMap<>();
    detail.put("kernels", Kernels.describe());
    detail.put("steps", trainer.steps());
    detail.put("first_loss", firstLoss);
    detail.put("loss", trainer.loss());
    detail.put("refused_merges", trainer.merges().refused());
    return detail;
  }

  @Override
  public void close() {
    workers.close();
  }
}

package org.p4inv.flows.train;

import java.util.List;
import java.util.Locale;
import org.p4inv.flows.Flow;
import org.p4inv.flows.config.Config;

/**
 * What a {@link MaximumLikelihood} training came to.
 *
 * @param flow as it was after the best epoch: that of the least validation negative log-likelihood,
 *     or the last where there are no validation points
 * @param history of the epochs that were finished, in order
 * @param bestEpoch the number of the best epoch; 0 if the training was cancelled in its first one,
 *     and {@code flow} is as it was then
 * @param stopped why the training ended
 * @param trainingPoints that were trained on
 * @param validationPoints that were not
 * @param setAside the points that took no part because they are not finite
 * @param dataSha256 see {@link TrainingData#sha256}
 * @param settings of the training
 */
public record Fit(
    Flow flow,
    List<Epoch> history,
    int bestEpoch,
    StopReason stopped,
    int trainingPoints,
    int validationPoints,
    SetAside setAside,
    String dataSha256,
    LikelihoodSettings settings) {

  /** Copies the history. */
  public Fit {
    history = List.copyOf(history);
  }

  /** Where the flow comes from, as a model file can keep it: data, settings and history. */
  public Config provenance() {
    return Config.of("method", "maximum-likelihood")
        .with(
            "data",
            Config.of("sha256", dataSha256)
                .with("training_points", trainingPoints)
                .with("validation_points", validationPoints)
                .with("set_aside", setAside.count()))
        .with("settings", settings.config())
        .with("history", historyConfig());
  }

  private Config historyConfig() {
    Config config =
        Config.of("epochs", history.size())
            .with("best_epoch", bestEpoch)
            .with("stopped", stopped.name().toLowerCase(Locale.ROOT))
            .with("skipped_steps", history.stream().mapToLong(Epoch::skippedSteps).sum());
    if (bestEpoch == 0) {
      return config;
    }
    Epoch best = history.get(bestEpoch - 1);
    config = withFinite(config, "training_nll", best.trainingNll());
    return withFinite(config, "validation_nll", best.validationNll());
  }

  private static Config withFinite(Config config, String key, double value) {
    return Double.isFinite(value) ? config.with(key, value) : config;
  }
}

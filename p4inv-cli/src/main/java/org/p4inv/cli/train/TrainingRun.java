package org.p4inv.cli.train;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import org.p4inv.cli.io.Json;
import org.p4inv.cli.io.OutputFolder;
import org.p4inv.cli.io.Streams;
import org.p4inv.cli.plot.PictureException;
import org.p4inv.cli.plot.TrainingPicture;
import org.p4inv.core.kernel.Kernels;
import org.p4inv.core.parallel.Workers;
import org.p4inv.samplers.boltzmann.BoltzmannGenerator;
import org.p4inv.samplers.boltzmann.BoltzmannSettings;
import org.p4inv.samplers.boltzmann.Evaluation;
import org.p4inv.samplers.energy.Energy;

/**
 * Trains a Boltzmann generator and leaves model, result and picture in a folder.
 *
 * @param energy the target
 * @param settings of the training
 * @param threads at least 1
 * @param folder for the files
 */
public record TrainingRun(
    Energy energy, BoltzmannSettings settings, int threads, OutputFolder folder) {
  private static final String MODEL = "model.safetensors";
  private static final String RESULT = "result.json";
  private static final String PICTURE = "training.png";

  private static final int SAMPLES = 100_000;
  private static final int MOST_COORDINATES = 20_000_000;

  /**
   * What a run left behind.
   *
   * @param result the numbers
   * @param json the text of the file
   * @param files the names of the files in the folder
   */
  public record Outcome(TrainingResult result, String json, List<String> files) {}

  /** Trains, with progress on standard error. */
  public Outcome run(Streams streams) throws IOException {
    streams
        .err()
        .println(
            "training on "
                + TrainingReport.title(energy)
                + "; kernels: "
                + Kernels.describe()
                + "; threads: "
                + threads
                + "; JDK "
                + Runtime.version());
    try (Workers workers = Workers.ofThreads(threads)) {
      TrainingProgress progress = new TrainingProgress(settings, workers, streams);
      long start = System.nanoTime();
      BoltzmannGenerator generator;
      try {
        generator = BoltzmannGenerator.train(energy, settings, workers, progress);
      } finally {
        progress.end();
      }
      double seconds = (System.nanoTime() - start) / 1e9;
      // First of all, so that nothing that fails later costs the model.
      generator.flow().save(folder.file(MODEL));
      return finish(generator, workers, progress, seconds, streams);
    }
  }

  private Outcome finish(
      BoltzmannGenerator generator,
      Workers workers,
      TrainingProgress progress,
      double seconds,
      Streams streams)
      throws IOException {
    int samples = Math.min(SAMPLES, MOST_COORDINATES / energy.dimension());
    Evaluation evaluation = Evaluation.of(generator, samples, settings.seed(), workers);
    TrainingResult result = result(generator, evaluation, progress, seconds);
    String json = Json.text(result);
    Json.write(folder.file(RESULT), json);
    List<String> files = new ArrayList<>(List.of(MODEL, RESULT));
    try {
      float[] points = evaluation.samples().points();
      TrainingPicture.write(
          folder.file(PICTURE), TrainingFigure.of(energy, result, points, progress.curve()));
      files.add(PICTURE);
    } catch (PictureException e) {
      streams.err().println("warning: " + e.getMessage());
    }
    return new Outcome(result, json, files);
  }

  private TrainingResult result(
      BoltzmannGenerator generator,
      Evaluation evaluation,
      TrainingProgress progress,
      double seconds) {
    return new TrainingResult(
        energy.name(),
        energy.constants(),
        settings.seed(),
        threads,
        Kernels.describe(),
        Runtime.version().toString(),
        settings.steps(),
        settings.batch(),
        seconds,
        progress.firstStepSeconds(),
        (double) settings.steps() * settings.batch() / seconds,
        progress.nonFiniteLosses(),
        evaluation.samples().logWeights().length,
        evaluation.reverseEss(),
        evaluation.forwardEss(),
        evaluation.logZ(),
        evaluation.freeEnergy().orElse(null),
        evaluation.states(),
        Fingerprint.of(generator.flow()));
  }
}

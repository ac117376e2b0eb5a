package org.p4inv.cli.train;

import java.lang.management.ManagementFactory;
import java.util.Locale;
import java.util.function.Consumer;
import org.p4inv.cli.io.ProgressLine;
import org.p4inv.cli.io.Streams;
import org.p4inv.cli.plot.TrainingCurve;
import org.p4inv.core.parallel.Workers;
import org.p4inv.samplers.boltzmann.BoltzmannSettings;
import org.p4inv.samplers.boltzmann.Progress;
import org.p4inv.samplers.estimate.ImportanceWeights;

/** Watches a training without changing it: curve, times, and the progress that people see. */
final class TrainingProgress implements Consumer<Progress> {
  private static final int ESS_SAMPLES = 2000;

  private final Workers workers;
  private final long seed;
  private final CurveRecorder curve;
  private final ProgressLine line;
  private final long start = System.nanoTime();
  private double firstStepSeconds = Double.NaN;
  private double ess = Double.NaN;
  private long nonFiniteLosses;

  TrainingProgress(BoltzmannSettings settings, Workers workers, Streams streams) {
    this.workers = workers;
    seed = settings.seed();
    curve = new CurveRecorder(settings.steps());
    line = new ProgressLine(streams, settings.steps());
  }

  @Override
  public void accept(Progress progress) {
    long step = progress.step();
    if (step == 1) {
      long born = ManagementFactory.getRuntimeMXBean().getStartTime();
      firstStepSeconds = (System.currentTimeMillis() - born) / 1e3;
    }
    if (!Double.isFinite(progress.loss())) {
      nonFiniteLosses++;
    }
    boolean measured = line.endsStretch(step);
    if (measured) {
      double[] logWeights =
          progress.generator().get().sample(ESS_SAMPLES, seed, workers).logWeights();
      ess = ImportanceWeights.of(logWeights).reverseEss();
    }
    curve.add(step, progress.loss(), measured ? ess : Double.NaN);
    if (line.due(step)) {
      line.show(text(progress));
    }
  }

  private String text(Progress progress) {
    double seconds = (System.nanoTime() - start) / 1e9;
    long step = progress.step();
    return String.format(
        Locale.ROOT,
        "step %d of %d  loss %.4f  reverse ESS %s  %,.0f points/s  %.0f s left",
        step,
        progress.steps(),
        progress.loss(),
        Double.isNaN(ess) ? "-" : String.format(Locale.ROOT, "%.3f", ess),
        step * progress.batch() / seconds,
        seconds / step * (progress.steps() - step));
  }

  void end() {
    line.end();
  }

  TrainingCurve curve() {
    return curve.curve();
  }

  /** From the start of the JVM to the end of the first step. */
  double firstStepSeconds() {
    return firstStepSeconds;
  }

  long nonFiniteLosses() {
    return nonFiniteLosses;
  }
}

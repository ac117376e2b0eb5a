package org.p4inv.cli.train;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Collectors;
import org.p4inv.samplers.boltzmann.Evaluation.StateShare;
import org.p4inv.samplers.energy.Energy;
import org.p4inv.samplers.estimate.Estimate;

/** The few lines that end a training, for a scientist to read. */
public final class TrainingReport {
  private TrainingReport() {}

  /** An energy with its constants, such as {@code double-well a=-0.5 b=-6 c=1}. */
  static String title(Energy energy) {
    return title(energy.name(), energy.constants());
  }

  private static String title(String name, Map<String, Double> constants) {
    return name
        + constants.entrySet().stream()
            .map(constant -> " " + constant.getKey() + "=" + plain(constant.getValue()))
            .collect(Collectors.joining());
  }

  /** A number as people write it: no fraction where there is none. */
  public static String plain(double value) {
    return value == Math.rint(value) && Math.abs(value) < 1e9
        ? Long.toString((long) value)
        : Double.toString(value);
  }

  /** One line of the main numbers, below the title of the picture. */
  static String subtitle(TrainingResult result) {
    return "reverse ESS "
        + number(result.reverseEss())
        + (result.forwardEss().isPresent()
            ? ", forward ESS " + number(result.forwardEss().getAsDouble())
            : "")
        + ", log Z "
        + estimate(result.logZ());
  }

  /** The lines. */
  public static List<String> lines(TrainingResult result) {
    List<String> lines = new ArrayList<>();
    lines.add(
        String.format(
            Locale.ROOT,
            "%s: %d steps in %.1f s, %,.0f points/s; first step %.1f s after the start of the JVM",
            title(result.energy(), result.constants()),
            result.steps(),
            result.trainSeconds(),
            result.pointsPerSecond(),
            result.firstStepSeconds()));
    lines.add(row("reverse ESS", number(result.reverseEss())));
    lines.add(
        row(
            "forward ESS",
            result.forwardEss().isPresent()
                ? number(result.forwardEss().getAsDouble())
                : "unknown: the energy has no exact sampler"));
    lines.add(row("log Z", estimate(result.logZ())));
    List<StateShare> states = result.states();
    if (result.freeEnergy() != null) {
      lines.add(
          row(
              "ln(P " + states.get(1).name() + " / P " + states.get(0).name() + ")",
              estimate(result.freeEnergy())));
    }
    for (StateShare state : states) {
      lines.add(
          row(
              "samples in " + state.name(),
              String.format(Locale.ROOT, "%5.1f %%", 100 * state.share())));
    }
    if (result.nonFiniteLosses() > 0) {
      lines.add(row("steps without a finite loss", Long.toString(result.nonFiniteLosses())));
    }
    return lines;
  }

  private static String row(String name, String value) {
    return String.format(Locale.ROOT, "  %-34s %s", name, value);
  }

  private static String estimate(Estimate estimate) {
    if (!estimate.determined()) {
      return "not determined by the samples" + exact(estimate);
    }
    return number(estimate.value()) + " +/- " + number(estimate.error()).strip() + exact(estimate);
  }

  private static String exact(Estimate estimate) {
    return estimate.exact().isPresent()
        ? ", exact " + number(estimate.exact().getAsDouble()).strip()
        : "";
  }

  private static String number(double value) {
    return String.format(Locale.ROOT, "%.4f", value);
  }
}

package org.p4inv.samplers.report;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import org.p4inv.samplers.estimate.Estimate;
import org.p4inv.samplers.estimate.ParetoSmoothedWeights;

/**
 * What speaks against a flow. It is told by what can see: missing modes by a witness, never by the
 * flow's own samples.
 *
 * <p>Modes are missing where states that should have 10 points or more (n times their mass) have
 * less than a fifth of them, and together less by more than six standard errors. Modes or tails are
 * where the flow has less than a hundredth of the target's density at 0.1 % of the witness's points
 * or more, ten at least, or where the forward ESS is below a tenth of the reverse. Weights are
 * unreliable where Pareto k is above its threshold, the reverse ESS is below 0.05 or stands for
 * fewer than 100 points, weights are broken, or log Z of the flow's samples differs from the exact
 * value, or else from that of the witness, by more than 0.05 and five standard errors.
 */
final class Verdict {
  private static final double LEAST_POINTS = 10;
  private static final double STATE_ERRORS = 6;
  private static final double LOG_Z_ERRORS = 5;
  private static final double LEAST_UNSEEN = 1e-3;
  private static final double LEAST_UNSEEN_POINTS = 10;
  private static final double COLLAPSE = 0.1;
  private static final double LEAST_ESS = 0.05;
  private static final double LEAST_EFFECTIVE_POINTS = 100;
  private static final double LOG_Z_TOLERANCE = 0.05;
  private static final int NAMED_STATES = 5;

  private final List<String> missing = new ArrayList<>();
  private final List<String> unreliable = new ArrayList<>();
  private boolean statesLost;

  /** The states that the flow hardly reaches. */
  void states(List<String> names, double[] expected, double[] flow, int n) {
    List<String> rare = new ArrayList<>();
    double mass = 0;
    double reached = 0;
    for (int k = 0; k < expected.length; k++) {
      if (n * expected[k] >= LEAST_POINTS && flow[k] < Scoring.LEAST_SHARE * expected[k]) {
        rare.add(names.get(k));
        mass += expected[k];
        reached += flow[k];
      }
    }
    if (n * (mass - reached) <= STATE_ERRORS * Math.sqrt(n * mass)) {
      return;
    }
    statesLost = true;
    int named = Math.min(NAMED_STATES, rare.size());
    String rest = rare.size() > named ? " and " + (rare.size() - named) + " more" : "";
    missing.add(
        String.format(
            Locale.ROOT,
            "%d of %d states (%s%s) hold %s of the target and %s of the flow",
            rare.size(),
            names.size(),
            String.join(", ", rare.subList(0, named)),
            rest,
            percent(mass),
            percent(reached)));
  }

  /** What the witness sees of the density. */
  void density(DensityScores scores, Optional<Witness> witness) {
    if (witness.isEmpty()) {
      return;
    }
    double unseen = scores.unseen().estimate().value();
    if (unseen >= LEAST_UNSEEN && unseen * witness.get().points().count() >= LEAST_UNSEEN_POINTS) {
      missing.add(
          String.format(
              Locale.ROOT,
              "%s of the target lies where the flow has less than a hundredth of its density",
              percent(unseen)));
    }
    double forward = scores.forwardEss().estimate().value();
    double reverse = scores.reverseEss().estimate().value();
    if (forward < COLLAPSE * reverse) {
      missing.add(
          String.format(
              Locale.ROOT,
              "the forward ESS is %s beside a reverse ESS of %s",
              ess(forward),
              ess(reverse)));
    }
  }

  /** What the weights say of themselves. */
  void weights(DensityScores scores, ParetoSmoothedWeights pareto, int setAside, int n) {
    pareto.warning().ifPresent(unreliable::add);
    double ess = scores.reverseEss().estimate().value();
    if (ess < LEAST_ESS || ess * n < LEAST_EFFECTIVE_POINTS) {
      unreliable.add(
          String.format(
              Locale.ROOT, "the reverse ESS is %s, %.0f of %d points", ess(ess), ess * n, n));
    }
    if (setAside > 0) {
      unreliable.add(String.format(Locale.ROOT, "%d of %d weights are not numbers", setAside, n));
    }
    Estimate reverse = scores.reverseLogZ().estimate();
    Estimate forward = scores.forwardLogZ().estimate();
    if (reverse.exact().isPresent()) {
      compare(reverse, new Estimate(reverse.exact().getAsDouble(), 0), "the exact value");
    } else if (forward.determined()) {
      compare(reverse, forward, "that seen from the target");
    }
  }

  private void compare(Estimate reverse, Estimate other, String name) {
    double difference = reverse.value() - other.value();
    double error = Math.hypot(reverse.error(), other.error());
    boolean agrees = Math.abs(difference) <= Math.max(LOG_Z_TOLERANCE, LOG_Z_ERRORS * error);
    if (!agrees) {
      unreliable.add(
          String.format(
              Locale.ROOT,
              "log Z of the flow's samples, %.3f, is %.3f %s %s",
              reverse.value(),
              Math.abs(difference),
              difference < 0 ? "below" : "above",
              name));
    }
  }

  List<String> missing() {
    return List.copyOf(missing);
  }

  List<String> unreliable() {
    return List.copyOf(unreliable);
  }

  /** The verdict in words. */
  String sentence(DensityScores scores, Optional<Witness> witness) {
    List<String> sentences = new ArrayList<>();
    if (!missing.isEmpty()) {
      String what = statesLost ? "Modes are missing: " : "Modes or tails are missing: ";
      sentences.add(what + String.join("; ", missing) + ".");
    }
    if (!unreliable.isEmpty()) {
      sentences.add("The weights are unreliable: " + String.join("; ", unreliable) + ".");
    }
    if (sentences.isEmpty()) {
      sentences.add(praise(scores, witness));
    }
    if (witness.isEmpty()) {
      sentences.add(
          "Nobody looked for missing modes: the energy has no exact sampler, and replica exchange"
              + " was not run.");
    } else if (!witness.get().doubt().isEmpty()) {
      sentences.add(witness.get().doubt());
    }
    return String.join(" ", sentences);
  }

  private static String praise(DensityScores scores, Optional<Witness> witness) {
    String reverse = "reverse ESS " + ess(scores.reverseEss().estimate().value());
    if (witness.isEmpty()) {
      return "Its own samples say nothing against it: " + reverse + ".";
    }
    return String.format(
        Locale.ROOT,
        "Nothing was found against it, as seen from %,d %s: %s, forward ESS %s.",
        witness.get().points().count(),
        witness.get().name(),
        reverse,
        ess(scores.forwardEss().estimate().value()));
  }

  private static String ess(double ess) {
    return String.format(Locale.ROOT, ess == 0 ? "%.0f" : ess >= 1e-4 ? "%.4f" : "%.0e", ess);
  }

  private static String percent(double share) {
    double percent = 100 * share;
    if (percent == 0 || percent >= 10) {
      return String.format(Locale.ROOT, "%.0f %%", percent);
    }
    return String.format(Locale.ROOT, percent >= 0.01 ? "%.2f %%" : "%.0e %%", percent);
  }
}

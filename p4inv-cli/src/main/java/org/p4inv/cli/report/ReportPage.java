package org.p4inv.cli.report;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.p4inv.cli.train.TrainingReport;
import org.p4inv.samplers.estimate.Estimate;
import org.p4inv.samplers.report.DensityScores;
import org.p4inv.samplers.report.Report;
import org.p4inv.samplers.report.SampleScores;
import org.p4inv.samplers.report.SamplerLine;
import org.p4inv.samplers.report.Score;
import org.p4inv.samplers.report.StateMass;

/** A report as one page: three tables, what their words mean, and the verdict. */
public final class ReportPage {
  private static final int STATES_SHOWN = 20;
  private static final String FLOOR = "floor";

  private final Report report;
  private final long trainingCalls;

  /**
   * The page of a report.
   *
   * @param trainingCalls energy calls of the flow's training, 0 where they are not known
   */
  public ReportPage(Report report, long trainingCalls) {
    this.report = report;
    this.trainingCalls = trainingCalls;
  }

  /** The page for a terminal. */
  public List<String> lines() {
    List<String> lines = new ArrayList<>();
    lines.add(title() + ": " + subject());
    for (Table table : tables()) {
      lines.add("");
      lines.addAll(table.lines());
    }
    lines.add("");
    notes().forEach(note -> lines.add("  " + note));
    lines.add("");
    lines.add("verdict: " + report.verdict());
    return lines;
  }

  /** The page as Markdown. */
  public List<String> markdown() {
    List<String> lines = new ArrayList<>(List.of("# " + title(), "", subject() + "."));
    lines.addAll(List.of("", "**Verdict:** " + report.verdict()));
    for (Table table : tables()) {
      lines.add("");
      lines.addAll(table.markdown());
    }
    lines.add("");
    notes().forEach(note -> lines.add("- " + note));
    return lines;
  }

  private String title() {
    StringBuilder title = new StringBuilder(report.energy());
    for (Map.Entry<String, Double> constant : report.constants().entrySet()) {
      String value = TrainingReport.plain(constant.getValue());
      title.append(' ').append(constant.getKey()).append('=').append(value);
    }
    return title.toString();
  }

  private String subject() {
    return String.format(
        Locale.ROOT,
        "%,d points of the flow in dimension %d, seed %d; witness: %s",
        report.points(),
        report.dimension(),
        report.seed(),
        report.witness());
  }

  private List<String> notes() {
    return List.of(
        "floor: what exact samples score, mean +/- standard deviation of "
            + report.repetitions()
            + " repetitions",
        "forward numbers, EUBO, NLL and unseen look from the witness, all others from the flow",
        "unseen: share of the target where the flow has less than 1/100 of its density",
        "states: those with at least a fifth of their mass; mass error: total variation distance",
        String.format(
            Locale.ROOT,
            "W2 and MMD^2: of %,d points to as many of the witness's kind",
            report.distancePoints()),
        trainingCalls == 0
            ? "energy calls of the flow are without its training"
            : String.format(
                Locale.ROOT,
                "energy calls of the flow are without its training, which made %,d",
                trainingCalls));
  }

  private List<Table> tables() {
    List<Table> tables = new ArrayList<>(List.of(density(report.density()), samplers()));
    if (report.states() > 0) {
      tables.add(masses());
    }
    return tables;
  }

  private static Table density(DensityScores scores) {
    Table table = new Table(List.of("", "flow", "+/-", FLOOR, "exact"));
    table.add(row("reverse ESS", scores.reverseEss()));
    table.add(row("forward ESS", scores.forwardEss()));
    table.add(row("log Z, reverse", scores.reverseLogZ()));
    table.add(row("log Z, forward", scores.forwardLogZ()));
    table.add(row("ELBO", scores.elbo()));
    table.add(row("EUBO", scores.eubo()));
    table.add(row("log Z - ELBO", scores.elboGap()));
    table.add(row("EUBO - log Z", scores.euboGap()));
    table.add(row("NLL (exact: entropy)", scores.nll()));
    table.add(row("Pareto k", scores.paretoK()));
    table.add(row("unseen", scores.unseen()));
    return table;
  }

  private static List<String> row(String name, Score score) {
    Estimate estimate = score.estimate();
    return List.of(
        name,
        number(estimate.value()),
        number(estimate.error()),
        floor(score.floor(), score.floorDeviation()),
        number(estimate.exact().orElse(Double.NaN)));
  }

  private Table samplers() {
    String states = "states of " + report.states();
    Table table =
        new Table(List.of("", "energy calls", "mean energy", states, "mass error", "W2", "MMD^2"));
    for (SamplerLine line : report.samplers()) {
      SampleScores scores = line.scores();
      table.add(
          List.of(
              line.name(),
              String.format(Locale.ROOT, "%,d", line.energyCalls()),
              number(scores.meanEnergy()),
              plain(scores.statesCovered()),
              number(scores.massError()),
              number(scores.w2()),
              number(scores.mmdSquared())));
    }
    SampleScores mean = report.floor();
    SampleScores deviation = report.floorDeviation();
    table.add(
        List.of(
            FLOOR,
            "",
            floor(mean.meanEnergy(), deviation.meanEnergy()),
            floor(mean.statesCovered(), deviation.statesCovered()),
            floor(mean.massError(), deviation.massError()),
            floor(mean.w2(), deviation.w2()),
            floor(mean.mmdSquared(), deviation.mmdSquared())));
    table.add(List.of("exact", "", number(report.exactMeanEnergy()), "", "", "", ""));
    return table;
  }

  private Table masses() {
    List<String> head = new ArrayList<>(List.of("mass of state", "exact"));
    report.samplers().forEach(line -> head.add(line.name()));
    Table table = new Table(head);
    List<StateMass> masses = report.masses();
    for (StateMass mass : masses.subList(0, Math.min(STATES_SHOWN, masses.size()))) {
      List<String> row = new ArrayList<>();
      row.add(mass.name());
      row.add(number(mass.exact().orElse(Double.NaN)));
      mass.masses().values().forEach(value -> row.add(number(value)));
      table.add(row);
    }
    if (report.states() > STATES_SHOWN) {
      List<String> rest = new ArrayList<>(head.stream().map(name -> "").toList());
      rest.set(0, "and " + (report.states() - STATES_SHOWN) + " more");
      table.add(rest);
    }
    return table;
  }

  private static String floor(double mean, double deviation) {
    if (Double.isNaN(mean)) {
      return "-";
    }
    return deviation == 0 ? plain(mean) : number(mean) + " +/- " + number(deviation);
  }

  /** A number without error: whole ones without fraction. */
  private static String plain(double value) {
    return value == Math.rint(value) ? String.format(Locale.ROOT, "%.0f", value) : number(value);
  }

  private static String number(double value) {
    if (Double.isNaN(value)) {
      return "-";
    }
    double size = Math.abs(value);
    boolean tiny = size > 0 && size < 1e-3;
    return String.format(Locale.ROOT, tiny || size >= 1e6 ? "%.2e" : "%.4f", value);
  }
}

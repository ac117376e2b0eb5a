package org.p4inv.samplers.report;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.stream.IntStream;
import org.p4inv.core.parallel.Workers;
import org.p4inv.samplers.boltzmann.WeightedSamples;
import org.p4inv.samplers.energy.Energy;
import org.p4inv.samplers.energy.ExactSampler;
import org.p4inv.samplers.energy.Truth;
import org.p4inv.samplers.estimate.ImportanceWeights;
import org.p4inv.samplers.estimate.ParetoSmoothedWeights;

/** Draws everything that a report rests on, and puts it together. */
final class ReportRun {
  private static final int WITNESS_SET = 0;
  private static final int REFERENCE_SET = 1;
  private static final int FIRST_FLOOR_SET = 2;
  private static final String FLOW = "flow";
  private static final String EXCHANGE = "replica exchange";

  private final Energy energy;
  private final Proposal proposal;
  private final ReportSettings settings;
  private final Workers workers;
  private final Optional<ExactSampler> sampler;
  private final Regions regions;

  /** The samplers by name, in the order of the lines. */
  private final Map<String, Points> samplers = new LinkedHashMap<>();

  private final Map<String, Long> calls = new LinkedHashMap<>();

  ReportRun(Energy energy, Proposal proposal, ReportSettings settings, Workers workers) {
    this.energy = Objects.requireNonNull(energy, "energy");
    this.proposal = Objects.requireNonNull(proposal, "proposal");
    this.settings = Objects.requireNonNull(settings, "settings");
    this.workers = Objects.requireNonNull(workers, "workers");
    this.sampler = energy.truth().sampler();
    this.regions = Regions.of(energy);
  }

  Report report() {
    WeightedSamples drawn = proposal.sample(settings.points(), settings.seed(), workers);
    double[] logWeights = drawn.logWeights();
    Points flow = Points.of(energy, drawn.points(), workers);
    add(FLOW, flow, settings.points());
    add("flow reweighted", flow.weighted(logWeights), settings.points());
    Optional<Baselines.Run> exchange = baselines();
    Optional<Witness> witness = witness(exchange);

    List<Points> sets = new ArrayList<>(samplers.values());
    for (int i = 0; i < settings.repetitions() && sampler.isPresent(); i++) {
      sets.add(exact(settings.points(), FIRST_FLOOR_SET + i));
    }
    Optional<double[]> expected = expected(witness);
    Scoring scoring = new Scoring(regions, expected, reference(witness), energy.dimension());
    SampleScores[] scores = scoring.score(sets, workers);
    SampleScores[] floors = Arrays.copyOfRange(scores, samplers.size(), scores.length);

    ParetoSmoothedWeights pareto = ParetoSmoothedWeights.of(logWeights);
    double[] floorEnergies = Arrays.stream(floors).mapToDouble(SampleScores::meanEnergy).toArray();
    DensityScores density =
        DensityScores.of(
            energy.truth(),
            logWeights,
            pareto.k(),
            witness.map(w -> proposal.weigh(w.points().rows(), workers).logWeights()),
            witness.map(Witness::points),
            floorEnergies);

    Verdict verdict = new Verdict();
    if (expected.isPresent()) {
      double[] masses = regions.masses(flow);
      verdict.states(regions.names(), expected.get(), masses, settings.points());
    }
    verdict.density(density, witness);
    int setAside = ImportanceWeights.of(logWeights).setAside();
    verdict.weights(density, pareto, setAside, settings.points());
    return new Report(
        energy.name(),
        energy.constants(),
        energy.dimension(),
        settings.points(),
        settings.distancePoints(),
        settings.repetitions(),
        settings.seed(),
        witness.map(Witness::name).orElse("none"),
        density,
        lines(scores),
        Scoring.each(floors, Average::mean),
        Scoring.each(floors, Average::deviation),
        exactMeanEnergy(energy.truth()),
        regions.count(),
        masses(expected),
        verdict.missing(),
        verdict.unreliable(),
        verdict.sentence(density, witness));
  }

  private void add(String name, Points points, long energyCalls) {
    samplers.put(name, points);
    calls.put(name, energyCalls);
  }

  private Optional<Baselines.Run> baselines() {
    if (settings.baselineCalls() == 0) {
      return Optional.empty();
    }
    Baselines baselines = new Baselines(energy, settings);
    Baselines.Run chains = baselines.chains(workers);
    Baselines.Run exchange = baselines.exchange(workers);
    add("hmc", chains.points(), chains.calls());
    add(EXCHANGE, exchange.points(), exchange.calls());
    return Optional.of(exchange);
  }

  private Optional<Witness> witness(Optional<Baselines.Run> exchange) {
    if (sampler.isPresent()) {
      Points points = exact(settings.points(), WITNESS_SET);
      return Optional.of(new Witness("exact samples", points, ""));
    }
    return exchange.map(
        run ->
            new Witness(
                "points of replica exchange",
                run.points(),
                run.roundTrips() > 0
                    ? ""
                    : "Replica exchange made no round trip, and may itself have missed modes."));
  }

  private Points exact(int n, int set) {
    return Points.exact(energy, sampler.orElseThrow(), n, settings.seed(), set);
  }

  private float[] reference(Optional<Witness> witness) {
    int m = settings.distancePoints();
    return sampler.isPresent()
        ? exact(m, REFERENCE_SET).rows()
        : witness.map(w -> w.points().standIns(m)).orElse(new float[0]);
  }

  /** The masses that the flow should have: exact ones, or else those of the witness. */
  private Optional<double[]> expected(Optional<Witness> witness) {
    Optional<double[]> truth = regions.truth();
    return truth.isPresent() ? truth : witness.map(w -> regions.masses(w.points()));
  }

  private List<SamplerLine> lines(SampleScores[] scores) {
    List<SamplerLine> lines = new ArrayList<>();
    for (Map.Entry<String, Points> entry : samplers.entrySet()) {
      String name = entry.getKey();
      int points = entry.getValue().count();
      SampleScores of = scores[lines.size()];
      boolean isReference = sampler.isEmpty() && name.equals(EXCHANGE);
      lines.add(
          new SamplerLine(name, points, calls.get(name), isReference ? of.withoutDistances() : of));
    }
    return List.copyOf(lines);
  }

  private List<StateMass> masses(Optional<double[]> expected) {
    Map<String, double[]> bySampler = new LinkedHashMap<>();
    samplers.forEach((name, points) -> bySampler.put(name, regions.masses(points)));
    Optional<double[]> truth = regions.truth();
    double[] flow = bySampler.get(FLOW);
    double[] should = expected.orElse(new double[regions.count()]);
    return IntStream.range(0, regions.count())
        .boxed()
        .sorted(Comparator.comparingDouble(k -> flow[k] - should[k]))
        .limit(Report.MOST_STATES)
        .map(k -> mass(k, truth, bySampler))
        .toList();
  }

  private StateMass mass(int state, Optional<double[]> truth, Map<String, double[]> bySampler) {
    Map<String, Double> masses = new LinkedHashMap<>();
    bySampler.forEach((name, of) -> masses.put(name, of[state]));
    OptionalDouble exact =
        truth.map(of -> OptionalDouble.of(of[state])).orElse(OptionalDouble.empty());
    return new StateMass(regions.names().get(state), exact, Collections.unmodifiableMap(masses));
  }

  private static double exactMeanEnergy(Truth truth) {
    return truth.entropy().orElse(Double.NaN) - truth.logZ().orElse(Double.NaN);
  }
}

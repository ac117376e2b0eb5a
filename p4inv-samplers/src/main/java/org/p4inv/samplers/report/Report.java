package org.p4inv.samplers.report;

import java.util.List;
import java.util.Map;
import org.p4inv.core.parallel.Workers;
import org.p4inv.samplers.boltzmann.BoltzmannGenerator;
import org.p4inv.samplers.energy.Energy;

/**
 * How well a flow samples its target, made so that it cannot flatter: numbers that only look at the
 * flow's own samples stand beside those that look from the target, beside what exact samples score,
 * and beside what samplers without training make of the same energy calls.
 *
 * <p>The target is looked at through a witness: exact samples where the energy has a sampler; the
 * points of replica exchange where it has none and baselines are run; else nobody, and the verdict
 * says so. Distances are those to one reference set of the witness's kind. Numbers that are not
 * known are NaN or empty.
 *
 * @param energy its name
 * @param constants of the energy
 * @param dimension d
 * @param points that were drawn of the flow
 * @param distancePoints that W2 and MMD are of
 * @param repetitions of the floor
 * @param seed of everything random
 * @param witness {@code exact samples}, {@code points of replica exchange} or {@code none}
 * @param density the numbers that need the flow's density
 * @param samplers the flow, the flow reweighted and, where asked for, the baselines
 * @param floor what exact samples score in their place, mean over the repetitions
 * @param floorDeviation the standard deviation over the repetitions
 * @param exactMeanEnergy entropy - ln Z, where both are known
 * @param states how many there are
 * @param masses of the states, at most {@value #MOST_STATES} of them: those first that the flow
 *     lacks most, by their exact masses or else by those of the witness
 * @param missing what says that modes are missing, a finding each
 * @param unreliable what says that the weights are unreliable, a finding each
 * @param verdict the findings in words
 */
public record Report(
    String energy,
    Map<String, Double> constants,
    int dimension,
    int points,
    int distancePoints,
    int repetitions,
    long seed,
    String witness,
    DensityScores density,
    List<SamplerLine> samplers,
    SampleScores floor,
    SampleScores floorDeviation,
    double exactMeanEnergy,
    int states,
    List<StateMass> masses,
    List<String> missing,
    List<String> unreliable,
    String verdict) {

  /** The most states whose masses are told one by one. */
  public static final int MOST_STATES = 100;

  /**
   * Makes the report of a generator. Equal settings give equal reports, for any number of workers.
   *
   * <p>Cost: {@code points} of the flow and as many scored, {@code repetitions + 1} times as many
   * exact ones, the baselines, and a W2 of {@code distancePoints} for each line and repetition.
   */
  public static Report of(BoltzmannGenerator generator, ReportSettings settings, Workers workers) {
    return of(generator.energy(), Proposal.of(generator), settings, workers);
  }

  /** The same of any density whose log-weights for the energy are known. */
  public static Report of(
      Energy energy, Proposal proposal, ReportSettings settings, Workers workers) {
    return new ReportRun(energy, proposal, settings, workers).report();
  }
}

package org.p4inv.cli.targets;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.p4inv.core.parallel.Workers;
import org.p4inv.core.random.Domain;
import org.p4inv.core.random.RandomStream;
import org.p4inv.samplers.boltzmann.BoltzmannGenerator;
import org.p4inv.samplers.boltzmann.WeightedSamples;
import org.p4inv.samplers.energy.Energy;
import org.p4inv.samplers.energy.States;
import org.p4inv.samplers.energy.space.ManyWell;
import org.p4inv.samplers.estimate.ForwardWeights;
import org.p4inv.samplers.estimate.ImportanceWeights;
import org.p4inv.samplers.estimate.Wasserstein;

/**
 * A generator beside the truth. Here, and nowhere before, exact samples and known modes are used.
 *
 * @param logZ by {@value #POINTS} points of the flow
 * @param reverseEss of {@value #SCORED} points of the flow, as a fraction
 * @param forwardEss of as many exact samples, as a fraction
 * @param nll mean negative log-likelihood of the exact samples, in nats
 * @param entropy of the target, its least expected value
 * @param modes whose share of the points of the flow is at least half of what it should be: of the
 *     many-well the two wells of each pair, else the states that the energy names
 * @param ofModes how many there are; 0 where the energy names none
 * @param w2 distance of {@value #ASSIGNED} points of the flow from as many exact samples
 * @param w2Floor distance of other exact samples from the same
 */
public record TargetScore(
    double logZ,
    double reverseEss,
    double forwardEss,
    double nll,
    double entropy,
    int modes,
    int ofModes,
    double w2,
    double w2Floor) {
  /** Points of an estimate of log Z. */
  public static final int POINTS = 2000;

  /** Points of the flow, and exact samples, that are scored. */
  public static final int SCORED = 100_000;

  private static final int ASSIGNED = 1000;

  /** Scores a generator whose energy knows log Z, entropy and an exact sampler. */
  static TargetScore of(BoltzmannGenerator generator, long seed, Workers workers) {
    Energy energy = generator.energy();
    int d = energy.dimension();
    WeightedSamples drawn = generator.sample(SCORED, seed, workers);
    float[] exact = new float[SCORED * d];
    energy
        .truth()
        .sampler()
        .orElseThrow()
        .sample(new RandomStream(seed, Domain.TARGET), exact, SCORED);
    double[] logWeights = generator.weigh(exact, workers).logWeights();
    double[] logDensity = new double[SCORED];
    generator.flow().logDensity(exact, logDensity, workers);

    List<States> states = states(energy);
    float[] held = Arrays.copyOf(exact, ASSIGNED * d);
    float[] others = Arrays.copyOfRange(exact, ASSIGNED * d, 2 * ASSIGNED * d);
    return new TargetScore(
        ImportanceWeights.of(Arrays.copyOf(drawn.logWeights(), POINTS)).logZ().value(),
        ImportanceWeights.of(drawn.logWeights()).reverseEss(),
        ForwardWeights.of(logWeights).forwardEss(),
        -Arrays.stream(logDensity).sum() / SCORED,
        energy.truth().entropy().getAsDouble(),
        states.stream().mapToInt(s -> found(s, drawn.points(), exact, d)).sum(),
        states.stream().mapToInt(s -> s.names().size()).sum(),
        Wasserstein.w2(Arrays.copyOf(drawn.points(), ASSIGNED * d), held, d),
        Wasserstein.w2(others, held, d));
  }

  private static List<States> states(Energy energy) {
    List<States> states = new ArrayList<>();
    if (energy instanceof ManyWell wells) {
      for (int pair = 0; pair < energy.dimension() / 2; pair++) {
        states.add(wells.wells(pair));
      }
    } else {
      energy.truth().states().ifPresent(states::add);
    }
    return states;
  }

  private static int found(States states, float[] points, float[] exact, int d) {
    int[] counts = counts(states, points, d);
    int[] expected = counts(states, exact, d);
    int found = 0;
    for (int state = 0; state < counts.length; state++) {
      found += 2 * counts[state] >= expected[state] ? 1 : 0;
    }
    return found;
  }

  private static int[] counts(States states, float[] points, int d) {
    int[] counts = new int[states.names().size()];
    for (int i = 0; i < points.length; i += d) {
      int state = states.stateOf(points, i, 1);
      if (state != States.NONE) {
        counts[state]++;
      }
    }
    return counts;
  }
}

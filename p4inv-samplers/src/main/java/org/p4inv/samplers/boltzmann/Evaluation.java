package org.p4inv.samplers.boltzmann;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;
import org.p4inv.core.parallel.Workers;
import org.p4inv.core.random.Domain;
import org.p4inv.core.random.RandomStream;
import org.p4inv.samplers.energy.Energy;
import org.p4inv.samplers.energy.ExactSampler;
import org.p4inv.samplers.energy.States;
import org.p4inv.samplers.estimate.Estimate;
import org.p4inv.samplers.estimate.ForwardWeights;
import org.p4inv.samplers.estimate.FreeEnergyDifference;
import org.p4inv.samplers.estimate.ImportanceWeights;

/**
 * How well a generator samples its target, beside what is known of the target exactly.
 *
 * @param samples the points that were drawn, with their weights
 * @param reverseEss effective sample size of these samples, as a fraction
 * @param forwardEss effective sample size seen from exact samples of the target, as a fraction;
 *     empty where the energy has no exact sampler
 * @param logZ ln Z with its error bar, and exactly where it is known
 * @param states the metastable states, with the share of the unweighted samples in each; empty
 *     where the energy names none
 * @param freeEnergy ln(P_1 / P_0) of the first two states, in kT; empty where there are none
 */
public record Evaluation(
    WeightedSamples samples,
    double reverseEss,
    OptionalDouble forwardEss,
    Estimate logZ,
    List<StateShare> states,
    Optional<Estimate> freeEnergy) {

  /**
   * The share of the flow's samples in a state.
   *
   * @param name of the state
   * @param share of the samples, before weighting
   */
  public record StateShare(String name, double share) {}

  /**
   * Draws n samples of the generator, and n of the target where it has an exact sampler. Equal
   * seeds give equal numbers; a training that goes on is not changed.
   */
  public static Evaluation of(BoltzmannGenerator generator, int n, long seed, Workers workers) {
    Energy energy = generator.energy();
    WeightedSamples samples = generator.sample(n, seed, workers);
    ImportanceWeights weights = ImportanceWeights.of(samples.logWeights());
    Optional<States> states = energy.truth().states();
    int[] stateOfSample = states.map(s -> statesOf(samples.points(), energy, s)).orElse(new int[0]);
    return new Evaluation(
        samples,
        weights.reverseEss(),
        forwardEss(generator, n, seed, workers),
        weights.logZ().withExact(energy.truth().logZ()),
        states.map(s -> shares(s, stateOfSample)).orElse(List.of()),
        states.flatMap(s -> freeEnergy(s, weights, stateOfSample)));
  }

  private static OptionalDouble forwardEss(
      BoltzmannGenerator generator, int n, long seed, Workers workers) {
    Optional<ExactSampler> sampler = generator.energy().truth().sampler();
    if (sampler.isEmpty()) {
      return OptionalDouble.empty();
    }
    float[] points = new float[n * generator.energy().dimension()];
    sampler.get().sample(new RandomStream(seed, Domain.TARGET), points, n);
    double[] logWeights = generator.weigh(points, workers).logWeights();
    return OptionalDouble.of(ForwardWeights.of(logWeights).forwardEss());
  }

  private static int[] statesOf(float[] points, Energy energy, States states) {
    int d = energy.dimension();
    int[] result = new int[points.length / d];
    for (int i = 0; i < result.length; i++) {
      result[i] = states.stateOf(points, i * d, 1);
    }
    return result;
  }

  private static List<StateShare> shares(States states, int[] stateOfSample) {
    double[] counts = new double[states.names().size()];
    for (int state : stateOfSample) {
      if (state != States.NONE) {
        counts[state]++;
      }
    }
    List<StateShare> shares = new ArrayList<>();
    for (int state = 0; state < counts.length; state++) {
      shares.add(new StateShare(states.names().get(state), counts[state] / stateOfSample.length));
    }
    return List.copyOf(shares);
  }

  private static Optional<Estimate> freeEnergy(
      States states, ImportanceWeights weights, int[] stateOfSample) {
    if (states.names().size() < 2) {
      return Optional.empty();
    }
    OptionalDouble up = states.logProbability(1);
    OptionalDouble down = states.logProbability(0);
    OptionalDouble exact =
        up.isPresent() && down.isPresent()
            ? OptionalDouble.of(up.getAsDouble() - down.getAsDouble())
            : OptionalDouble.empty();
    return Optional.of(
        FreeEnergyDifference.of(weights, stateOfSample, 1, 0).logRatio().withExact(exact));
  }
}

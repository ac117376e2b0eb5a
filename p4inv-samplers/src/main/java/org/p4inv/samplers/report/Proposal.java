package org.p4inv.samplers.report;

import org.p4inv.core.parallel.Workers;
import org.p4inv.samplers.boltzmann.BoltzmannGenerator;
import org.p4inv.samplers.boltzmann.WeightedSamples;

/**
 * What a report judges: a density q that can be drawn from and whose value is known at any point.
 */
public interface Proposal {

  /** Draws n points with their log-weights log w = -u(x) - ln q(x); equal seeds, equal points. */
  WeightedSamples sample(int n, long seed, Workers workers);

  /**
   * The same weights at points that are given.
   *
   * @param points {@code [n x d]}, row-major. Not modified.
   */
  WeightedSamples weigh(float[] points, Workers workers);

  /** The flow of a generator. */
  static Proposal of(BoltzmannGenerator generator) {
    return new Proposal() {
      @Override
      public WeightedSamples sample(int n, long seed, Workers workers) {
        return generator.sample(n, seed, workers);
      }

      @Override
      public WeightedSamples weigh(float[] points, Workers workers) {
        return generator.weigh(points, workers);
      }
    };
  }
}

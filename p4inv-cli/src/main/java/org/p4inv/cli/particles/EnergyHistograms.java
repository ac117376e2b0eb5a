package org.p4inv.cli.particles;

import java.util.Arrays;
import org.p4inv.samplers.chain.ChainSamples;

/**
 * Two histograms of energies, on bins that are equally full of both together, and how far they are
 * apart.
 *
 * <p>The share of a bin is the mean of the shares of independent chains, from which its standard
 * error comes; so autocorrelation is in the errors.
 *
 * @param edges between the bins, kT, rising; one fewer than there are bins
 * @param first shares of the first, summing to 1
 * @param second shares of the second
 * @param distance half the sum of |first - second|, the total variation distance: 0 to 1
 * @param expected its mean if both are of one density: half the sum of sqrt(2 / pi) errors
 * @param worst the greatest |first - second| of a bin in standard errors
 */
public record EnergyHistograms(
    double[] edges,
    double[] first,
    double[] second,
    double distance,
    double expected,
    double worst) {

  /** Compares the energies of two runs. */
  static EnergyHistograms of(ChainSamples first, ChainSamples second, int bins) {
    double[] edges = edges(first.energies(), second.energies(), bins);
    double[][] one = shares(first, edges);
    double[][] other = shares(second, edges);
    double distance = 0;
    double expected = 0;
    double worst = 0;
    for (int bin = 0; bin < bins; bin++) {
      double away = Math.abs(one[0][bin] - other[0][bin]);
      double error = Math.sqrt(one[1][bin] + other[1][bin]);
      distance += 0.5 * away;
      expected += 0.5 * Math.sqrt(2 / Math.PI) * error;
      worst = Math.max(worst, away / error);
    }
    return new EnergyHistograms(edges, one[0], other[0], distance, expected, worst);
  }

  private static double[] edges(double[] first, double[] second, int bins) {
    double[] sorted = Arrays.copyOf(first, first.length + second.length);
    System.arraycopy(second, 0, sorted, first.length, second.length);
    Arrays.sort(sorted);
    double[] edges = new double[bins - 1];
    for (int i = 0; i < edges.length; i++) {
      edges[i] = sorted[(int) ((i + 1L) * sorted.length / bins)];
    }
    return edges;
  }

  /** The share of each bin, and the square of its standard error. */
  private static double[][] shares(ChainSamples samples, double[] edges) {
    int chains = samples.chains();
    double[][] ofChain = new double[chains][edges.length + 1];
    double[] energies = samples.energies();
    for (int i = 0; i < energies.length; i++) {
      int place = Arrays.binarySearch(edges, energies[i]);
      ofChain[i % chains][place < 0 ? -place - 1 : place] += 1.0 / samples.draws();
    }
    double[][] shares = new double[2][edges.length + 1];
    for (int bin = 0; bin <= edges.length; bin++) {
      double sum = 0;
      double squares = 0;
      for (double[] chain : ofChain) {
        sum += chain[bin];
        squares += chain[bin] * chain[bin];
      }
      shares[0][bin] = sum / chains;
      shares[1][bin] = (squares / chains - shares[0][bin] * shares[0][bin]) / (chains - 1);
    }
    return shares;
  }
}

package org.p4inv.samplers.chain.diagnose;

import java.util.Arrays;

/**
 * The numbers of all chains in their order, and what stands for them there.
 *
 * <p>The normal scores are z = Phi^-1((r - 3/8) / (n + 1/4)), r the rank from 1, the mean rank
 * where numbers are equal. Source: Vehtari, Gelman, Simpson, Carpenter and Buerkner,
 * Rank-normalization, folding, and localization, arXiv 1903.08008, section 4.1 (after Blom, 1958).
 */
final class Ranks {
  private final Series series;
  private final double[] sorted;

  Ranks(Series series) {
    this.series = series;
    this.sorted = series.values().clone();
    Arrays.sort(sorted);
  }

  /** The number below which the share p of all lies, interpolated between neighbours. */
  double quantile(double p) {
    double place = p * (sorted.length - 1);
    int below = (int) place;
    int above = Math.min(below + 1, sorted.length - 1);
    return sorted[below] + (place - below) * (sorted[above] - sorted[below]);
  }

  /** The normal scores. */
  Series scores() {
    double[] scores = new double[sorted.length];
    for (int i = 0; i < scores.length; i++) {
      double value = series.values()[i];
      double rank = 0.5 * (countBelow(value, false) + 1 + countBelow(value, true));
      scores[i] = NormalQuantile.of((rank - 0.375) / (scores.length + 0.25));
    }
    return new Series(scores, series.chains());
  }

  /** How many numbers are less than a value, or no greater. */
  private int countBelow(double value, boolean orEqual) {
    int from = 0;
    int to = sorted.length;
    while (from < to) {
      int middle = (from + to) >>> 1;
      boolean counts = orEqual ? sorted[middle] <= value : sorted[middle] < value;
      if (counts) {
        from = middle + 1;
      } else {
        to = middle;
      }
    }
    return from;
  }
}

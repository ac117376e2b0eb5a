package org.p4inv.samplers.energy;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

/**
 * The part of the battery for one and two dimensions: exp(-u) summed by the midpoint rule on a grid
 * around the exact samples, against log Z and against the samples.
 */
final class GridChecks {
  private static final long SEED = 31;

  /** Bins of the histogram along a side. */
  private static final int BINS = 28;

  /** Points of the grid in a bin along a side. */
  private static final int FINE = 40;

  private final String label;
  private final Energy energy;
  private final ExactSampler sampler;
  private final int d;

  GridChecks(String label, Energy energy, ExactSampler sampler) {
    this.label = label;
    this.energy = energy;
    this.sampler = sampler;
    this.d = energy.dimension();
  }

  /** The rule converges fast: what is left is below ten times the change by the last halving. */
  void logZ() {
    if (energy.truth().logZ().isEmpty()) {
      return;
    }
    double[][] box = box(SamplerChecks.draw(sampler, d, SEED));
    double fine = logSum(masses(box, FINE));
    double coarse = logSum(masses(box, FINE / 2));
    double tolerance = 1e-6 + 10 * Math.abs(fine - coarse);
    assertTrue(tolerance < 1e-3, () -> label + ": the grid is too coarse, " + tolerance);
    assertEquals(fine, energy.truth().logZ().getAsDouble(), tolerance, () -> label + " log Z");
  }

  /**
   * Chi-square of the sample in the bins, those with fewer than ten expected points taken together.
   */
  void cells() {
    float[] points = SamplerChecks.draw(sampler, d, SEED);
    int n = points.length / d;
    double[][] box = box(points);
    double[] logMass = masses(box, FINE);
    double total = logSum(logMass);
    int[] counts = new int[logMass.length];
    for (int i = 0; i < n; i++) {
      counts[bin(points, i * d, box)]++;
    }
    double chiSquare = 0;
    int bins = 0;
    double restExpected = 0;
    double restCount = 0;
    for (int bin = 0; bin < counts.length; bin++) {
      double expected = n * Math.exp(logMass[bin] - total);
      if (expected >= 10) {
        chiSquare += (counts[bin] - expected) * (counts[bin] - expected) / expected;
        bins++;
      } else {
        restExpected += expected;
        restCount += counts[bin];
      }
    }
    if (restExpected >= 10) {
      chiSquare += (restCount - restExpected) * (restCount - restExpected) / restExpected;
      bins++;
    } else {
      assertTrue(restCount <= 40, label + " samples where there should be none: " + restCount);
    }
    int freedom = bins - 1;
    assertTrue(freedom >= 8, label + ": the bins are too wide to test anything");
    double z = (chiSquare - freedom) / Math.sqrt(2.0 * freedom);
    assertTrue(z < 4.5, label + ": chi-square " + chiSquare + " of " + freedom + ", seed " + SEED);
  }

  /** From and width of each side: the range of the samples and a fifth more at both ends. */
  private double[][] box(float[] points) {
    double[][] box = new double[d][];
    for (int j = 0; j < d; j++) {
      double least = Double.POSITIVE_INFINITY;
      double greatest = Double.NEGATIVE_INFINITY;
      for (int i = j; i < points.length; i += d) {
        least = Math.min(least, points[i]);
        greatest = Math.max(greatest, points[i]);
      }
      double margin = 0.2 * (greatest - least);
      box[j] = new double[] {least - margin, greatest - least + 2 * margin};
    }
    return box;
  }

  private int bin(float[] points, int at, double[][] box) {
    int bin = 0;
    for (int j = 0; j < d; j++) {
      bin = bin * BINS + (int) ((points[at + j] - box[j][0]) / box[j][1] * BINS);
    }
    return bin;
  }

  /** ln of the integral of exp(-u) over each bin. */
  private double[] masses(double[][] box, int fine) {
    int bins = d == 1 ? BINS : BINS * BINS;
    int inBin = d == 1 ? fine : fine * fine;
    double logVolume = 0;
    for (double[] side : box) {
      logVolume += Math.log(side[1] / (BINS * fine));
    }
    double[] masses = new double[bins];
    float[] rows = new float[inBin * d];
    for (int bin = 0; bin < bins; bin++) {
      for (int i = 0; i < inBin; i++) {
        for (int j = 0; j < d; j++) {
          boolean first = j == 0 && d == 2;
          int coarse = first ? bin / BINS : bin % BINS;
          int within = first ? i / fine : i % fine;
          double place = (coarse * fine + within + 0.5) / (BINS * fine);
          rows[i * d + j] = (float) (box[j][0] + place * box[j][1]);
        }
      }
      double[] u = TestPoints.energies(energy, rows, inBin, new float[rows.length]);
      for (int i = 0; i < inBin; i++) {
        u[i] = -u[i];
      }
      masses[bin] = logSum(u) + logVolume;
    }
    return masses;
  }

  private static double logSum(double[] terms) {
    double greatest = Double.NEGATIVE_INFINITY;
    for (double term : terms) {
      greatest = Math.max(greatest, term);
    }
    double sum = 0;
    for (double term : terms) {
      sum += Math.exp(term - greatest);
    }
    return greatest == Double.NEGATIVE_INFINITY ? greatest : greatest + Math.log(sum);
  }
}

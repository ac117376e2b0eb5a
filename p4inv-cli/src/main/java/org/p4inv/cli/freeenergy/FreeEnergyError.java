package org.p4inv.cli.freeenergy;

import java.util.Arrays;
import org.p4inv.samplers.boltzmann.WeightedSamples;

/**
 * How far free energies along x1 from weighted samples are from the exact one.
 *
 * <p>As in the notebook published with Wu, Koehler and Noe, arXiv 2002.06707. Each repetition r
 * draws a histogram of {@value #BINS} bins between its own least and greatest x1; F_ri = -ln(weight
 * density of bin i), less its mean over the bins that are not empty. With x_i the middles of the
 * bins of the last repetition,
 *
 * <pre>
 *   E_i    = u(x_i, 0) - min_i u(x_i, 0)
 *   F_i    = mean_r F_ri - min_i mean_r F_ri
 *   bias   = |mean_i (E_i - F_i)|
 *   spread = mean_i sd_r F_ri            (sd: root mean square deviation from the mean)
 *   error  = sqrt(bias^2 + spread^2)
 * </pre>
 *
 * <p>with i over the bins with |x_i| below {@value #REACH} that no repetition left empty. As the
 * bins move with the outermost samples, samples of the target itself do not score 0, and a flow
 * that now and then puts one of 100,000 samples far outside scores badly.
 *
 * @param bias in kT
 * @param spread in kT
 * @param total the error, in kT
 */
record FreeEnergyError(double bias, double spread, double total) {
  static final int BINS = 30;
  static final double REACH = 2.25;

  /** Energy along x1. */
  @FunctionalInterface
  interface Along {
    double at(double x1);
  }

  /** Histograms of repetitions, to be compared with an energy. */
  static final class Histograms {
    private final double[][] freeEnergies;
    private final double[] middles = new double[BINS];
    private int count;

    Histograms(int repetitions) {
      freeEnergies = new double[repetitions][];
    }

    /** Adds a repetition of samples of the plane. */
    void add(WeightedSamples samples) {
      float[] points = samples.points();
      double low = Double.POSITIVE_INFINITY;
      double high = Double.NEGATIVE_INFINITY;
      double greatest = Double.NEGATIVE_INFINITY;
      int n = samples.logWeights().length;
      for (int i = 0; i < n; i++) {
        low = Math.min(low, points[2 * i]);
        high = Math.max(high, points[2 * i]);
        greatest = Math.max(greatest, samples.logWeights()[i]);
      }
      double width = (high - low) / BINS;
      double[] weights = new double[BINS];
      for (int i = 0; i < n; i++) {
        int bin = Math.min(BINS - 1, (int) ((points[2 * i] - low) / width));
        weights[bin] += StrictMath.exp(samples.logWeights()[i] - greatest);
      }
      for (int bin = 0; bin < BINS; bin++) {
        middles[bin] = low + (bin + 0.5) * width;
      }
      freeEnergies[count++] = aligned(weights);
    }

    private static double[] aligned(double[] weights) {
      double[] freeEnergy = new double[BINS];
      double sum = 0;
      int finite = 0;
      for (int bin = 0; bin < BINS; bin++) {
        freeEnergy[bin] = -StrictMath.log(weights[bin]);
        if (Double.isFinite(freeEnergy[bin])) {
          sum += freeEnergy[bin];
          finite++;
        }
      }
      for (int bin = 0; bin < BINS; bin++) {
        freeEnergy[bin] -= sum / finite;
      }
      return freeEnergy;
    }

    /** The error of the repetitions that were added, at least one. */
    FreeEnergyError against(Along energy) {
      double[] exact = new double[BINS];
      double[] mean = new double[BINS];
      for (int bin = 0; bin < BINS; bin++) {
        exact[bin] = energy.at(middles[bin]);
        for (int r = 0; r < count; r++) {
          mean[bin] += freeEnergies[r][bin] / count;
        }
      }
      double exactLeast = Arrays.stream(exact).min().orElseThrow();
      double meanLeast = Arrays.stream(mean).min().orElseThrow();
      double difference = 0;
      double spread = 0;
      int bins = 0;
      for (int bin = 0; bin < BINS; bin++) {
        if (Math.abs(middles[bin]) < REACH && Double.isFinite(mean[bin])) {
          difference += exact[bin] - exactLeast - (mean[bin] - meanLeast);
          spread += deviation(bin, mean[bin]);
          bins++;
        }
      }
      double bias = Math.abs(difference / bins);
      spread /= bins;
      return new FreeEnergyError(bias, spread, Math.sqrt(bias * bias + spread * spread));
    }

    private double deviation(int bin, double mean) {
      double squares = 0;
      for (int r = 0; r < count; r++) {
        squares += (freeEnergies[r][bin] - mean) * (freeEnergies[r][bin] - mean);
      }
      return Math.sqrt(squares / count);
    }
  }
}

package org.p4inv.cli.freeenergy;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.Arrays;
import org.junit.jupiter.api.Test;
import org.p4inv.core.parallel.Workers;
import org.p4inv.samplers.boltzmann.WeightedSamples;

class FreeEnergyErrorTest {
  private static final int BINS = FreeEnergyError.BINS;

  /** One sample in the middle of each bin and one at each end: bins of width 0.1 from -1.5 on. */
  private static WeightedSamples comb(double factor, double offset) {
    float[] points = new float[2 * (BINS + 2)];
    double[] logWeights = new double[BINS + 2];
    for (int i = 0; i < BINS; i++) {
      double x = -1.5 + 0.1 * (i + 0.5);
      points[2 * i] = (float) x;
      logWeights[i] = -factor * x * x + offset;
    }
    points[2 * BINS] = -1.5f;
    points[2 * BINS + 2] = 1.5f;
    Arrays.fill(logWeights, BINS, BINS + 2, -1000);
    return new WeightedSamples(points, logWeights);
  }

  private static FreeEnergyError error(WeightedSamples... repetitions) {
    FreeEnergyError.Histograms histograms = new FreeEnergyError.Histograms(repetitions.length);
    for (WeightedSamples samples : repetitions) {
      histograms.add(samples);
    }
    return histograms.against(x -> x * x);
  }

  @Test
  void rightWeightsHaveNoErrorWhateverTheirConstant() {
    FreeEnergyError error = error(comb(1, 0), comb(1, 5));
    // Middles of bins are floats, and so are weights: 1e-7 of numbers of order 1.
    assertEquals(0, error.total(), 1e-5);
  }

  /** Weights of twice the energy: E - F = -x^2 on average, less at the least one. */
  @Test
  void biasIsTheMeanDifference() {
    FreeEnergyError error = error(comb(2, 0), comb(2, 0));
    double mean = 0;
    for (int i = 0; i < BINS; i++) {
      double x = -1.5 + 0.1 * (i + 0.5);
      mean += (x * x - 0.05 * 0.05) / BINS;
    }
    assertEquals(mean, error.bias(), 1e-5);
    assertEquals(0, error.spread(), 1e-5);
    assertEquals(error.bias(), error.total(), 1e-5);
  }

  /** Half with F = 0 and half with F = 2 x^2 deviate from their mean by |x^2 - mean x^2|. */
  @Test
  void spreadIsTheMeanDeviation() {
    FreeEnergyError error = error(comb(0, 0), comb(2, 0));
    double meanSquare = 0;
    for (int i = 0; i < BINS; i++) {
      meanSquare += square(i) / BINS;
    }
    double spread = 0;
    for (int i = 0; i < BINS; i++) {
      spread += Math.abs(square(i) - meanSquare) / BINS;
    }
    assertEquals(0, error.bias(), 1e-5);
    assertEquals(spread, error.spread(), 1e-5);
  }

  private static double square(int bin) {
    double x = -1.5 + 0.1 * (bin + 0.5);
    return x * x;
  }

  /** Exact samples score as published, 0.297 +- 0.031 over ten: 4 of its standard errors. */
  @Test
  void exactSamplesScoreAsPublished() {
    FreeEnergyProblem problem = new FreeEnergyProblem(1, FreeEnergyProblem.SAMPLES, 1, 10);
    FreeEnergyScore score = problem.exact(Workers.serial());
    double error = Math.sqrt((0.031 * 0.031 + score.errorDeviation() * score.errorDeviation()) / 9);
    assertEquals(0.297, score.error(), 4 * error, () -> score.toString());
    assertTrue(score.errorDeviation() < 0.06, score::toString);
  }
}
